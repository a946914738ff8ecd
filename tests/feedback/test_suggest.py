"""Suggesting a question, without account and without cookie."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp.database.db import db
from quizapp.feedback.service import suggest
from quizapp.quizzes.models import Suggestion
from quizapp.quizzes.queries import quiz_by_slug


@pytest.fixture
def visitor(game: Flask, client: FlaskClient) -> FlaskClient:
    return client


def send(client: FlaskClient, language: str = "en", **fields: str) -> TestResponse:
    quiz = re.search(r'<option[^>]*value="(\d+)"', client.get(f"/{language}/suggest").text)
    assert quiz
    typed = {"quiz": quiz[1], "stem": "Who laughed?", "options-0": "Sunny", "options-1": "Woo-bin"}
    return client.post(f"/{language}/suggest", data={**typed, **fields})


def send_from(client: FlaskClient, *addresses: str) -> list[int]:
    """The answers to one more suggestion from each of these addresses."""
    codes = []
    for address in addresses:
        client.environ_base["REMOTE_ADDR"] = address
        codes.append(send(client, stem=f"Number {len(kept())}?").status_code)
    return codes


def kept() -> list[Suggestion]:
    return list(db.session.scalars(select(Suggestion)))


class TestSuggest:
    def test_lays_it_on_the_desk(self, visitor: FlaskClient) -> None:
        answer = send(visitor, "ko", stem=" 누가 웃었나요? ", why="써니", source="http://a.example")

        assert answer.location == "/ko/suggest/thanks"
        assert visitor.get(answer.location).status_code == 200
        assert [row.proposal for row in kept()] == [
            {
                "language": "ko",
                "category": "",
                "stem": "누가 웃었나요?",
                "options": ["Sunny", "Woo-bin"],
                "why": "써니",
                "source": "http://a.example",
            }
        ]

    def test_sets_no_cookie(self, visitor: FlaskClient) -> None:
        assert "Set-Cookie" not in visitor.get("/en/suggest").headers
        assert "Set-Cookie" not in send(visitor).headers

    def test_twice_is_one(self, visitor: FlaskClient) -> None:
        codes = [send(visitor).status_code for _ in range(2)]

        assert codes == [303, 303]
        assert len(kept()) == 1

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"stem": ""}, "This field is required"),
            ({"stem": "x" * 201}, "longer than 200"),
            ({"stem": "a\x00b"}, "Plain text only"),
            ({"options-1": " "}, "at least two different answers"),
            ({"options-1": "Sunny"}, "at least two different answers"),
            ({"quiz": "99"}, "Not a valid choice"),
            ({"quiz": "9" * 40}, "Not a valid choice"),
            ({"why": "x" * 501}, "longer than 500"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, visitor: FlaskClient, fields: dict[str, str], words: str
    ) -> None:
        answer = send(visitor, **fields)

        assert answer.status_code == 422
        assert words in answer.text
        assert "1 thing needs another look" in answer.text
        assert 'value="Sunny"' in answer.text
        assert kept() == []

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"stem": ""}, "꼭 채워 주세요."),
            ({"stem": "x" * 201}, "200자를 넘지 않게 적어 주세요."),
            ({"quiz": "x"}, "고를 수 없는 값이에요."),
        ],
        ids=["ours", "ours, with a number", "ours, of a value that is none"],
    )
    def test_says_in_korean_what_is_wrong(
        self, visitor: FlaskClient, fields: dict[str, str], words: str
    ) -> None:
        assert words in send(visitor, "ko", **fields).text

    def test_that_is_too_long_is_not_looked_at_any_further(self, visitor: FlaskClient) -> None:
        page = send(visitor, stem="x\x01" * 300).text

        assert "Field cannot be longer than 200 characters." in page
        assert "Plain text only." not in page

    def test_of_a_program_goes_nowhere(self, visitor: FlaskClient) -> None:
        answer = send(visitor, website="https://spam.example")

        assert answer.location == "/en/suggest/thanks"
        assert kept() == []

    def test_stops_when_nobody_can_read_it_all(
        self, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(suggest, "MOST_OPEN", 1)
        send(visitor)

        answer = send(visitor, stem="Another?")

        assert answer.status_code == 422
        assert "buried in ideas" in answer.text

    @pytest.mark.storage
    def test_leaves_room_for_other_networks(
        self, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(suggest, "SHARES", (2, 3, 4))
        neighbours = [f"2001:db8:a:bc00::{number}" for number in range(3)]
        of_one_56 = [f"2001:db8:a:bc0{number}::1" for number in range(1, 3)]
        of_one_48 = [f"2001:db8:a:{number}::1" for number in range(2)]

        assert send_from(visitor, *neighbours) == [303, 303, 422]
        assert send_from(visitor, *of_one_56) == [303, 422]
        assert send_from(visitor, *of_one_48) == [303, 422]
        assert send_from(visitor, "2001:db8:b::1", "203.0.113.9") == [303, 303]
        visitor.environ_base["REMOTE_ADDR"] = neighbours[0]
        assert "Your network has a pile of ideas" in send(visitor, stem="One more?").text

    def test_names_no_network_and_not_the_same_digest_as_a_round(
        self, visitor: FlaskClient
    ) -> None:
        send_from(visitor, "2001:db8:a:b::1")

        [row] = kept()
        assert re.fullmatch(r"[0-9a-f]{32}( [0-9a-f]{32}){2}", row.network_digests or "")

    def test_is_slowed_down(self, visitor: FlaskClient, limits: None) -> None:
        codes = [send(visitor, stem=f"Number {n}?").status_code for n in range(7)]

        assert codes == [303] * 6 + [429]


SELECTED = re.compile(r'<option selected value="([^"]*)"')


class TestOrigin:
    @pytest.mark.parametrize(
        ("path", "quiz", "category"),
        [
            ("/en/mood/", "mood", ""),
            ("/en/trivia/", "trivia", ""),
            ("/en/trivia/archive", "trivia", ""),
            ("/en/trivia/leaderboard/all", "trivia", ""),
            ("/en/album/", "trivia", "album"),
            ("/en/tracks/not-over", "trivia", "tracks"),
            ("/en/artists/gaho", "trivia", "artists"),
        ],
    )
    def test_chooses_quiz_and_subject(
        self, visitor: FlaskClient, path: str, quiz: str, category: str
    ) -> None:
        link = re.search(r'href="(/en/suggest[^"]*)"', visitor.get(path).text)
        assert link

        chosen = SELECTED.findall(visitor.get(link[1]).text)

        assert chosen == [str(quiz_by_slug(quiz).id), category]

    @pytest.mark.parametrize("about", ["", "?about=", "?about=no-such", "?about=%00"])
    def test_that_is_unknown_chooses_nothing(self, visitor: FlaskClient, about: str) -> None:
        page = visitor.get(f"/en/suggest{about}")

        assert page.status_code == 200
        assert SELECTED.findall(page.text) == [""]

    def test_is_kept_with_the_question(self, visitor: FlaskClient) -> None:
        send(visitor, category="artists")

        assert kept()[0].proposal["category"] == "artists"
