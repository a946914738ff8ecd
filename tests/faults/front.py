"""L1-L10: slow clients and too many of them, through the shipped nginx configuration."""

import select
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.game import running
from tests.faults.nginx import front
from tests.faults.players import Unanswered, ask, percentile

HEAD = b"POST /en/mood/ HTTP/1.1\r\nHost: quiz.example.org\r\nContent-Length: 100000\r\n\r\n"
PAGE = "/en/album/"
SETTINGS = {
    "PUBLIC_URL": "https://quiz.example.org",
    "SECRET_KEY": "0f1e2d3c4b5a69788796a5b4c3d2e1f0-front",
    "TRUSTED_PROXIES": "1",
}
GOOD_SECONDS = 2
GENERATORS = 16


def _idle(_: socket.socket) -> None:
    return


def _kept_alive(connection: socket.socket) -> None:
    connection.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: quiz.example.org\r\n\r\n")
    connection.recv(4096)


def _slow_header(connection: socket.socket) -> None:
    connection.sendall(b"G")


def _slow_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"a=")


def _slow_reader(connection: socket.socket) -> None:
    address = b"GET /static/now/shared/base.css HTTP/1.1\r\n"
    connection.sendall((address + b"Host: quiz.example.org\r\n\r\n") * 8)


KINDS: dict[str, tuple[Callable[[socket.socket], None], bytes]] = {
    "L1 idle": (_idle, b""),
    "L2 kept alive": (_kept_alive, b""),
    "L3 slow headers": (_slow_header, b"x"),
    "L4 slow body": (_slow_body, b"b"),
    "L5 slow reading": (_slow_reader, b""),
}


def slow_clients(folder: Path, *, sockets: int = 256, seconds: float = 25) -> Figures:
    """L1-L5: what an ordinary visitor sees while each kind holds its sockets open."""
    figures = Figures(f"L1-L5 {sockets} sockets of each kind for {seconds:.0f} s, through nginx")
    with running(folder / "slow", SETTINGS) as game, front(folder / "nginx", game.port) as nginx:
        for name, (begin, drip) in KINDS.items():
            with _besieged(nginx.port, sockets, begin, drip):
                statuses, waits = _visit(nginx.port, seconds)
            asked = sum(statuses.values())
            others = 100 * (asked - statuses["200"]) / max(1, asked)
            figures.must_be(f"{name}: % not 200 of {dict(statuses)}", others, 1, at_most=True)
            p95 = round(percentile(waits, 95), 3)
            figures.must_be(f"{name}: p95, s", p95, 1, at_most=True)
    return figures


def overload(folder: Path, *, seconds: float = 20, factor: int = 3) -> Figures:
    """L6-L10: measure capacity, offer a multiple of it, then stop."""
    figures = Figures(f"L6-L10 {factor} times the capacity for {seconds:.0f} s, through nginx")
    with running(folder / "load", SETTINGS) as game, front(folder / "nginx", game.port) as nginx:
        capacity = _capacity(nginx.port)
        figures.add("capacity, pages a second", round(capacity))
        statuses, good = _offer(nginx.port, capacity * factor, seconds)
        share = round(100 * good / (capacity * seconds))
        figures.add("answers", dict(statuses))
        figures.must_be("goodput, % of capacity", share >= {3: 70}.get(factor, 25), True)
        figures.add("goodput, %", share)
        figures.must_be("other than 200 and 503", set(statuses) - {"200", "503"}, set())
        figures.must_be("recovered after, s", _recovery(nginx.port), 10, at_most=True)
    return figures


@contextmanager
def _besieged(
    port: int, count: int, begin: Callable[[socket.socket], None], drip: bytes
) -> Iterator[None]:
    """Hold so many sockets open for the whole block."""
    is_full, stop = threading.Event(), threading.Event()
    holder = threading.Thread(target=_hold, args=[port, count, begin, drip, is_full, stop])
    holder.start()
    try:
        is_full.wait()
        yield
    finally:
        stop.set()
        holder.join()


def _hold(
    port: int,
    count: int,
    begin: Callable[[socket.socket], None],
    drip: bytes,
    is_full: threading.Event,
    stop: threading.Event,
) -> None:
    """Keep so many sockets busy doing little; a socket that was closed is opened anew."""
    sockets: list[socket.socket | None] = [None] * count
    while not stop.is_set():
        for place, connection in enumerate(sockets):
            sockets[place] = _kept(connection, drip) or _opened(port, place, begin)
        is_full.set()
        stop.wait(0.5)
    for connection in sockets:
        if connection:
            connection.close()


def _kept(connection: socket.socket | None, drip: bytes) -> socket.socket | None:
    with suppress(OSError):
        if connection and not _is_closed(connection):
            connection.sendall(drip)
            return connection
    return None


def _is_closed(connection: socket.socket) -> bool:
    """Whether the other side closed the socket: it is readable and empty."""
    is_readable = bool(select.select([connection], [], [], 0)[0])
    return is_readable and not connection.recv(1, socket.MSG_PEEK)


def _opened(port: int, place: int, begin: Callable[[socket.socket], None]) -> socket.socket | None:
    """A socket from one of many client addresses."""
    source = (f"127.1.{place // 64}.1", 0)
    with suppress(OSError):
        connection = socket.create_connection(("127.0.0.1", port), 2, source)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        begin(connection)
        return connection
    return None


def _visit(port: int, seconds: float) -> tuple[Counter[str], list[float]]:
    statuses, waits = Counter[str](), []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        statuses[_fetch(port)] += 1
        waits.append(time.monotonic() - began)
        time.sleep(0.05)
    return statuses, waits


def _fetch(port: int, source: str = "127.0.0.1") -> str:
    try:
        return str(ask(port, "GET", PAGE, source=source).status)
    except Unanswered:
        return "unanswered"


def _capacity(port: int, seconds: float = 5) -> float:
    """Pages a second with 16 connections that are busy all the time, a new one for each page."""
    statuses = Counter[str]()
    until = time.monotonic() + seconds

    def work() -> None:
        while time.monotonic() < until:
            statuses[_fetch(port)] += 1

    _in_threads([work] * GENERATORS)
    return statuses["200"] / seconds


def _offer(port: int, rate: float, seconds: float) -> tuple[Counter[str], int]:
    """Ask at a steady rate, whatever the answers; good is a 200 within two seconds."""
    statuses, lock, good = Counter[str](), threading.Lock(), [0]
    began, total = time.monotonic(), int(rate * seconds)
    tickets = iter(range(total))

    def work() -> None:
        for ticket in _taken(tickets, lock):
            time.sleep(max(0.0, began + ticket / rate - time.monotonic()))
            asked_at = time.monotonic()
            status = _fetch(port, f"127.2.{ticket % 8}.1")
            with lock:
                statuses[status] += 1
                good[0] += status == "200" and time.monotonic() - asked_at <= GOOD_SECONDS

    _in_threads([work] * 200)
    return statuses, good[0]


def _taken(tickets: Iterator[int], lock: threading.Lock) -> Iterator[int]:
    while True:
        with lock:
            ticket = next(tickets, None)
        if ticket is None:
            return
        yield ticket


def _recovery(port: int) -> float:
    """Seconds until ten pages in a row come at once."""
    began, row = time.monotonic(), 0
    while row < 10 and time.monotonic() - began < 30:
        asked_at = time.monotonic()
        row = row + 1 if _fetch(port) == "200" and time.monotonic() - asked_at < 1 else 0
    return round(time.monotonic() - began, 1)


def _in_threads(jobs: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
