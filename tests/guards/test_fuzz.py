"""Fuzzing: odd addresses, methods, headers and forms get an error page, never a status 500.

``FUZZ_POSTS=10000`` sends so many forms, and first every odd value in every field.
"""

import logging
import os
import random
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.auth.models import Role
from tests.editors import EditorClient, add_editor
from tests.guards.crawler import Form, Site, addresses, crawl
from tests.players import MoodPlayer
from tests.trivia.players import TriviaClient, tokens

pytestmark = pytest.mark.slow

VALUES = (
    "0", "-1", "2147483648", "9223372036854775808", "9" * 400, "１２", "%00", "%ff%fe",
    "..%2f..%2fetc%2fpasswd", "%0d%0aX:%20y", "'%22%3E%3Cscript%3E", "%F0%9F%92%A9", "a" * 3000,
)  # fmt: skip
MUSTS = (
    "", " ", "0", "-1", "9" * 30, "1e309", "NaN", "２０２６", "\x00", "a\x00b", "\ud7ff", "\u202e",
    "\r\nX: y", "'; DROP TABLE item; --", "<script>alert(1)</script>", "{{1234*4321}}",
    "{0.__class__}",
    "%s%s%s%n", "../../etc/passwd", "https://evil.example/", "//evil.example", "[]", "{",
    "가" * 300,
    "a" * 20_000, "=1+1", "😀" * 50, "z͑ͫ̓ͪ̂ͫ̽͏̴̙" * 9, "true", "9223372036854775808",
)  # fmt: skip
QUERIES = ("?" + "a=b&" * 500, "?older_than=x", "?before=%00", "?page=-1", "?page=9" + "9" * 40)
METHODS = ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "BREW", "GET\u0000", "get")
HEADERS: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"},
    {"Host": "a b"},
    {"Host": ""},
    {"Accept-Language": "x" * 3000},
    {"Accept-Language": ",;q=9,ko;q=x"},
    {"Accept": "application/json"},
    {"Accept": "\xff/\xfe;q=NaN"},
    {"Cookie": "a=" + "b" * 3000},
    {"Range": "bytes=9-1"},
    {"If-Modified-Since": "yesterday"},
    {"If-None-Match": '"' * 99},
    {"Content-Length": "9"},
    {"Sec-Fetch-Site": "x"},
    {"X-Forwarded-For": "';--"},
)
RAW_BODIES: tuple[dict[str, Any], ...] = (
    {"data": b"a=%ff%fe&%=&&=;%zz", "content_type": "application/x-www-form-urlencoded"},
    {"data": "a=황후".encode("utf-16"), "content_type": "text/plain; charset=utf-16"},
    {"data": b"\xff" * 999, "content_type": "application/json"},
    {"data": b"--x\r\n" * 999, "content_type": "multipart/form-data; boundary=x"},
    {"data": b"", "content_type": "multipart/form-data"},
)
TOO_LONG = "가" * 20_000
POSTS = int(os.environ.get("FUZZ_POSTS", "0"))
QUICK_POSTS_OF_EACH_FORM = 10
LIVE = ("<script>alert", "Traceback", "5332114", "<class '")
"""What no page shows after it was sent."""


def is_well(status: int) -> bool:
    return status < 500


@pytest.fixture
def admin(game: Flask) -> FlaskClient:
    return EditorClient(game.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN)).client


class TestAddresses:
    @pytest.mark.parametrize("value", VALUES)
    def test_with_odd_parts_are_answered(self, game: Flask, value: str) -> None:
        client = game.test_client()
        bad = [
            (method, address)
            for address in addresses(game, value)
            for method in ("GET", "POST")
            if not is_well(client.open(address, method=method).status_code)
            and "readyz" not in address
        ]

        assert bad == []

    @pytest.mark.parametrize("value", VALUES[:5])
    def test_with_odd_parts_are_answered_at_the_desk(self, admin: FlaskClient, value: str) -> None:
        bad = [
            address
            for address in addresses(admin.application, value)
            if not is_well(admin.get(address).status_code)
        ]

        assert bad == []

    @pytest.mark.parametrize("query", QUERIES)
    def test_with_odd_queries_are_answered(self, game: Flask, query: str) -> None:
        client = game.test_client()

        bad = [a for a in addresses(game, "x") if not is_well(client.get(a + query).status_code)]

        assert bad == []


