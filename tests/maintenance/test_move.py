"""Moving everything to another database: in either direction, as a whole or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from quizapp import clock, create_app
from quizapp.config import current_settings, read_settings
from quizapp.database.db import db
from quizapp.database.schema import head_revision
from quizapp.maintenance.backup import Counts, row_counts
from quizapp.maintenance.move import MovedTable, MoveRefused, move, reopen
from quizapp.quizzes.queries import live_edition
from quizapp.server.startup import readiness_problem
from tests import postgresql
from tests.players import MoodPlayer
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage


def opened(address: str, folder: Path) -> Flask:
    """The game with the rows at an address."""
    return create_app(
        read_settings(
            {
                "DATA_DIR": str(folder),
                "DATABASE_URL": address,
                "PUBLIC_URL": "https://quiz.example.org",
                "SECRET_KEY": current_settings().secret_key,
            }
        )
    )


def move_between(*, source: str, target: str, **options: Any) -> list[MovedTable]:
    """Move as the command does, which has no session that still reads."""
    db.session.remove()
    return move(source=source, target=target, **options)


def counts_of(moved: list[MovedTable]) -> Counts:
    return {table.name: table.row_count for table in moved}


@pytest.fixture
def source(game: Flask) -> Iterator[str]:
    """The address of the game, which accepts writes again after the test."""
    address = db.engine.url.render_as_string(hide_password=False)
    yield address
    db.session.remove()
    reopen(address=address)


@pytest.fixture
def result(client: FlaskClient) -> str:
    player = MoodPlayer(client)
    player.open_quiz()
    return player.play_to_the_end()


@pytest.fixture
def target(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'new.sqlite3'}"


@pytest.mark.usefixtures("editor")
class TestMove:
    def test_takes_every_row_and_page_along(
        self, source: str, target: str, result: str, client: FlaskClient, tmp_path: Path
    ) -> None:
        before, page = row_counts(), client.get(result).text

        moved = move_between(source=source, target=target)

        place = opened(target, tmp_path)
        with place.app_context():
            assert readiness_problem() == ""
            assert row_counts() == counts_of(moved) == before
            assert place.test_client().get(result).text == page
            db.engine.dispose()

    def test_leaves_a_source_that_is_read_and_not_written(
        self, source: str, target: str, result: str, client: FlaskClient
    ) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        move_between(source=source, target=target)

        assert client.get(result).status_code == 200
        refusal = player.play()
        assert (refusal.status_code, "Retry-After" in refusal.headers) == (503, True)
        db.session.remove()
        reopen(address=source)
        assert player.play().status_code == 307

    def test_that_is_refused_keeps_the_hold_of_one_that_was_not(
        self, source: str, target: str, client: FlaskClient
    ) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        move_between(source=source, target=target)

        with pytest.raises(MoveRefused, match="not empty"):
            move_between(source=source, target=target)

        assert player.play().status_code == 503

    def test_tells_how_far_it_is(self, source: str, target: str) -> None:
        told: list[tuple[int, int]] = []

        moved = move_between(
            source=source, target=target, advance=lambda count, total: told.append((count, total))
        )

        total = sum(table.row_count for table in moved)
        assert sum(count for count, _ in told) == total
        assert {total for _, total in told} == {total}

    @pytest.mark.parametrize("made", ["sqlite:////nowhere/quiz.sqlite3", "mysql://x", "nothing"])
    def test_from_nothing_is_refused(self, target: str, made: str) -> None:
        with pytest.raises(MoveRefused):
            move_between(source=made, target=target)

    def test_into_a_database_in_use_is_refused_and_changes_nothing(
        self, source: str, target: str, tmp_path: Path, client: FlaskClient
    ) -> None:
        (tmp_path / "new.sqlite3").write_bytes(b"something")

        with pytest.raises(MoveRefused, match="not empty"):
            move_between(source=source, target=target)

        assert (tmp_path / "new.sqlite3").read_bytes() == b"something"
        player = MoodPlayer(client)
        player.open_quiz()
        player.play_to_the_end()

    def test_that_fails_half_way_leaves_no_target_and_an_open_source(
        self, source: str, target: str, tmp_path: Path, client: FlaskClient
    ) -> None:
        def fail(table: MovedTable) -> None:
            if table.name == "quiz":
                raise OSError("no space left")

        with pytest.raises(MoveRefused, match="no space left"):
            move_between(source=source, target=target, report=fail)

        assert not (tmp_path / "new.sqlite3").exists()
        player = MoodPlayer(client)
        player.open_quiz()
        player.play_to_the_end()

    def test_of_another_version_is_refused(self, source: str, target: str) -> None:
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = 'other'"))
        try:
            with pytest.raises(MoveRefused, match="schema other"):
                move_between(source=source, target=target)
        finally:
            with db.engine.begin() as connection:
                head = text("UPDATE alembic_version SET version_num = :head")
                connection.execute(head, {"head": head_revision()})


@pytest.mark.slow
@pytest.mark.usefixtures("editor")
def test_there_and_back_is_the_same_and_goes_on(source: str, result: str, tmp_path: Path) -> None:
    TriviaPlayer(live_edition("trivia", "trivia"), clock.now()).play_today(right_count=5)
    db.session.remove()
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    with postgresql.server() as middle:
        there = move_between(source=source, target=middle)
        place = opened(middle, tmp_path / "middle")
        with place.app_context():
            player = MoodPlayer(place.test_client())
            player.open_quiz()
            player.play_to_the_end()
            db.engine.dispose()
        again = move_between(source=middle, target=back)

    grown = {t.name for t, u in zip(there, again, strict=True) if t.digest != u.digest}
    assert "mood_result" in grown
    assert counts_of(again)["mood_result"] == counts_of(there)["mood_result"] + 1
    assert {"item", "edition", "editor", "trivia_round", "response"}.isdisjoint(grown)
