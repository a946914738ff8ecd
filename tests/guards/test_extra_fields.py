"""Mass assignment: adding the name of any column to a form's data changes nothing."""

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select

from quizapp.auth.models import Editor, Role
from quizapp.database.db import Base, db
from quizapp.plays.models import MoodResult, TriviaRound
from tests.editors import PASSWORD, EditorClient, add_editor
from tests.players import MoodPlayer
from tests.trivia.players import TriviaClient, hidden

NEW_PASSWORD = "seven lanterns over deep water"
WISHES = ("999999", "admin", "today", "2000-01-01", "not-over", "[1]", "true")


def everything_but(names: Iterable[str]) -> dict[str, list[str]]:
    """Every column of every table with every wish, but for what the form itself names."""
    columns = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    return {name: list(WISHES) for name in sorted(columns - set(names))}


def fields_of(row: Base, *, but: Iterable[str]) -> dict[str, object]:
    names = {column.name for column in row.__table__.columns} - set(but)
    return {name: getattr(row, name) for name in names}


class TestExtraFields:
    def test_change_no_result(self, game: Flask) -> None:
        results = []
        for extra in ({}, everything_but(["attempt"])):
            player = MoodPlayer(game.test_client())
            player.open_quiz()
            player.hidden |= extra  # type: ignore[arg-type]  # the client sends lists as well
            address = player.play_to_the_end()
            slug = address.rpartition("/")[2].partition("?")[0]
            results.append(db.session.scalars(select(MoodResult).filter_by(slug=slug)).one())

        random = ("id", "slug", "attempt", "owner_secret", "created_at")
        honest, wishful = (fields_of(result, but=random) for result in results)
        assert honest == wishful
        assert results[1].owner_secret not in WISHES
        assert abs(results[1].created_at - results[0].created_at).days == 0

    def test_begin_no_round_but_the_usual_one(self, game: Flask) -> None:
        visitor = TriviaClient(game.test_client())
        for extra in ({}, everything_but(["attempt", "is_relaxed", "is_again"])):
            attempt = hidden(visitor.get("/en/trivia/").text, "attempt")
            fields = {"attempt": attempt, **extra}
            assert visitor.client.post("/en/trivia/", data=fields).status_code == 303

        honest, wishful = (
            fields_of(
                round_,
                but=("id", "slug", "play_key", "seed", "attempt", "started_at", "shown_at"),
            )
            for round_ in db.session.scalars(select(TriviaRound).order_by(TriviaRound.id))
        )
        assert honest == wishful

    def test_make_nobody_an_admin(self, game: Flask) -> None:
        sunny = add_editor("Sunny")
        before = fields_of(sunny, but=("password_hash",))
        desk = EditorClient(game.test_client()).sign_in_as(sunny)

        own = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
        answer = desk.post("/account/password", own | everything_but(own))

        db.session.expire_all()
        assert answer.status_code == 303
        assert fields_of(db.session.scalars(select(Editor)).one(), but=("password_hash",)) == before
        assert before["role"] == Role.EDITOR
