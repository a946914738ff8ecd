"""``python -m benchmarks.worker``: what visitors see of gunicorn's own worker, and of the game's.

SIGTERM comes while visitors wait in the queue of the kernel, at a port of gunicorn's own and at one
that is held open for the next process, as by ``quiz.socket``. And bodies that are refused for their
size are sent by programs that read no answer before they are through. Decision 20 has the figures.
"""

import os
import signal
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import gunicorn

from quizapp.gunicorn_conf import worker_class

from .faults.game import Game, running

VISITORS = 16
TIMES = 4
TIMEOUT_SECONDS = 60
HOST = b"Host: 127.0.0.1\r\n"
PAGE = b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
POST = b"POST /en/mood/ HTTP/1.1\r\n" + HOST + b"Connection: close\r\nContent-Length: %d\r\n\r\n"
PIECE = 50_000
BODIES = {"3 MB at once": (3_000_000, 0.0), "20 MB at once": (20_000_000, 0.0)}
BODIES |= {"3 MB in 4 s": (3_000_000, 4.0), "3 MB in 9 s": (3_000_000, 9.0)}


def main() -> None:
    print(f"gunicorn {gunicorn.__version__}")
    for name in ("gthread", worker_class):
        with tempfile.TemporaryDirectory(prefix="quiz-worker-") as folder:
            environ = {"GUNICORN_CMD_ARGS": f"--worker-class {name}"}
            _measure(name.rpartition(".")[2], Game(Path(folder), environ))


def _measure(name: str, game: Game) -> None:
    print(f"{name}: waiting at SIGTERM, own port: {waiting(game)}")
    with socket.create_server(("127.0.0.1", 0), backlog=256) as held:
        kept = Game(game.folder, game.environ, port=held.getsockname()[1], held=held)
        print(f"{name}: waiting at SIGTERM, held port: {waiting(kept, then=kept.start)}")
    with running(game.folder, game.environ) as game:
        for size, (length, seconds) in BODIES.items():
            print(f"{name}: refused body, {size}: {refused(game, length, seconds)}")


def waiting(game: Game, then: Callable[[], object] = lambda: None) -> dict[str, int]:
    """How those fare who have connected when the game is told to stop, ``then`` started again."""
    game.start()
    workers = game.worker_pids()
    _send(workers, signal.SIGSTOP)
    with ThreadPoolExecutor(VISITORS) as visitors:
        outcomes = [visitors.submit(exchange, game.port, [PAGE]) for _ in range(VISITORS)]
        time.sleep(1)
        game.signal(signal.SIGTERM)
        _send(workers, signal.SIGCONT)
        game.stop()
        then()
    game.stop()
    return dict(Counter(outcome.result() for outcome in outcomes))


def refused(game: Game, length: int, seconds: float) -> dict[str, int]:
    """How programs fare that send a body of ``length`` bytes within ``seconds``."""
    body = partial(_pieces, length, seconds)
    return dict(Counter(exchange(game.port, body()) for _ in range(TIMES)))


def exchange(port: int, parts: Iterable[bytes]) -> str:
    """Send all parts before reading: the status of the answer, or the error instead of one."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
            for part in parts:
                connection.sendall(part)
            return connection.recv(65536)[9:12].decode() or "closed without an answer"
    except OSError as problem:
        return type(problem).__name__


def _pieces(length: int, seconds: float) -> Iterable[bytes]:
    yield POST % length
    for _ in range(length // PIECE):
        yield b"a" * PIECE
        time.sleep(seconds * PIECE / length)


def _send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        os.kill(pid, number)


if __name__ == "__main__":
    main()
