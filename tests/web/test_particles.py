"""Korean particles, by the word before them."""

import pytest
from flask import Flask
from flask_babel import gettext, lazy_gettext
from hypothesis import given
from hypothesis import strategies as st

from quizapp.web.korean_sounds import LOOKED_AT, Final, final
from quizapp.web.particles import MARKS, PAIRS, with_particles

from .phrases import PHRASES

KOREAN = {"Accept-Language": "ko"}
MARKED = "“%(detail)s” is not a known theme."
"""A message whose Korean has a marked particle."""


def test_every_phrase_of_the_table_reads_right() -> None:
    chosen = {
        (before, mark): with_particles(f"%(word)s{mark}", {"word": before}).removeprefix("%(word)s")
        for before, mark, _expected in PHRASES
    }

    assert chosen == {(before, mark): expected for before, mark, expected in PHRASES}


def test_table_has_every_mark_and_is_long_enough() -> None:
    marks = {mark for _before, mark, _expected in PHRASES}

    assert len({(before, mark) for before, mark, _expected in PHRASES}) == len(PHRASES) >= 60
    assert marks >= PAIRS.keys() - {"(이)", "(으)"}


def test_two_in_one_message_look_at_their_own_words() -> None:
    message = "‘%(one)s’과(와) ‘%(other)s’이(가) 닮았어요(%(value)s%%)."
    values = {"one": "아모르 파티", "other": "아리랑", "value": 83}

    assert with_particles(message, values) % values == "‘아모르 파티’와 ‘아리랑’이 닮았어요(83%)."


def test_a_mark_inside_a_value_stays() -> None:
    values = {"name": "나는 은(는) 그대로"}

    assert with_particles("%(name)s을(를)", values) % values == "나는 은(는) 그대로를"


@given(st.text())
def test_any_text_ends_somehow(text: str) -> None:
    assert isinstance(final(text), Final)


@given(st.text(), st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))
def test_the_last_syllable_decides_whatever_stands_before(text: str, syllable: str) -> None:
    assert final(text + syllable) == final(syllable)


def test_a_long_text_is_looked_at_from_its_end() -> None:
    assert final("(" * 50_000 + " " * 50_000 + "아리랑" + "?!” " * (LOOKED_AT // 8)) is Final.OTHER


class TestMessages:
    @pytest.mark.parametrize(("detail", "particle"), [("권력", "은"), ("love", "는"), ("10", "은")])
    def test_of_the_catalog_have_theirs(self, app: Flask, detail: str, particle: str) -> None:
        with app.test_request_context(headers=KOREAN):
            expected = f"“{detail}”{particle} 없는 주제예요."

            assert gettext(MARKED, detail=detail) == expected
            assert str(lazy_gettext(MARKED, detail=detail)) == expected

    def test_of_pages_have_theirs_escaped_and_unbroken(self, app: Flask) -> None:
        template = app.jinja_env.from_string("{{ _(text, detail=detail) }}")
        with app.test_request_context(headers=KOREAN):
            page = template.render(text=MARKED, detail="<b>")

        assert page == "“&lt;b&gt;”\u2060는 없는 주제예요."

    def test_are_left_alone_in_english(self, app: Flask) -> None:
        template = app.jinja_env.from_string("{{ _(text, detail=detail) }}")
        with app.test_request_context(headers={"Accept-Language": "en"}):
            assert template.render(text=MARKED, detail="을(를)") == MARKED % {"detail": "을(를)"}
            assert not MARKS.search(MARKED)
