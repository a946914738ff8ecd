"""Odd addresses, methods, headers and forms: always an answer in words, never a fault of ours."""

import random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.accounts.models import Role
from tests.editors import Desk, add_editor
from tests.guards.crawler import Form, addresses, crawl

VALUES = (
    "0", "-1", "2147483648", "9223372036854775808", "9" * 400, "１２", "%00", "%ff%fe",
    "..%2f..%2fetc%2fpasswd", "%0d%0aX:%20y", "'%22%3E%3Cscript%3E", "%F0%9F%92%A9", "a" * 3000,
)  # fmt: skip
MUSTS = (
    "", " ", "0", "-1", "9" * 30, "1e309", "NaN", "２０２６", "\x00", "a\x00b", "\ud7ff", "\u202e",
    "\r\nX: y", "'; DROP TABLE item; --", "<script>alert(1)</script>", "{{7*7}}", "{0.__class__}",
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
POSTS_OF_EACH_FORM = 10


def is_well(status: int) -> bool:
    return status < 500


@pytest.fixture
def admin(game: Flask) -> FlaskClient:
    return Desk(game.test_client()).sit_down(add_editor("Hae-ra", Role.ADMIN)).client


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

        assert _send_everything(client, crawl(client).forms) == []

    def test_of_the_desk_withstand_anything(self, admin: FlaskClient) -> None:
        site = crawl(admin, "/en/desk/")

        assert len({form.action for form in site.forms}) > 5
        assert _send_everything(admin, site.forms) == []


def _send_everything(client: FlaskClient, forms: list[Form]) -> list[str]:
    dice, bad = random.Random(6), []  # noqa: S311 - repeatable
    assert forms
    for form in forms:
        if "sign-out" in form.action:
            continue
        for fields in _bodies(form, dice):
            answer = client.post(form.action, data=fields)
            if not is_well(answer.status_code) or "Traceback" in answer.text:
                bad.append(f"{answer.status_code} {form.action} {fields!r}"[:300])
    return bad


def _bodies(form: Form, dice: random.Random) -> list[dict[str, str]]:
    """One field odd at a time, then all of them at once, then names that nobody asked for."""
    names = list(form.fields)
    bodies = []
    for _ in range(POSTS_OF_EACH_FORM if names else 1):
        odd = dice.sample(names, k=min(len(names), dice.choice([1, 1, 2, 99])))
        bodies.append({**form.fields, **{name: dice.choice(MUSTS) for name in odd}})
    bodies.append({f"field-{n}": "x" for n in range(2000)})
    return bodies
