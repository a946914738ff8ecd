"""Cached pages: rendered anew once what they show has changed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from quizapp.catalog.models import Artist, Track, TrackWeight
from quizapp.config import settings_of
from quizapp.database.cache_versions import (
    BOARDS,
    CONTENT,
    CacheVersion,
    bump_version,
    read_versions,
)
from quizapp.database.db import INVALIDATES, db, transaction
from quizapp.plays.models import LeaderboardEntry
from tests.players import MoodPlayer
from tests.statements import counted
from tests.web.cached_pages import FOR_EVERYBODY, PER_VISIT, TRACK

pytestmark = pytest.mark.storage


@pytest.fixture(autouse=True)
def _content(game: Flask) -> None:
    """Every test here has the shipped content."""


def rename(title: str) -> None:
    with transaction():
        track = db.session.scalars(select(Track).where(Track.slug == "not-over")).one()
        track.title = type(track.title)(title, track.title.ko)


class TestChange:
    def test_shows_when_the_versions_are_looked_at(self, client: FlaskClient) -> None:
        client.get(TRACK)

        rename("Renamed for the test")

        _wait()
        assert "Renamed for the test" in client.get(TRACK).text

    def test_shows_also_when_it_was_made_by_a_bare_statement(self, client: FlaskClient) -> None:
        for change in (
            update(Track).where(Track.slug == "not-over").values(title_en="Updated"),
            delete(TrackWeight).where(
                TrackWeight.track_id.in_(select(Track.id).where(Track.slug == "not-over"))
            ),
        ):
            before = client.get(TRACK).text
            with transaction():
                db.session.execute(change)
            _wait()
            assert client.get(TRACK).text != before

    def test_that_was_rolled_back_is_none(self, client: FlaskClient) -> None:
        client.get(TRACK)
        _wait()
        before = client.get(TRACK).headers["ETag"]
        with pytest.raises(IntegrityError):
            _change_and_fail()

        _wait()
        with counted() as statements:
            assert client.get(TRACK).headers["ETag"] == before
        assert not statements

    @pytest.mark.slow
    def test_of_another_process_shows_within_a_second(
        self, client: FlaskClient, game: Flask
    ) -> None:
        client.get(TRACK)
        script = (
            "from quizapp import create_app\n"
            "from quizapp.catalog.models import Track\n"
            "from quizapp.database.db import db, transaction\n"
            "from sqlalchemy import update\n"
            "with create_app().app_context(), transaction():\n"
            "    db.session.execute(update(Track).values(title_en='From elsewhere'))\n"
        )
        settings = settings_of(game)
        environ = {"DATA_DIR": str(settings.data_dir), "DATABASE_URL": settings.database_url}
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | environ,
            cwd=Path(__file__).parents[2],
            check=True,
        )

        db.session.remove()  # the test's own session still reads what was before
        time.sleep(1)
        assert "From elsewhere" in client.get(TRACK).text

    def test_of_what_players_do_leaves_the_pages_of_content(self, client: FlaskClient) -> None:
        client.get(TRACK)
        player = MoodPlayer(client)
        player.open_quiz()
        player.play_to_the_end()
        _wait()

        with counted() as statements:
            client.get(TRACK)

        assert not statements

    def test_of_a_board_shows_to_the_very_next_visitor(self, client: FlaskClient) -> None:
        board = "/en/trivia/leaderboard/all"
        client.get(board)
        assert INVALIDATES[LeaderboardEntry.__tablename__] == BOARDS
        with transaction():
            bump_version(BOARDS)

        with counted() as drawing:
            client.get(board)
        with counted() as serving:
            client.get(board)

        assert drawing
        assert not serving

    def test_takes_a_deleted_result_away(self, client: FlaskClient) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        address = player.play_to_the_end()
        key = player.key_of(address)
        assert client.get(address).status_code == 200
        assert client.get(address).headers["Cache-Control"] == "public, no-cache"

        client.post(f"{address}/delete", data={"key": key})

        _wait()
        assert client.get(address).status_code == 410


class TestVersions:
    def test_that_cannot_be_read_are_an_outage_which_passes(self, client: FlaskClient) -> None:
        client.get(TRACK)
        db.session.remove()  # as the end of a request does, which here shares the test's session
        _rename_table("page_version", "elsewhere")
        _wait()
        with _given_up() as connections, pytest.raises(OperationalError):
            read_versions()
        assert len(connections) == 1
        assert client.get(TRACK).status_code == 503

        _rename_table("elsewhere", "page_version")

        assert client.get(TRACK).status_code == 200


class TestSubjects:
    def test_name_every_table_that_a_page_of_content_reads(self, client: FlaskClient) -> None:
        with counted() as statements:
            for path in FOR_EVERYBODY + PER_VISIT:
                assert client.get(path).status_code == 200

        tables = {
            name
            for statement in statements
            for name in re.findall(r"(?:FROM|JOIN) \"?(\w+)", statement)
        }
        assert {"track", "artist", "edition"} <= tables
        read_anew = tables - {CacheVersion.__tablename__}
        assert all(INVALIDATES.get(name) == CONTENT for name in read_anew)

    def test_keep_artists_and_their_pages_together(self, client: FlaskClient) -> None:
        client.get("/en/artists/gaho")
        with transaction():
            db.session.execute(update(Artist).values(about_en="Somebody else entirely."))
        _wait()
        assert "Somebody else entirely." in client.get("/en/artists/gaho").text


def _change_and_fail() -> None:
    with transaction():
        db.session.execute(update(Track).values(title_en="Never"))
        db.session.execute(update(Track).values(kind="neither"))


@contextmanager
def _given_up() -> Iterator[list[object]]:
    """Connections that the pool will not give to anybody again."""
    connections: list[object] = []

    def note(connection: object, *_more: object) -> None:
        connections.append(connection)

    event.listen(db.engine, "invalidate", note)
    try:
        yield connections
    finally:
        event.remove(db.engine, "invalidate", note)


def _rename_table(name: str, new_name: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {new_name}"))


def _wait() -> None:
    """Until the next request looks at the versions."""
    current_app.extensions["page_cache"].checked_at = float("-inf")
