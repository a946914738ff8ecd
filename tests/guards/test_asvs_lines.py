"""Lines of `docs/asvs.md` that no test of a room holds: what the code never does, and sizes."""

import ast
import re
import time
from base64 import b32decode, urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from logging import makeLogRecord
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.auth import second_factor, sessions
from quizapp.auth.models import Editor
from quizapp.config import MIN_SECRET_BYTES
from quizapp.database.db import db
from quizapp.mood import service
from quizapp.plays import ownership
from quizapp.server.log_format import JsonFormatter
from quizapp.trivia.service import starts
from quizapp.web import signing
from tests.editors import EditorClient

ROOT = Path(__file__).parents[2]
CLIENTS = {
    "aiohttp", "ftplib", "http.client", "httpx", "poplib", "requests", "smtplib", "socketserver",
    "telnetlib", "urllib.request", "urllib3", "xmlrpc",
}  # fmt: skip
MAKERS_OF_OBJECTS = {"cPickle", "dill", "marshal", "pickle", "shelve"}
KEEPING_SCRIPTS = {
    "static/mood/keeping.js",
    "static/shared/store.js",
    "static/shared/unsent.js",  # until the next page of the desk; see test_forms in the browser
}
PASSWORD_FIELD = re.compile(r'<input[^>]*name="(?:password|again|current)"[^>]*>')


@cache
def trees() -> list[tuple[str, ast.AST]]:
    paths = sorted((ROOT / "quizapp").rglob("*.py"))
    return [(str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths]


def scripts() -> str:
    return "".join(path.read_text() for path in (ROOT / "static").rglob("*.js"))


@pytest.fixture
def seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock shows the time of Seoul."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
    time.tzset()


def imported(tree: ast.AST) -> set[str]:
    """The modules that a module imports, and each name as if it were a module as well."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def bits(token: str) -> int:
    """How many bits a text in URL-safe base 64 has."""
    return 8 * len(urlsafe_b64decode(token + "=" * (-len(token) % 4)))


ASKS_OUR_OWN_ADDRESS = "quizapp/maintenance/inspection/outside.py"
"""`quiz check` asks the address of PUBLIC_URL, when an operator types it."""


class TestCode:
    def test_asks_no_address_and_makes_no_object_of_bytes(self) -> None:
        assert {
            path for path, tree in trees() if imported(tree) & (CLIENTS | MAKERS_OF_OBJECTS)
        } == {ASKS_OUR_OWN_ADDRESS}

    def test_starts_programs_at_two_places_and_without_a_shell(self) -> None:
        starting = {path for path, tree in trees() if "subprocess" in imported(tree)}
        named = {
            node.attr if isinstance(node, ast.Attribute) else node.arg
            for _path, tree in trees()
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute | ast.keyword)
        }

        assert starting == {
            "quizapp/maintenance/backup.py",
            "quizapp/maintenance/inspection/local.py",
        }
        assert {"system", "popen", "shell", "create_subprocess_shell"} & named == set()

    def test_keeps_things_in_browsers_by_few_scripts(self) -> None:
        keeping = {
            str(path.relative_to(ROOT))
            for path in (ROOT / "static").rglob("*.js")
            if re.search(r"(local|session)Storage|indexedDB|document\.cookie", path.read_text())
        }

        assert keeping == KEEPING_SCRIPTS

    def test_of_pages_writes_to_no_name_from_outside(self) -> None:
        assert re.findall(r"[\w.]+\[[\w.]+\] = ", scripts()) == ["came[dataset.mine] = "]
        assert re.search(r"__proto__|Object\.assign|fromEntries", scripts()) is None

    def test_of_pages_leaves_pasting_alone(self) -> None:
        assert "fetch(" in scripts()
        assert re.search(r"\bpaste\b|type=.?password", scripts()) is None


class TestRandomTexts:
    @pytest.mark.parametrize(
        ("make", "least"),
        [
            (sessions.new_token, 256),
            (signing.new_attempt, 128),
            (ownership.new_secret, 128),
        ],
    )
    def test_are_long_and_never_the_same(self, make: object, least: int) -> None:
        assert callable(make)
        texts = {make() for _ in range(50)}

        assert len(texts) == 50
        assert min(map(bits, texts)) >= least

    def test_of_addresses_have_128_bits(self) -> None:
        assert (service.SLUG_BYTES, starts.KEY_BYTES, ownership.MAC_BYTES) == (16, 16, 16)
        assert MIN_SECRET_BYTES >= 16

    def test_of_second_factors_have_160_bits(self) -> None:
        assert len(b32decode(second_factor.new_secret())) * 8 == 160

    def test_of_recovery_have_64_bits_and_codes_six_digits(self) -> None:
        codes = {re.sub("-", "", code) for code in second_factor.new_recovery_codes()}
        address = second_factor.address(second_factor.new_secret(), name="Sunny")

        assert {len(code) * 4 for code in codes} == {64}
        assert len(codes) == second_factor.RECOVERY_COUNT
        assert "digits=" not in address  # six is what apps take without it

    def test_are_signed_with_sha_256(self, app: Flask) -> None:
        with app.app_context():
            signed = signing.sign("x", purpose="test")
            assert bits(signed.rpartition(".")[2]) == 256
            assert signing.read(signed, purpose="test") == "x"
            assert signing.read(signed[:-2] + "AA", purpose="test") is None


class TestAccounts:
    def test_are_none_in_a_new_game(self, game: Flask) -> None:
        assert db.session.scalar(select(func.count()).select_from(Editor)) == 0

    def test_have_no_secret_question(self) -> None:
        assert {column.name for column in Editor.__table__.columns} == {
            "id", "name", "name_key", "role", "password_hash", "totp_secret", "last_totp_step",
            "recovery_digests", "created_at", "disabled_at",
        }  # fmt: skip

    def test_hold_digests_of_recovery_codes(self, app: Flask) -> None:
        [code, *_] = second_factor.new_recovery_codes()

        assert second_factor.without([code], code) is None
        assert second_factor.without([second_factor.recovery_digest(code)], code) == []

    @pytest.mark.parametrize("page", ["/account/password", "/account/second-factor"])
    def test_take_passwords_from_password_managers(self, editor: EditorClient, page: str) -> None:
        fields = PASSWORD_FIELD.findall(editor.get(page).text)

        assert fields
        for field in fields:
            assert 'type="password"' in field
            assert re.search(r'autocomplete="(new|current)-password"', field)

    def test_last_as_long_as_written(self) -> None:
        text = " ".join((ROOT / "docs" / "operating.md").read_text().split())
        idle, absolute = (
            int(each.total_seconds() // 3600) for each in (sessions.IDLE, sessions.ABSOLUTE)
        )

        assert f"ends after {idle} hours without a visit, after {absolute} hours in any" in text


class TestLog:
    @pytest.mark.usefixtures("seoul")
    def test_tells_the_time_in_utc(self) -> None:
        at = datetime(2026, 11, 23, 12, tzinfo=UTC)
        record = makeLogRecord({"created": at.timestamp(), "msg": "x", "levelname": "INFO"})

        assert '"at": "2026-11-23T12:00:00.000+00:00"' in JsonFormatter().format(record)
