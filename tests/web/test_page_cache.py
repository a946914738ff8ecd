"""Cached pages: the same as rendered anew, whoever asks."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask, current_app
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.config import house_day
from quizapp.web import page_cache
from tests.players import MoodPlayer
from tests.statements import counted
from tests.web.cached_pages import FOR_EVERYBODY, PER_VISIT, TRACK


@pytest.fixture(autouse=True)
def _content(game: Flask) -> None:
    """Every test here has the shipped content."""


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

    def test_stays_while_it_is_asked_for(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(page_cache, "MAX_ENTRIES", 3)
        first, second, third, fourth = FOR_EVERYBODY[:4]

        for path in (first, second, third, first, fourth):
            client.get(path)

        assert list(current_app.extensions["page_cache"].entries) == [third, first, fourth]

    def test_gives_no_place_to_days_without_a_round(self, client: FlaskClient) -> None:
        paths = [f"/en/trivia/leaderboard/2024-03-{day:02}" for day in range(1, 30)]

        assert {client.get(path).status_code for path in paths} == {404}
        assert not set(paths) & set(current_app.extensions["page_cache"].entries)


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
