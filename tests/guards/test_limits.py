"""Rate limits: every one is documented, and a flood from one address affects nobody else."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.plays.models import TriviaRound

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `(?P<view>[\w.]+)` \| (?P<rate>\d+/[\w ]+) \|", re.MULTILINE)
ATTEMPT = re.compile(r'name="attempt"[^>]*value="([^"]+)"')
LIMITS = {"limiter.limit", "limiter.check"}
FLOOD = 1000


def documented() -> Counter[tuple[str, str]]:
    text = (ROOT / "docs" / "limits.md").read_text()
    return Counter((row["view"], row["rate"]) for row in ROW.finditer(text))


def limits_in_code() -> Iterator[tuple[str, str]]:
    """The room, the view (or ``all`` for a whole blueprint) and its rate."""
    package = ROOT / "quizapp"
    for path in sorted(package.rglob("*.py")):
        feature = path.relative_to(package).parts[0]
        tree = ast.parse(path.read_text())
        views = {
            id(call): node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            for call in node.decorator_list
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in LIMITS:
                name = views.get(id(node), "all")
                yield f"{feature}.{name}", ast.literal_eval(node.args[0])


def test_every_limit_is_documented() -> None:
    assert documented()
    assert documented() == Counter(limits_in_code())


class TestFlood:
    def test_of_starts_from_one_address_is_held_back_and_nobody_else(
        self, game: Flask, client: FlaskClient, limits: None
    ) -> None:
        lobby = client.get("/en/trivia/").text
        attempt = ATTEMPT.search(lobby)
        assert attempt is not None

        def start(address: str, name: str) -> tuple[int, str]:
            answer = client.post(
                "/en/trivia/",
                data={"attempt": name},
                environ_overrides={"REMOTE_ADDR": address},
            )
            return answer.status_code, answer.headers.get("Retry-After", "")

        answers = [start("10.0.0.1", "no attempt of ours") for _ in range(FLOOD)]

        refused = [wait for status, wait in answers if status == 429]
        assert len(refused) >= FLOOD // 4
        assert all(0 < int(wait) <= 60 for wait in refused)
        assert start("10.0.0.2", attempt[1]) == (303, "")
        assert db.session.scalar(select(func.count()).select_from(TriviaRound)) == 1