class TestMethods:
    @pytest.mark.parametrize("method", METHODS)
    def test_that_nobody_asked_for_are_refused(self, game: Flask, method: str) -> None:
        client = game.test_client()

        statuses = {client.open(a, method=method).status_code for a in addresses(game, "1")}

        assert statuses <= {303, 400, 403, 404, 405} if method != "get" else True
        assert all(map(is_well, statuses))


class TestHeaders:
    @pytest.mark.parametrize("headers", HEADERS, ids=str)
    def test_that_are_odd_are_answered(self, game: Flask, headers: dict[str, str]) -> None:
        client = game.test_client()

        for address in ("/", "/en/", "/en/mood/", "/nowhere", "/readyz"):
            assert is_well(client.get(address, headers=headers).status_code)


class TestForms:
    def test_of_players_withstand_anything(self, game: Flask) -> None:
        client = game.test_client()
        places = ["/en/", "/ko/", *_places_of_a_player(client)]
        forms = {f.action: f for place in places for f in crawl(client, place).forms}

        assert len(forms) > 12
        assert _send_everything(client, list(forms.values())) == []
        assert [spoiled for place in places for spoiled in _spoiled(crawl(client, place))] == []

    def test_of_the_desk_withstand_anything(self, admin: FlaskClient) -> None:
        site = crawl(admin, "/en/desk/")

        assert len({form.action for form in site.forms}) > 5
        assert _send_everything(admin, site.forms) == []
        assert admin.get("/en/desk/").status_code == 200
        assert _spoiled(crawl(admin, "/en/desk/")) == []
        assert _spoiled(crawl(admin)) == []


def _places_of_a_player(client: FlaskClient) -> list[str]:
    """Where people come to by playing: a result, a question, its answer, and a finished round."""
    player, visitor = MoodPlayer(client), TriviaClient(client)
    player.open_quiz()
    result = player.play_to_the_end()
    question, answered = visitor.begin_today(), visitor.begin_today()
    visitor.post(answered, option=tokens(visitor.get(answered).text)[0])
    finished = visitor.play_to_the_end(visitor.begin_today())
    return [result, question, answered, finished]


def _send_everything(client: FlaskClient, forms: list[Form]) -> list[str]:
    rng, bad, sent = random.Random(6), [], 0
    forms = [form for form in forms if "sign-out" not in form.action]
    assert forms
    for form in forms:
        for body in _bodies(form, rng, max(QUICK_POSTS_OF_EACH_FORM, POSTS // len(forms))):
            answer, sent = client.post(form.action, **body), sent + 1
            if not is_well(answer.status_code) or any(text in answer.text for text in LIVE):
                bad.append(f"{answer.status_code} {form.action} {body!r}"[:300])
    logging.getLogger(__name__).info("%s posts to %s forms", sent, len(forms))
    return bad


def _bodies(form: Form, rng: random.Random, count: int) -> Iterator[dict[str, Any]]:
    """One field too long, one field odd, then several, then what no form would send."""
    names = list(form.fields)
    singly = [{name: value} for name, value in product(names, MUSTS)]
    for name in names:  # refused by the form; the database would be a fault
        yield {"data": {**form.fields, name: TOO_LONG}}
    for odd in rng.sample(singly, min(count, len(singly))):
        yield {"data": {**form.fields, **odd}}
    for _ in range(count - len(singly) if names else 0):
        several = rng.sample(names, rng.randint(1, len(names)))
        yield {"data": {**form.fields, **{name: rng.choice(MUSTS) for name in several}}}
    yield from RAW_BODIES
    yield {"data": {name: (BytesIO(b"x"), "../x") for name in [*names, "file"]}}
    yield {"data": {f"part-{n}": (BytesIO(b"x"), "x") for n in range(500)}}
    yield {"data": {f"field-{n}": "x" for n in range(2000)}}


def _spoiled(site: Site) -> list[str]:
    """Pages that what was sent has broken, or runs on."""
    return [
        f"{page.status_code} {address}"
        for address, page in site.pages.items()
        if not is_well(page.status_code) or any(text.encode() in page.data for text in LIVE)
    ]
