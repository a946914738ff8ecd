"""Cached pages: the same as rendered anew, until what they show changes."""

import gzip
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import delete, event, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.catalog.models import Artist, Track, TrackWeight
from quizapp.config import house_day, settings_of
from quizapp.database.cache_versions import BOARDS, CONTENT, bump_version, read_versions
from quizapp.database.db import INVALIDATES, db, transaction
from quizapp.plays.models import LeaderboardEntry
from quizapp.web import page_cache
from tests.players import MoodPlayer
from tests.statements import counted

TRACK = "/en/tracks/not-over"
FOR_EVERYBODY = [
    "/en/",
    "/en/album/",
    TRACK,
    "/en/artists/gaho",
    "/en/themes/revenge",
    "/en/chapters/why-it-matters",
    "/en/diary",
]
PER_VISIT = ["/en/mood/", "/en/trivia/"]


@pytest.fixture(autouse=True)
def _content(game: Flask) -> None:
    """Every test here has the shipped content."""


def rename(title: str) -> None:
    with transaction():
        track = db.session.scalars(select(Track).where(Track.slug == "not-over")).one()
        track.title = type(track.title)(title, track.title.ko)


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


def _gzipped(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": "br;q=0.1, gzip"})


def _rename_table(name: str, new_name: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {new_name}"))


class TestKept:
    @pytest.mark.parametrize("path", FOR_EVERYBODY + PER_VISIT)
    def test_asks_the_database_nothing_once_it_is_warm(
        self, client: FlaskClient, path: str
    ) -> None:
        cold = client.get(path)

        with counted() as statements:
            warm = client.get(path)

        assert cold.status_code == warm.status_code == 200
        assert statements == []

    @pytest.mark.parametrize("path", FOR_EVERYBODY)
    def test_may_be_stored_but_must_be_asked_for_again(
        self, client: FlaskClient, path: str
    ) -> None:
        for _ in range(2):
            answer = client.get(path)

            assert answer.headers["Cache-Control"] == "public, no-cache"
            assert answer.headers["ETag"]
            assert "Set-Cookie" not in answer.headers

    def test_has_an_id_and_all_promises_with_every_answer(self, client: FlaskClient) -> None:
        answers = [client.get(TRACK) for _ in range(2)]

        assert all(answer.headers["X-Request-ID"] for answer in answers)
        assert all("Content-Security-Policy" in answer.headers for answer in answers)

    @pytest.mark.parametrize("path", [TRACK, *PER_VISIT])
    def test_has_the_same_headers_cold_and_warm(self, client: FlaskClient, path: str) -> None:
        cold, warm = ({**client.get(path).headers} for _ in range(2))

        for headers in (cold, warm):
            assert headers.pop("X-Request-ID")
            headers.pop("Date", None)  # the server adds it where it is missing
        assert warm == cold
        assert warm["Strict-Transport-Security"]

    def test_is_refused_to_whom_asks_for_another_host(self, client: FlaskClient) -> None:
        client.get(TRACK)

        assert client.get(TRACK, headers={"Host": "evil.example"}).status_code == 400
        assert client.get(TRACK, headers={"Host": "quiz.example.org"}).status_code == 200

    def test_is_not_sent_again_to_who_has_it(self, client: FlaskClient) -> None:
        tag = client.get(TRACK).headers["ETag"]

        answer = client.get(TRACK, headers={"If-None-Match": tag})

        assert (answer.status_code, answer.data) == (304, b"")
        assert "Content-Security-Policy" in answer.headers

    def test_answers_head_with_the_length_alone(self, client: FlaskClient) -> None:
        page = client.get(TRACK)

        head = client.head(TRACK)

        assert head.data == b""
        assert head.headers["Content-Length"] == str(len(page.data))

    def test_is_one_page_for_each_language(self, client: FlaskClient) -> None:
        for _ in range(2):
            assert '<html lang="en">' in client.get(TRACK).text
            assert '<html lang="ko">' in client.get(TRACK.replace("en", "ko", 1)).text

    def test_is_drawn_anew_for_an_address_with_a_query(self, client: FlaskClient) -> None:
        client.get(TRACK)

        answer = client.get(f"{TRACK}?from=a-friend")

        assert "/ko/tracks/not-over?from=a-friend" in answer.text
        assert "from=a-friend" not in client.get(TRACK).text

    def test_never_holds_what_is_not_there(self, client: FlaskClient) -> None:
        assert client.get("/en/tracks/nowhere").status_code == 404

        assert "/en/tracks/nowhere" not in current_app.extensions["page_cache"].entries
        assert client.get("/en/tracks/nowhere").status_code == 404

    def test_never_answers_a_post(self, client: FlaskClient) -> None:
        client.get("/en/mood/")

        answer = client.post("/en/mood/", data={"attempt": "forged"})

        assert answer.status_code == 422
        assert "too old to send" in answer.text
        assert "too old to send" not in client.get("/en/mood/").text

    def test_says_tomorrow_what_day_it_is(self, client: FlaskClient) -> None:
        today = clock.now()
        with time_machine.travel(today):
            assert house_day(today).isoformat() in client.get("/en/trivia/").text
        with time_machine.travel(today + timedelta(days=1)):
            assert house_day(today).isoformat() not in client.get("/en/trivia/").text

    def test_takes_bounded_room(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(page_cache, "MAX_ENTRIES", 2)

        for path in FOR_EVERYBODY:
            client.get(path)

        assert len(current_app.extensions["page_cache"].entries) == 2


class TestCompression:
    @pytest.mark.parametrize("path", FOR_EVERYBODY)
    def test_is_for_who_takes_gzip_and_changes_nothing(
        self, client: FlaskClient, path: str
    ) -> None:
        plain = client.get(path)

        cold, warm = _gzipped(client, path), _gzipped(client, path)

        assert "Content-Encoding" not in plain.headers
        assert cold.headers["Content-Encoding"] == warm.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(cold.data) == gzip.decompress(warm.data) == plain.data
        assert warm.headers["Content-Length"] == str(len(warm.data))
        assert plain.headers["Vary"] == warm.headers["Vary"] == "Accept-Encoding"

    def test_begins_with_the_visitor_for_whom_the_page_is_drawn(self, client: FlaskClient) -> None:
        first = _gzipped(client, TRACK)

        assert first.headers["Content-Encoding"] == "gzip"
        assert client.get(TRACK).data == gzip.decompress(first.data)

    def test_is_done_once(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[bytes] = []

        def compress(data: bytes, *more: int, mtime: int) -> bytes:
            done.append(data)
            return original(data, *more, mtime=mtime)

        original = gzip.compress
        monkeypatch.setattr(gzip, "compress", compress)
        for _ in range(3):
            _gzipped(client, TRACK)

        assert len(done) == 1

    @pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip;q=0, *"])
    def test_is_not_for_who_does_not_take_it(self, client: FlaskClient, accepted: str) -> None:
        for _ in range(2):
            answer = client.get(TRACK, headers={"Accept-Encoding": accepted})

            assert "Content-Encoding" not in answer.headers
            assert "</html>" in answer.text

    def test_is_known_again_by_the_tag_of_the_page(self, client: FlaskClient) -> None:
        tag = client.get(TRACK).headers["ETag"]

        answer = client.get(TRACK, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})

        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert _gzipped(client, TRACK).headers["ETag"] == tag

    @pytest.mark.parametrize("path", PER_VISIT)
    def test_never_tells_the_length_of_what_is_the_visitors_own(
        self, client: FlaskClient, path: str
    ) -> None:
        for _ in range(2):
            assert "Content-Encoding" not in _gzipped(client, path).headers


class TestPerVisit:
    @pytest.mark.parametrize("path", PER_VISIT)
    def test_gives_every_visitor_an_attempt_of_their_own(
        self, client: FlaskClient, path: str
    ) -> None:
        answers = [client.get(path) for _ in range(3)]

        found = [set(re.findall(r'name="attempt"[^>]*value="([^"]+)"', a.text)) for a in answers]
        assert all(len(attempts) == 1 for attempts in found)
        assert len(set.union(*found)) == 3
        assert not any("placeholder-" in answer.text for answer in answers)

    @pytest.mark.parametrize("path", PER_VISIT)
    def test_is_for_nobody_else_to_store(self, client: FlaskClient, path: str) -> None:
        for _ in range(2):
            answer = client.get(path)

            assert answer.headers["Cache-Control"] == "private, no-cache"
            assert "ETag" not in answer.headers

    def test_can_be_played_from_a_kept_page(self, client: FlaskClient) -> None:
        MoodPlayer(client).open_quiz()
        players = [MoodPlayer(client), MoodPlayer(client)]

        addresses = set()
        for player in players:
            player.open_quiz()
            addresses.add(player.play_to_the_end())

        assert len(addresses) == 2


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
        address, _, key = player.play_to_the_end().partition("?mine=")
        assert client.get(address).status_code == 200
        assert client.get(address).headers["Cache-Control"] == "public, no-cache"

        client.post(f"{address}/delete", data={"key": key})

        _wait()
        assert client.get(address).status_code == 410


class TestVersions:
    def test_that_cannot_be_read_are_an_outage_which_passes(self, client: FlaskClient) -> None:
        client.get(TRACK)
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
        assert all(INVALIDATES.get(name) == CONTENT for name in tables)

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


def _wait() -> None:
    """Until the next request looks at the versions."""
    current_app.extensions["page_cache"].checked_at = float("-inf")
