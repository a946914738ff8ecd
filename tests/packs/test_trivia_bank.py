"""A guard over the trivia bank: what an edit by hand gets wrong most easily."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

DATA = Path(__file__).parents[2] / "quizapp" / "packs" / "data"
TEXT = (DATA / "the-last-empress-ost" / "trivia.yaml").read_text("utf-8")
ITEMS: list[dict[str, Any]] = yaml.safe_load(TEXT)["items"]

LANGUAGES = ("en", "ko")
CATEGORIES = {"tracks", "artists", "drama", "on-screen", "album"}
THEMES = {
    *("love", "romance", "longing", "sacrifice", "tragedy", "betrayal", "revenge"),
    *("power", "grandeur", "suspense", "turbulence", "triumph", "mischief"),
}
LAST_EPISODE = 52
LONGEST_STEM, LONGEST_OPTION, LONGEST_EXPLANATION = 110, 60, 300
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
HAN_AND_KANA = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# The one title that is shown as the Japanese press writes it.
JAPANESE_TITLE = "一日だけ"

QUESTIONS = (Path(__file__).parents[2] / "docs" / "questions.md").read_text("utf-8")


def _record() -> list[tuple[str, str, str]]:
    """Slug, grade today and fact of every question in the tables of kept and new ones."""
    tables = QUESTIONS.partition("## Kept questions")[2].partition("## Balance")[0]
    rows = [line.split(" | ") for line in tables.splitlines() if line.startswith("| `")]
    return [(row[0].strip("| `"), row[4].rpartition("→ ")[2], row[5]) for row in rows]


RECORD = _record()

each_language = pytest.mark.parametrize("language", LANGUAGES)


def _option_texts(item: dict[str, Any], language: str) -> list[str]:
    return [option["text"][language] for option in item["options"]]


def _key_position(item: dict[str, Any]) -> int:
    return [option.get("is_key", False) for option in item["options"]].index(True)


def _texts(item: dict[str, Any], language: str) -> list[str]:
    return [item["stem"][language], *_option_texts(item, language), item["explanation"][language]]


# What guessers go by who do not read: each gives an option a number, and the highest is chosen.
# A stem and all options of its item are at hand.
GUESSES: dict[str, Callable[[str, str, list[str]], float]] = {
    "the longest": lambda option, _stem, _options: len(option),
    "the shortest": lambda option, _stem, _options: -len(option),
    "the wordiest": lambda option, _stem, _options: len(option.split()),
    "the first by alphabet": lambda option, _stem, options: -sorted(options).index(option),
    "the last by alphabet": lambda option, _stem, options: sorted(options).index(option),
    "what echoes the stem": lambda option, stem, _options: len(_words(option) & _words(stem)),
    "what echoes the others": lambda option, _stem, options: _echoes(option, options),
    "the odd one out": lambda option, _stem, options: -_echoes(option, options),
    "the highest number": lambda option, _stem, _options: _number(option),
    "the lowest number": lambda option, _stem, _options: -_number(option),
}
TOLERANCE = 0.10
"""How far a guess may lead from the quarter that luck is right."""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _echoes(option: str, options: list[str]) -> int:
    return sum(len(_words(option) & _words(other)) for other in options if other != option)


def _number(option: str) -> float:
    found = re.search(r"\d[\d,.]*", option)
    return float(found.group().replace(",", "").rstrip(".")) if found else 0.0


def _luck(item: dict[str, Any], language: str, guess: str) -> float:
    """The chance that a guess is right, ties at random."""
    options = _option_texts(item, language)
    marks = [GUESSES[guess](option, item["stem"][language], options) for option in options]
    return (marks[_key_position(item)] == max(marks)) / marks.count(max(marks))


class TestBank:
    def test_holds_enough_to_rest_each_item_for_twelve_days(self) -> None:
        assert sum(item["spoiler_episode"] == 0 for item in ITEMS) >= 13 * 8

    def test_is_normalized_text(self) -> None:
        assert unicodedata.is_normalized("NFC", TEXT)

    def test_gives_every_item_its_own_slug(self) -> None:
        counts = Counter(item["slug"] for item in ITEMS)

        assert [slug for slug, count in counts.items() if count > 1] == []
        assert [slug for slug in counts if not re.fullmatch(r"[a-z0-9-]{1,60}", slug)] == []

    @each_language
    def test_asks_nothing_twice(self, language: str) -> None:
        counts = Counter(item["stem"][language].casefold() for item in ITEMS)

        assert [stem for stem, count in counts.items() if count > 1] == []

    def test_covers_every_category(self) -> None:
        counts = Counter(item["category"] for item in ITEMS)

        assert counts.keys() == CATEGORIES
        assert min(counts.values()) >= 6

    def test_asks_enough(self) -> None:
        assert len(ITEMS) >= 110

    def test_spreads_over_all_stars(self) -> None:
        counts = Counter(item["stars"] for item in ITEMS)

        assert counts.keys() == {1, 2, 3, 4, 5}
        assert min(counts.values()) >= 8

    def test_touches_every_theme_four_times(self) -> None:
        counts = Counter(theme for item in ITEMS for theme in item["themes"])

        assert counts.keys() == THEMES
        assert min(counts.values()) >= 4

    def test_keeps_most_items_free_of_spoilers(self) -> None:
        assert sum(item["spoiler_episode"] == 0 for item in ITEMS) >= 0.8 * len(ITEMS)


class TestKeys:
    def test_are_spread_over_the_positions(self) -> None:
        counts = Counter(_key_position(item) for item in ITEMS)

        assert counts.keys() == {0, 1, 2, 3}
        assert max(counts.values()) <= 0.35 * len(ITEMS)

    @each_language
    @pytest.mark.parametrize("guess", GUESSES)
    def test_cannot_be_told_without_reading(self, language: str, guess: str) -> None:
        luck = fmean(_luck(item, language, guess) for item in ITEMS)

        assert luck == pytest.approx(0.25, abs=TOLERANCE)


class TestItems:
    """Each test names the items that break its rule."""

    def test_have_four_options_and_one_key(self) -> None:
        assert _but(lambda item: len(item["options"]) == 4 and _keys(item) == 1) == []

    @each_language
    def test_speak_both_languages(self, language: str) -> None:
        assert _but(lambda item: all(t == t.strip() != "" for t in _texts(item, language))) == []

    @each_language
    def test_fit_a_phone(self, language: str) -> None:
        assert _but(lambda item: _fits_a_phone(item, language)) == []

    @each_language
    def test_offer_no_option_twice(self, language: str) -> None:
        assert _but(lambda item: _are_distinct(_option_texts(item, language))) == []

    @each_language
    def test_ask_for_no_bare_number(self, language: str) -> None:
        assert _but(lambda item: not _are_numbers(_option_texts(item, language))) == []

    @each_language
    def test_keep_the_key_out_of_the_stem(self, language: str) -> None:
        assert _but(lambda item: not _gives_itself_away(item, language)) == []

    @each_language
    def test_can_be_drawn_with_latin_and_hangul(self, language: str) -> None:
        assert _but(lambda item: not HAN_AND_KANA.search(_drawn(item, language))) == []

    def test_romanize_korean_names_in_english(self) -> None:
        assert _but(lambda item: not HANGUL.search("\n".join(_texts(item, "en")))) == []

    def test_ask_in_polite_korean(self) -> None:
        assert _but(lambda item: item["stem"]["ko"].endswith("요?")) == []

    def test_are_filed_under_known_labels(self) -> None:
        assert _but(_is_filed) == []

    def test_touch_at_most_three_themes(self) -> None:
        assert _but(lambda item: len(set(item["themes"])) == len(item["themes"]) <= 3) == []

    def test_name_one_to_three_sources(self) -> None:
        assert _but(lambda item: 1 <= len(item["sources"]) <= 3) == []

    def test_give_sources_by_address(self) -> None:
        assert _but(lambda item: all(_is_address(s["url"]) for s in item["sources"])) == []


def _but(is_right: Callable[[dict[str, Any]], bool]) -> list[str]:
    """The slugs of the items that are not right."""
    return [item["slug"] for item in ITEMS if not is_right(item)]


def _keys(item: dict[str, Any]) -> int:
    return sum(option.get("is_key", False) for option in item["options"])


def _fits_a_phone(item: dict[str, Any], language: str) -> bool:
    stem, *options, explanation = map(len, _texts(item, language))
    limits = (LONGEST_STEM, LONGEST_OPTION, LONGEST_EXPLANATION)
    return all(
        length <= limit
        for length, limit in zip((stem, max(options), explanation), limits, strict=True)
    )


def _are_distinct(texts: list[str]) -> bool:
    return len({text.casefold() for text in texts}) == len(texts)


def _are_numbers(texts: list[str]) -> bool:
    return all(re.search(r"\d", text) for text in texts)


def _gives_itself_away(item: dict[str, Any], language: str) -> bool:
    key = _option_texts(item, language)[_key_position(item)]
    return key.casefold() in item["stem"][language].casefold()


def _drawn(item: dict[str, Any], language: str) -> str:
    texts = [item["stem"][language], *_option_texts(item, language)]
    return "\n".join(texts).replace(JAPANESE_TITLE, "")


def _is_filed(item: dict[str, Any]) -> bool:
    is_known = item["category"] in CATEGORIES and set(item["themes"]) <= THEMES
    episode = item["spoiler_episode"]
    return is_known and item["stars"] in range(1, 6) and episode in range(LAST_EPISODE + 1)


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


class TestRecord:
    """docs/questions.md names every question with its grade and the fact it is about."""

    def test_names_each_question_once(self) -> None:
        assert sorted(slug for slug, *_ in RECORD) == sorted(item["slug"] for item in ITEMS)

    def test_asks_at_most_four_times_about_one_fact(self) -> None:
        counts = Counter(fact for _, _, fact in RECORD)

        assert {fact: count for fact, count in counts.items() if count > 4} == {}

    def test_grades_nothing_as_filler(self) -> None:
        assert {grade for _, grade, _ in RECORD} == {"fun", "fair"}

    def test_has_fun_in_every_category(self) -> None:
        fun = {slug for slug, grade, _ in RECORD if grade == "fun"}

        assert {item["category"] for item in ITEMS if item["slug"] in fun} == CATEGORIES

    def test_brings_no_retired_question_back(self) -> None:
        table = QUESTIONS.partition("## Retired questions")[2].partition("\n## ")[0]
        retired = set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE))

        assert len(retired) > 40
        assert retired & {item["slug"] for item in ITEMS} == set()
