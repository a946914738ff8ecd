"""What no page of ours would send is answered with a 4xx in words, never with a 5xx."""

import pytest
from flask import Flask

from quizapp.database.db import db
from quizapp.plays.models import MoodResult
from tests.players import MoodPlayer

MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


def _assert_refused_in_words(answer: object) -> None:
    assert 400 <= answer.status_code < 500, answer.status_code  # type: ignore[attr-defined]
    assert 'class="problem"' in answer.text or "<h1>" in answer.text  # type: ignore[attr-defined]
    assert not db.session.query(MoodResult).count()


class TestSubmit:
    @pytest.mark.parametrize(
        "value",
        [
            "-1",
            "0",
            "9" * 400,
            "1.0",
            "0x1",
            "١",
            "\x00",
            "\ufffd",
            "<script>",
            "' OR 1=1 --",
            "é",
            "e\u0301",
            "\u202e1",
            "😀",
            "true",
            "None",
        ],
    )
    @pytest.mark.parametrize("field", ["item", "attempt", "deciders"])
    def test_of_a_strange_value_is_refused(
        self, player: MoodPlayer, field: str, value: str
    ) -> None:
        player.open_quiz()

        answer = player.send({player.names[0] if field == "item" else field: value})

        _assert_refused_in_words(answer)

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (b"", FORM),
            (b"\xff\xfe\x00&=%", FORM),
            (b"%FF%FE=%ED%A0%80&attempt=%00", FORM),
            (b"attempt=" + b"a" * MEGABYTE, FORM),
            (b"&" * MEGABYTE, FORM),
            (b"a=b&" * 5000, FORM),
            (b"x" * (3 * MEGABYTE), "text/plain"),
            (b'{"attempt": 1}', "application/json"),
            (b"--b\r\nnot a part", "multipart/form-data; boundary=b"),
            (b"--b\r\n" * 5000, "multipart/form-data; boundary=b"),
            (b"attempt=x", "multipart/form-data"),
            (b"attempt=x", FORM + "; charset=utf-77"),
        ],
    )
    def test_of_a_strange_body_is_refused(self, player: MoodPlayer, body: bytes, kind: str) -> None:
        answer = player.client.post("/en/mood/", data=body, content_type=kind)

        _assert_refused_in_words(answer)

    def test_of_another_quizs_attempt_goes_on_to_that_quiz(
        self, game: Flask, player: MoodPlayer
    ) -> None:
        player.open_quiz()
        player.address = "/en/mood/nothing/"

        sent = player.send({})

        assert (sent.status_code, sent.location) == (307, "/en/mood/")

    @pytest.mark.parametrize("field", ["attempt", "deciders"])
    def test_of_a_repeated_field_is_refused(self, player: MoodPlayer, field: str) -> None:
        player.open_quiz()
        data = {**player.hidden, player.names[0]: player.options[player.names[0]][0]}

        answer = player.client.post(
            player.address, data={**data, field: [data.get(field, ""), "x"]}
        )

        _assert_refused_in_words(answer)


class TestRead:
    @pytest.mark.parametrize("slug", ["%00", "%ff%fe", "a" * 3000, "..%2f..%2fetc", "%F0%9F%98%80"])
    @pytest.mark.parametrize("place", ["en/r", "ko/tracks", "en/artists", "en/themes", "en/mood"])
    def test_of_a_strange_address_is_not_found(
        self, player: MoodPlayer, place: str, slug: str
    ) -> None:
        answer = player.client.get(f"/{place}/{slug}", follow_redirects=True)

        assert answer.status_code in {400, 404}
        assert "<h1>" in answer.text
