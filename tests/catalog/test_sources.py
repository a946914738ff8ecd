"""Where the facts of a page come from, named in the language of the page."""

import pytest
from flask.testing import FlaskClient

from quizapp.catalog.view_models import source_label
from quizapp.texts import LocalText


class TestSourceLabel:
    @pytest.mark.parametrize(
        ("korean", "language", "expected"),
        [
            ("한국경제", "ko", LocalText("한국경제", "ko")),
            ("한국경제", "en", LocalText("Hankyung", "en")),
            ("", "ko", LocalText("Hankyung", "en")),
        ],
    )
    def test_is_korean_on_korean_pages_where_it_has_such_a_name(
        self, korean: str, language: str, expected: LocalText
    ) -> None:
        assert source_label("Hankyung", korean, language) == expected


class TestPages:
    @pytest.mark.parametrize(
        ("language", "name"),
        [
            ("en", ">Hankyung, press text on “Not Over”, 6 Dec 2018 (Korean)</a>"),
            ("ko", ">한국경제, ‘끝이 아니길’ 보도 자료, 2018년 12월 6일</a>"),
        ],
    )
    def test_name_their_sources(
        self, client: FlaskClient, game: object, language: str, name: str
    ) -> None:
        assert name in client.get(f"/{language}/tracks/not-over").text
