import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.search.matching import Entry, EntryKind, matching
from quizapp.texts import Localized

GAHO = Entry(
    EntryKind.ARTIST, {"slug": "gaho"}, Localized("Gaho", "가호"), Localized("A singer", "가수")
)
NOT_OVER = Entry(
    EntryKind.TRACK,
    {"slug": "not-over"},
    Localized("Not Over", "끝이 아니길"),
    Localized("You were only clearing your throat.", "다 끝난 줄 알았지?"),
    ("Gaho", "가호", "It runs alongside the plot of Straße 9."),
)
OVER_AGAIN = Entry(
    EntryKind.CHAPTER, {"slug": "over"}, Localized("Over again", "다시"), Localized("A", "가")
)
SERENADE = Entry(
    EntryKind.TRACK,
    {"slug": "serenade"},
    Localized("The Emperor’s Serenade", "황제의 세레나데"),
    Localized("It’s the “musical proposal”.", "이른바 ‘뮤지컬 청혼’이에요."),
)
ENTRIES = [NOT_OVER, GAHO, OVER_AGAIN, SERENADE]


def slugs(query: str) -> list[str]:
    return [found.entry.place["slug"] for found in matching(query, ENTRIES)]


class TestMatching:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("gaho", ["gaho", "not-over"]),
            ("가호", ["gaho", "not-over"]),
            ("끝이아니길", ["not-over"]),
            ("over", ["over", "not-over"]),
            ("OVER not", ["not-over"]),
            ("strasse", ["not-over"]),
            ("the emperor's", ["serenade"]),
            ("The Emperor’s", ["serenade"]),
            ("emperors", ["serenade"]),
            ("it's", ["serenade"]),
            ('"musical proposal"', ["serenade"]),
            ("'뮤지컬", ["serenade"]),
            ("뮤지컬", ["serenade"]),
            ("'", []),
            ("long", []),
            ("gaho nothing", []),
            ("  ", []),
            (".*", []),
        ],
    )
    def test_finds_names_first_and_then_texts(self, query: str, found: list[str]) -> None:
        assert slugs(query) == found

    def test_takes_letters_typed_apart(self) -> None:
        assert slugs(unicodedata.normalize("NFD", "가호")) == slugs("가호")

    @given(st.text(max_size=80))
    def test_takes_any_text(self, query: str) -> None:
        assert set(slugs(query)) <= {"gaho", "not-over", "over", "serenade"}
