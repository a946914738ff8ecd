"""What is deleted at one of two servers behind nginx is gone at both and through nginx."""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import product
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.front import SETTINGS
from tests.faults.game import running
from tests.faults.nginx import front
from tests.faults.players import QUIZ, Answer, Fields, ask, read_form
from tests.faults.store import sqlite_url

NONE: Mapping[str, str] = {}
CARD = re.compile(r"(/cards/[a-z]+/[\w.-]+\.png)")
KEY = re.compile(r'data-key="([\w-]{22}\.[\w-]{22})"')
ATTEMPT = re.compile(r'name="attempt"[^>]*value="([^"]+)"')
OPTION = re.compile(r'name="option" value="([^"]+)"')
SHARED = re.compile(r"/t/([\w-]{22})")
PERSONAL = re.compile(rb"KEY: /cards/(?:result|comparison|round)/")
PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Thing:
    """What can be deleted by a form, and every address that shows it or a picture of it."""

    name: str
    form: str
    fields: Fields
    addresses: list[str]


@dataclass(frozen=True)
class Place:
    """Two servers, nginx before them, and where it keeps files."""

    ports: tuple[int, int, int]
    cache: Path

    @property
    def front(self) -> int:
        return self.ports[-1]


def everywhere(folder: Path, environ: Mapping[str, str] = NONE) -> Figures:
    """Delete two results of one page, their comparison and a round, in turn."""
    figures = Figures("deleted at one of two servers, asked for at both and through nginx")
    with _place(folder, environ) as place:
        things, slowest = [*_moods(place.front), _round(place.front)], 0.0
        shown = [each for thing in things for each in thing.addresses]
        figures.add("addresses of two results, a comparison and a round", len(shown))
        tags = {path: _look(place, path) for path in shown}
        figures.must_be("not shown before", [p for p, tag in tags.items() if tag is None], [])
        for thing in things:
            answer = ask(place.front, "POST", thing.form, thing.fields)
            figures.must_be(f"deleting {thing.name}", answer.status, 303)
            left, seconds = _wait_until_gone(place, {p: tags[p] or "" for p in thing.addresses})
            slowest = max(slowest, seconds)
            figures.must_be(f"{thing.name} still shown", left, [])
        figures.must_be("last seen anywhere after, s", round(slowest, 2), 1, at_most=True)
        kept = [path.read_bytes() for path in place.cache.rglob("*") if path.is_file()]
        figures.must_be("nginx keeps cards of tracks", bool(kept), True)
        figures.must_be("nginx kept of players", len([f for f in kept if PERSONAL.search(f)]), 0)
    return figures


@contextmanager
def _place(folder: Path, environ: Mapping[str, str]) -> Iterator[Place]:
    shared = {"DATABASE_URL": sqlite_url(folder / "one"), **environ, **SETTINGS}
    with (
        running(folder / "one", shared) as one,
        running(folder / "two", shared) as two,
        front(folder / "nginx", one.port, two.port) as nginx,
    ):
        track = CARD.search(ask(nginx.port, "GET", "/en/tracks/not-over").text)
        assert track is not None
        assert ask_for(nginx.port, track[1]).status == 200
        yield Place((one.port, two.port, nginx.port), folder / "nginx" / "cache")


def _moods(port: int) -> Iterator[Thing]:
    """Two results of one page, the second compared with the first."""
    page = ask(port, "GET", QUIZ).text
    first, sent = _play_mood(port, page, 0, "")
    slug = first.rpartition("/")[2]
    both, sent_next = _play_mood(port, page, 2, slug)
    comparison = [both, both.replace("/en/", "/ko/"), *_cards(port, both)]
    yield _result(port, first, sent, comparison)
    found = KEY.search(ask(port, "POST", both, sent_next).text)
    assert found, "the comparison does not know its owner"
    yield _result(port, f"/en/r/{found[1].partition('.')[0]}", sent_next, [])


def _result(port: int, address: str, sent: Fields, others: list[str]) -> Thing:
    key = KEY.search(ask(port, "POST", address, sent).text)
    assert key, "the result does not know its owner"
    slug = address.rpartition("/")[2]
    more = [
        *(address, f"/ko/r/{slug}", f"/en/embed/r/{slug}", f"/api/v1/results/{slug}"),
        *(f"/qr/result/{slug}.svg", f"/oembed?url=https://quiz.example.org/r/{slug}"),
        *_cards(port, address),
        *_cards(port, f"/ko/r/{slug}"),
    ]
    return Thing("a result", f"{address}/delete", {"key": key[1]}, more + others)


def _play_mood(port: int, page: str, place: int, friend: str) -> tuple[str, Fields]:
    """The address of what came of it, and the form that was sent last."""
    while True:
        options, hidden = read_form(page)
        chosen = {name: of[place] for name, of in options.items()}
        sent = {**hidden, **chosen, "friend": friend}
        answer = ask(port, "POST", QUIZ, sent)
        if answer.status == 307:
            return answer.location, sent
        page = answer.text


def _round(port: int) -> Thing:
    lobby = ATTEMPT.search(ask(port, "GET", "/en/trivia/").text)
    assert lobby is not None
    address = ask(port, "POST", "/en/trivia/", {"attempt": lobby[1]}).location
    play = address.rpartition("/")[0]
    for position in range(1, 9):
        option = OPTION.findall(ask(port, "GET", f"{play}/{position}").text)[0]
        ask(port, "POST", f"{play}/{position}", {"option": option})
        ask(port, "POST", f"{play}/{position + 1}/ask", {})
    result = ask(port, "GET", f"{play}/result").text
    shared = SHARED.search(result)
    assert shared is not None, result
    challenge = f"/en/trivia/t/{shared[1]}"
    addresses = [f"{play}/result", f"{play}/review", challenge, *_cards(port, challenge)]
    return Thing("a round", f"{play}/delete", {}, addresses)


def _cards(port: int, page: str) -> list[str]:
    return sorted(set(CARD.findall(ask(port, "GET", page).text)))


def _look(place: Place, path: str) -> str | None:
    """The tag of what is shown at every port, asked twice; None where it is not."""
    answers = [ask_for(port, path) for _ in range(2) for port in place.ports]
    return answers[0].location if {each.status for each in answers} == {200} else None


def _wait_until_gone(place: Place, tags: Mapping[str, str]) -> tuple[list[str], float]:
    """Where it is shown when patience ends, and when somebody last asked and still saw it."""
    began, last_seen = time.monotonic(), 0.0
    while True:
        left = []
        for path, port in product(tags, place.ports):
            asked_at = time.monotonic() - began
            if seen := _seen(port, path, tags[path]):
                left.append(f"{port} {path}: {seen}")
                last_seen = asked_at
        if not left or asked_at > PATIENCE_SECONDS:
            return left, last_seen


def _seen(port: int, path: str, tag: str) -> list[int]:
    """Answers but 410; who has a copy asks whether it is still good."""
    statuses = [ask_for(port, path).status, ask_for(port, path, tag).status]
    return [status for status in statuses if status != 410]


def ask_for(port: int, path: str, tag: str = "") -> Answer:
    """GET, with the tag of a copy where there is one; ``location`` is the tag of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=15)
    connection.request("GET", path, headers={"If-None-Match": tag} if tag else {})
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return Answer(response.status, text, response.getheader("ETag") or "")
