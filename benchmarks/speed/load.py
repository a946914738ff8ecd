"""Load generator: requests to one server, with requests per second and CPU per request."""

import http.client
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from tests.faults.game import Game

CONNECTIONS = 32
THREADS = 2
TIMEOUT = 10
SCRIPT = Path(__file__).with_name("wrk.lua")
TICKS = os.sysconf("SC_CLK_TCK")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Ask:
    """One request; a form when there is a body."""

    path: str
    body: str = ""
    cookie: str = ""

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"


@dataclass(frozen=True)
class Measured:
    """``cpu_ms`` is of the server's workers, per request; ``p50`` and ``p99`` are milliseconds."""

    requests: int
    rate: float
    cpu_ms: float
    p50: float
    p99: float
    errors: int


def measure(game: Game, asks: Sequence[Ask], seconds: float) -> Measured:
    before = cpu_seconds(game)
    got = (_wrk if shutil.which("wrk") else _python)(game.port, asks, seconds)
    cpu = cpu_seconds(game) - before
    return Measured(
        requests=int(got["requests"]),
        rate=got["requests"] / got["seconds"],
        cpu_ms=1000 * cpu / max(1, got["requests"]),
        p50=got["p50"],
        p99=got["p99"],
        errors=int(got["errors"]),
    )


def cpu_seconds(game: Game) -> float:
    """CPU seconds that the workers have used since they started."""
    return sum(_ticks(pid) for pid in game.worker_pids()) / TICKS


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _wrk(port: int, asks: Sequence[Ask], seconds: float) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w") as file:
        file.writelines(f"{ask.method}\t{ask.path}\t{ask.cookie}\t{ask.body}\n" for ask in asks)
        file.flush()
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds:.0f}", "-s", str(SCRIPT)]
        command += ["--timeout", f"{TIMEOUT}s", f"http://127.0.0.1:{port}"]
        run = subprocess.run(
            [*command, "--", file.name, str(THREADS)],
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        raise RuntimeError(run.stdout + run.stderr)
    line = next(line for line in run.stdout.splitlines() if line.startswith("JSON "))
    got: dict[str, float] = json.loads(line.removeprefix("JSON "))
    return got


def _python(port: int, asks: Sequence[Ask], seconds: float) -> dict[str, float]:
    """The same from Python threads, which use more CPU than the server, so ratios look better."""
    times: list[float] = []
    errors: list[int] = []
    began = time.monotonic()

    def run(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        for ask in cycle(asks[number::CONNECTIONS]):
            if time.monotonic() - began > seconds:
                return
            at = time.monotonic()
            headers = {"Content-Type": FORM, "X-Forwarded-For": f"10.9.{number}.{len(times) % 250}"}
            headers |= {"Cookie": ask.cookie} if ask.cookie else {}
            connection.request(ask.method, ask.path, ask.body or None, headers)
            answer = connection.getresponse()
            answer.read()
            times.append(1000 * (time.monotonic() - at))
            errors.extend([1] if answer.status >= 400 else [])

    threads = [threading.Thread(target=run, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    return {
        "requests": len(times),
        "seconds": time.monotonic() - began,
        "errors": len(errors),
        "p50": times[len(times) // 2],
        "p99": times[len(times) * 99 // 100],
    }
