"""Refused words in nicknames: found in disguise, and not in harmless names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.disguises import readings, shown
from quizapp.trivia.name_words import (
    SHIPPED,
    WordKind,
    WordProblem,
    folded,
    has_refused_word,
    only,
    word_list,
    word_problem,
)
from quizapp.trivia.nickname import nickname


def _names(text: str) -> list[str]:
    return [name for name in re.split(r"[|\n]", text) if name.strip()]


DISGUISED = _names(
    """
씨1발|씨발놈아|야씨발|씨 발|씨 1 발|씨~발|씨_발|씨ㅡ발|씨이이발|씨a발|씨바ㄹ|씨ㅂㅏㄹ
ㅅㅣ발|ㅆㅣㅂㅏㄹ|ㅆ ㅣ ㅂ ㅏ ㄹ|ㅆ발|ㅅㅂ|ㅅ ㅂ|ㅅ1ㅂ|ㅅㅂㅋㅋㅋ|ㅂ ㅅ|병1신|병.신
개 새 끼|시1발|나 치|Hitler|H1tl3r|Hit1er|h i t l e r|h.i.t.l.e.r|ｈｉｔｌｅｒ|hítler
hitlerfan99|Kys now|k y s now|K.Y.S|fuuck|f.u.c.k.you|fu ck you|FÜCK|f가uck|sh1t|5h!t
$hit|shiiiit|ni99er|b!tch|bi+ch
"""
)
HARMLESS = _names(
    """
Scunthorpe|Penistone|Essex|Sussex|Dickson|Hancock|Cockburn|Peacock|Hitchcock|Nazir
Nazareth|Therapist|Kyson|Kyss|Sky|Kylie|Shiitake|Niger|Nigeria|Snigger|Pakistan|Assunta
Basil|Matsushita|analyst|Cummings|grape|Fitch|itchy|witch|Phúc|Bích Ngọc|Fukuda
Moby-Dickens|rabbit chair|push it|wish it well|class hit|hit lettuce|Na21|sun99|moon18
Kim 88|아저씨 발레단|아저씨발레단|날씨발라드|글씨 발전|솜씨 발휘|아가씨 발걸음|김씨 발표
불씨 발견|사과 씨 발아|시발점|시발역|자지러지다|자 지금|울보지만 괜찮아|보지는 마|보라지
바지|나치킨|나는 치킨|무지개새끼줄|병원신|지라르|창녕|엿보기|황후의 품격|가호 팬|장나라
ㅋㅋㅋ 가호팬|ㅂㅅㅎ|ㅎㅎ 나라|ㄱㄴㄷ
"""
)
SEPARATORS = st.sampled_from([" ", ".", "-", "_", "*", "·", " . ", "8"])
INSIDE = st.sampled_from(sorted(SHIPPED.inside))


def is_refused(typed: str) -> bool:
    return has_refused_word(nickname(typed).key, SHIPPED)


class TestHasRefusedWord:
    def test_sees_through_disguises(self) -> None:
        assert [name for name in DISGUISED if not is_refused(name)] == []

    def test_lets_harmless_names_pass(self) -> None:
        assert [name for name in HARMLESS if is_refused(name)] == []

    @given(INSIDE, SEPARATORS)
    def test_sees_a_word_with_something_after_each_letter(self, word: str, between: str) -> None:
        assert is_refused(between.join(shown(word)))

    @given(INSIDE, st.integers(1, 4))
    def test_sees_a_word_with_a_stretched_letter(self, word: str, more: int) -> None:
        assert is_refused(word + word[-1] * more)

    @given(INSIDE.filter(lambda word: not word.isascii()), st.text("0123456789!@~*", min_size=1))
    def test_sees_a_korean_word_inside_others_over_signs(self, word: str, signs: str) -> None:
        assert is_refused(f"야{word[0]}{signs}{word[1:]}아")

    @given(st.text(max_size=30))
    def test_reads_anything(self, typed: str) -> None:
        key = nickname(typed).key

        assert all(reading.word for reading in readings(key))
        assert has_refused_word(key, SHIPPED) in {True, False}

    @given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Po", "Zs"]), max_size=24))
    def test_refuses_nothing_by_an_empty_list(self, typed: str) -> None:
        assert not has_refused_word(nickname(typed).key, only("", "none", frozenset()))


class TestWordList:
    def test_takes_a_shipped_word_off(self) -> None:
        words = word_list([("hitler", "allowed")])

        assert not has_refused_word("hitler", words)
        assert has_refused_word("fuck", words)

    def test_lets_a_name_pass_for_an_allowed_word_only(self) -> None:
        words = word_list([("bitchū", "allowed")])

        assert not has_refused_word("bitchū takahashi", words)
        assert has_refused_word("bitchū bitch", words)

    def test_refuses_what_editors_wrote_down(self) -> None:
        words = word_list([("rabbit", "inside"), ("moon", "alone")])

        assert has_refused_word("moonr4bbits", words)
        assert has_refused_word("moon", words)
        assert not has_refused_word("moonlight", words)


class TestWordProblem:
    @pytest.mark.parametrize(
        ("typed", "kind", "problem"),
        [
            ("토끼", WordKind.INSIDE, None),
            (" Rabbit ", WordKind.INSIDE, None),
            ("ass", WordKind.ALONE, None),
            ("ass", WordKind.INSIDE, WordProblem.TOO_SHORT_INSIDE),
            ("이", WordKind.INSIDE, WordProblem.TOO_SHORT),
            ("a", WordKind.INSIDE, WordProblem.TOO_SHORT),
            ("씨1발", WordKind.INSIDE, WordProblem.NOT_PLAIN),
            ("two words", WordKind.ALONE, WordProblem.NOT_PLAIN),
            ("18", WordKind.ALONE, WordProblem.NOT_PLAIN),
        ],
    )
    def test_says_why(self, typed: str, kind: WordKind, problem: WordProblem | None) -> None:
        assert word_problem(folded(typed), kind) == problem


def test_loose_jamo_are_shown_as_letters() -> None:
    assert shown(folded("ㅅㅂㅏ")) == "ㅅ바"
    assert shown(folded("ㅆㅂ")) == "ㅆㅂ"
