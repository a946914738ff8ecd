"""Serves a fresh game without rate limits and lets schemathesis loose on its API."""

import logging
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from werkzeug.serving import make_server

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.server.startup import prepare
from quizapp.web.security import limiter
from tests.postgresql import free_port

RULES = Path(__file__).with_name("schemathesis.toml")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        app = create_app(read_settings({"DATA_DIR": folder, "PUBLIC_URL": address}))
        limiter.enabled = False
        for noisy in ("werkzeug", "quizapp.access"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
        with app.app_context():
            prepare()
        server = make_server("127.0.0.1", port, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            return _fuzz(f"{address}/api/v1/openapi.json")
        finally:
            server.shutdown()


def _fuzz(document: str) -> int:
    command = Path(sys.executable).with_name("schemathesis")
    arguments = ["--config-file", str(RULES), "run", document, *sys.argv[1:]]
    return subprocess.run([command, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
