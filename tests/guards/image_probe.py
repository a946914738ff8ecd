"""Run inside a root that holds what the image does: starts it read-only, as the image's user.

The argument is the image's CMD. Prints one JSON object.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

USER = 10001
ROOT = "/mnt"
ENVIRON = {
    "PATH": "/game/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "HOST": "0.0.0.0",  # noqa: S104 - as the image has it
    "PORT": "8000",
    "DATA_DIR": "/data",
    "PUBLIC_URL": "http://127.0.0.1:8000",
}


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def ask(path: str) -> int:
    for _ in range(120):
        try:
            with urlopen(f"http://127.0.0.1:8000{path}", timeout=5) as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.5)
    return 0


mount("-t", "tmpfs", "-o", f"uid={USER},gid={USER},mode=700", "tmpfs", "/data")
mount("-t", "tmpfs", "-o", "mode=1777", "tmpfs", "/tmp")  # noqa: S108
mount("--bind", "/", ROOT)
mount("-o", "remount,bind,ro", ROOT)
for folder in ("/dev", "/data", "/tmp"):  # noqa: S108
    mount("--rbind", folder, f"{ROOT}{folder}")

as_user = ["chroot", f"--userspec={USER}:{USER}", "--groups=", ROOT]
in_folder = ["sh", "-c", 'cd /data && exec "$@"', "sh"]
game = subprocess.Popen([*as_user, *in_folder, *json.loads(sys.argv[1])], env=ENVIRON)
ready, page = ask("/readyz"), ask("/ko/")
game.terminate()
game.wait()
told = {"ready": ready, "page": page, "owner": Path("/data/quiz.sqlite3").stat().st_uid}
sys.stdout.write(json.dumps(told))
