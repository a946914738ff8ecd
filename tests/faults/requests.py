"""R1: tens of thousands of random raw requests; none may make the game fail."""

import random
import socket
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flask import current_app

from quizapp import clock
from quizapp.auth.access import FORM_PURPOSE, cookie_name
from quizapp.auth.sessions import begin_session, digest_of
from quizapp.database.db import transaction
from quizapp.web import signing
from tests.editors import add_editor
from tests.faults.figures import Figures
from tests.faults.game import Game, inside, running
from tests.faults.odd_requests import RawRequest, Site, raw_request

Environ = Mapping[str, str]
NONE: Environ = {}
SENDERS = 4
TIMEOUT_SECONDS = 30
MOST_KEPT = 16_384
MOST_SHOWN = 5
NOT_SENT = ("sign-out", "password", "/<path:")
"""Parts of routes that are left out: the editor would be signed out, and files are nginx's."""
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
ACCESS, UNREADABLE, TRACEBACK = "quizapp.access", "unreadable request", "raceback"


@dataclass
class Tally:
    """What was answered, by status, and what should not have happened."""

    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    def note(self, request: RawRequest, answer: bytes) -> None:
        answer = answer.removeprefix(CONTINUE)
        status = int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0
        self.statuses[status] += 1
        if not 200 <= status < 500:
            self.failed.append(f"{status} for {request}")
        elif b"\r\nX-Content-Type-Options: nosniff" not in answer:
            self.bare.append(f"{status} for {request}")


def raw(folder: Path, environ: Environ = NONE, *, count: int = 20_000, seed: int = 16) -> Figures:
    """R1: ``count`` requests of the series ``seed``."""
    figures = Figures(f"R1 {count} raw requests, seed {seed}")
    with running(folder / "raw", environ) as game:
        site = _site(game)
        words = (ACCESS, UNREADABLE, TRACEBACK)
        before = Counter({word: game.count_in_log(word) for word in words})
        began = time.monotonic()
        tally = _sent(site, count, seed)
        seconds = time.monotonic() - began
        after = Counter({word: game.count_in_log(word) for word in words})
    logged = after - before
    figures.add("statuses", dict(sorted(tally.statuses.items())))
    figures.add("requests a second", round(count / seconds))
    for request in (tally.failed + tally.bare)[:MOST_SHOWN]:
        figures.add("look at", request)
    figures.must_be("5xx or unanswered", len(tally.failed), 0)
    figures.must_be("without the headers of a page of ours", len(tally.bare), 0)
    figures.must_be("tracebacks in the log", logged[TRACEBACK], 0)
    figures.must_be("requests logged", logged[ACCESS] + logged[UNREADABLE], count)
    return figures


def _site(game: Game) -> Site:
    with inside(game.settings):
        rules = [rule.rule for rule in current_app.url_map.iter_rules()]
        editor = add_editor("Hae-ra", password_hash="none")
        with transaction():
            token = begin_session(editor, clock.now())
        return Site(
            port=game.port,
            rules=[rule for rule in rules if not any(part in rule for part in NOT_SENT)],
            cookie=f"{cookie_name()}={token}",
            form_token=signing.sign(digest_of(token), purpose=FORM_PURPOSE),
        )


def _sent(site: Site, count: int, seed: int) -> Tally:
    tally = Tally()
    with ThreadPoolExecutor(SENDERS) as senders:
        requests = [raw_request(site, seed, number) for number in range(count)]
        answers = senders.map(partial(_exchange, site.port), requests)
        for request, answer in zip(requests, answers, strict=True):
            tally.note(request, answer)
    return tally


def _exchange(port: int, request: RawRequest) -> bytes:
    """The answer; each sender has a loopback address of its own, so that no limit is reached."""
    rng = random.Random(request.number)
    source = f"127.{rng.randint(1, 254)}.{rng.randint(1, 254)}.{rng.randint(1, 254)}"
    try:
        with socket.create_connection(("127.0.0.1", port), TIMEOUT_SECONDS, (source, 0)) as to:
            to.sendall(request.data)
            return b"".join(iter(lambda: to.recv(65536), b""))[:MOST_KEPT]
    except OSError as problem:
        return str(problem).encode()
