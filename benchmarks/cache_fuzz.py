"""``make fuzz-cache``: 50,000 random requests to a game with its page cache and to one without.

Prints the figures and up to five requests that were not answered alike; the same seed sends the
same requests.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence

from quizapp import create_app
from quizapp.config import read_settings
from quizapp.server.startup import prepare
from quizapp.web.security import limiter
from tests.web.fuzz import HOST, Findings, Fuzz

SETTINGS = {
    "PUBLIC_URL": f"https://{HOST}",
    "SECRET_KEY": "5ad1c0ffee0f8e5b7a9d3c2b1a0f9e8d7c6b5a49",
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cache_fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="quiz-fuzz-") as folder:
        findings = _run(folder, asked.seed, asked.requests)
    print(f"seed {asked.seed}: {findings}; {time.monotonic() - began:.0f} s")
    print("\n\n".join(findings.differences[:5]))
    return 1 if findings.is_bad else 0


def _run(folder: str, seed: int, count: int) -> Findings:
    app = create_app(read_settings({**SETTINGS, "DATA_DIR": folder}))
    limiter.enabled = False
    with app.app_context():
        prepare()
    return Fuzz(app, seed).run(count)


sys.exit(main(sys.argv[1:]))
