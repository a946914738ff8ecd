"""The language of a page, from its address or from the browser."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from quizapp.catalog.queries import track_by_slug
from quizapp.database.db import transaction
from quizapp.texts import Localized
from quizapp.web import i18n
from quizapp.web.i18n import listed, listed_titles, missing_catalogs, unbroken


def _switch(page: str) -> str:
    found = re.search(r'<a href="([^"]*)" lang="ko" hreflang="ko"', page)
    assert found
    return found.group(1).replace("&amp;", "&")


class TestChooseLanguage:
    @pytest.mark.parametrize(
        ("accepted", "language"),
        [
            ("ko", "ko"),
            ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
            ("en-GB,ko;q=0.5", "en"),
            ("fr,ko;q=0.1", "ko"),
            ("fr", "en"),
            ("", "en"),
            ("*", "en"),
            (";;;q=x", "en"),
        ],
    )
    @pytest.mark.parametrize("path", ["/", "/r/" + "a" * 22])
    def test_follows_the_browser_and_says_so(
        self, client: FlaskClient, path: str, accepted: str, language: str
    ) -> None:
        answer = client.get(path, headers={"Accept-Language": accepted})

        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"/{language}/")
        assert "Accept-Language" in answer.headers["Vary"]

    @pytest.mark.parametrize("path", ["/en", "/ko/mood", "/en/album"])
    def test_adds_the_slash_that_was_forgotten(self, client: FlaskClient, path: str) -> None:
        answer = client.get(path)

        assert answer.status_code == 308
        assert urlsplit(answer.headers["Location"]).path == path + "/"


class TestSwitch:
    @pytest.mark.parametrize(
        "rest",
        [
            "/",
            "/mood/",
            "/tracks/not-over",
            "/tracks/not-over?a=1&a=2",
            "/?endpoint=x",
            "/?_scheme=ftp&_external=1",
            "/?_method=POST",
            "/?language=en",
            "/?x=%ff%00",
            "/tracks/nothing",
        ],
    )
    def test_keeps_the_page_and_its_query(self, game: Flask, rest: str) -> None:
        page = game.test_client().get(f"/en{rest}")

        assert page.status_code < 500
        assert _switch(page.text) == f"/ko{rest}"

    def test_leads_home_from_a_page_that_is_not_there(self, client: FlaskClient) -> None:
        assert _switch(client.get("/en/nowhere/at/all").text) == "/ko/"

    def test_of_a_refused_page_keeps_the_page(self, game: Flask) -> None:
        assert _switch(game.test_client().post("/en/mood/").text) == "/ko/mood/"


class TestFallback:
    def test_marks_the_language_of_what_is_not_translated(self, game: Flask) -> None:
        with transaction():
            track_by_slug("not-over").story = Localized("Only English here.", "")

        page = game.test_client().get("/ko/tracks/not-over")

        assert '<html lang="ko">' in page.text
        assert re.search(r'<\w+[^>]* lang="en"[^>]*>Only English here\.', page.text)


class TestListed:
    @pytest.mark.parametrize(
        ("language", "words", "expected"),
        [
            ("en", ["the throne", "the storm"], "the throne and the storm"),
            ("en", ["a", "b", "c"], "a, b, and c"),
            ("en", ["gold and fanfare", "the storm"], "gold and fanfare, and the storm"),
            ("en", ["the island", "the sand"], "the island and the sand"),
            ("ko", ["옥좌", "폭풍"], "옥좌와 폭풍"),
            ("ko", ["신나는 말썽", "옥좌", "둘만의 춤"], "신나는 말썽, 옥좌, 둘만의 춤"),
            ("ko", ["금빛과 팡파르", "비밀과 칼날"], "금빛과 팡파르, 비밀과 칼날"),
            ("ko", ["Not Over", "아모르 파티"], "Not Over와 아모르 파티"),
            ("ko", ["Arirang", "아모르 파티"], "Arirang과 아모르 파티"),
            ("ko", ["옥좌"], "옥좌"),
            ("ko", [], ""),
        ],
    )
    def test_joins_as_people_do(
        self, app: Flask, language: str, words: list[str], expected: str
    ) -> None:
        with app.test_request_context(headers={"Accept-Language": language}):
            assert listed(words) == expected


class TestListedTitles:
    @pytest.mark.parametrize(
        ("language", "titles", "expected"),
        [
            ("en", ["Arirang", "Amor Fati"], "Arirang and Amor Fati"),
            ("ko", ["아리랑", "아모르 파티"], "‘아리랑’과 ‘아모르 파티’"),
            ("ko", ["아모르 파티", "아리랑"], "‘아모르 파티’와 ‘아리랑’"),
            ("ko", ["아리랑"], "아리랑"),
        ],
    )
    def test_quotes_each_of_several(
        self, app: Flask, language: str, titles: list[str], expected: str
    ) -> None:
        with app.test_request_context(headers={"Accept-Language": language}):
            assert listed_titles(titles) == expected


class TestUnbroken:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("‘끝이 아니길’을 부른", "‘끝이 아니길’\u2060을 부른"),
            ("「황후의 품격」의 “궁”에", "「황후의 품격」\u2060의 “궁”\u2060에"),
            ("보기(선택)가 ‘궁’ 안에", "보기(선택)\u2060가 ‘궁’ 안에"),
            ("《황후의 품격》의 『궁』도", "《황후의 품격》\u2060의 『궁』\u2060도"),
            ("〈궁〉은 [선택]에 50%로", "〈궁〉\u2060은 [선택]\u2060에 50%\u2060로"),
            ("Kei’s “Not Over”, 2018", "Kei’s “Not Over”, 2018"),
        ],
    )
    def test_keeps_particles_with_their_word(self, text: str, expected: str) -> None:
        assert unbroken(text) == expected

    def test_leaves_escaped_text_escaped(self) -> None:
        kept = unbroken(Markup("‘&amp;’는"))

        assert kept == Markup("‘&amp;’\N{WORD JOINER}는")
        assert isinstance(kept, Markup)

    def test_is_how_a_page_shows_what_editors_wrote(self, game: Flask) -> None:
        page = game.test_client().get("/ko/artists/gaho").text

        assert "‘끝이 아니길’\u2060을 낼 때" in page


class TestErrors:
    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_speak_the_language_of_the_address(self, client: FlaskClient, language: str) -> None:
        assert f'<html lang="{language}">' in client.get(f"/{language}/nowhere").text


class TestMissingCatalogs:
    def test_are_none_where_texts_are_compiled(self) -> None:
        assert missing_catalogs() == []

    def test_are_named_with_what_mends_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "translations" / "ko" / "LC_MESSAGES").mkdir(parents=True)
        monkeypatch.setattr(i18n, "__file__", str(tmp_path / "i18n.py"))

        (line,) = missing_catalogs()

        assert "ko/LC_MESSAGES/messages.mo is missing" in line
        assert "pybabel compile" in line
