"""``python -m benchmarks.move``: time and memory of `quiz move`, to PostgreSQL and back.

The game is filled as for ``make bench-scale``: as many rounds and board rows as results, and only
the frozen facts of the results left out. Each move is a process of its own, as an operator's.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scale import close, filled_game
from tests.console import PROGRAM
from tests.faults.services import own_postgres

GOAL_SECONDS = 180
GOAL_MIB = 200
TELLING = f"""
import atexit, pathlib, re
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: print(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]))
{PROGRAM}
"""
"""The command, which says at its end how many KiB it needed at most."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--results", type=int, default=1_000_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-move-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        close(filled_game(folder / "data", chosen.results))
        with own_postgres(folder / "pg") as postgres:
            there = f"sqlite:///{folder / 'data' / 'quiz.sqlite3'}"
            _measure(folder, "SQLite to PostgreSQL", there, postgres.url)
            _measure(folder, "back", postgres.url, f"sqlite:///{folder / 'back.sqlite3'}")


def _measure(folder: Path, title: str, source: str, target: str) -> None:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", TELLING, "move", "--from", source, "--to", target, "--json"],
        env=os.environ | {"DATA_DIR": str(folder / "none")},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{title}: {seconds:.0f} s (goal {GOAL_SECONDS}), of these {cpu:.0f} s of CPU, "
        f"at most {int(run.stdout.split()[-1]) / 1024:.0f} MiB (goal {GOAL_MIB})",
        flush=True,
    )


if __name__ == "__main__":
    main()
