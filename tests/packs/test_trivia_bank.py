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

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["slug"])
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

    def test_spreads_over_all_stars(self) -> None:
        counts = Counter(item["stars"] for item in ITEMS)

        assert counts.keys() == {1, 2, 3, 4, 5}
        assert min(counts.values()) >= 6

    def test_touches_every_theme(self) -> None:
        assert {theme for item in ITEMS for theme in item["themes"]} == THEMES

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


@each_item
class TestItem:
    def test_has_four_options_and_one_key(self, item: dict[str, Any]) -> None:
        keys = [option for option in item["options"] if option.get("is_key") is True]

        assert len(item["options"]) == 4
        assert len(keys) == 1

    @each_language
    def test_speaks_both_languages(self, item: dict[str, Any], language: str) -> None:
        texts = _texts(item, language)

        assert all(text == text.strip() != "" for text in texts)

    @each_language
    def test_fits_a_phone(self, item: dict[str, Any], language: str) -> None:
        assert len(item["stem"][language]) <= LONGEST_STEM
        assert max(map(len, _option_texts(item, language))) <= LONGEST_OPTION
        assert len(item["explanation"][language]) <= LONGEST_EXPLANATION

    @each_language
    def test_offers_no_option_twice(self, item: dict[str, Any], language: str) -> None:
        texts = [text.casefold() for text in _option_texts(item, language)]

        assert len(set(texts)) == len(texts)

    @each_language
    def test_asks_for_no_bare_number(self, item: dict[str, Any], language: str) -> None:
        assert not all(re.search(r"\d", text) for text in _option_texts(item, language))

    @each_language
    def test_keeps_the_key_out_of_the_stem(self, item: dict[str, Any], language: str) -> None:
        key = _option_texts(item, language)[_key_position(item)]

        assert key.casefold() not in item["stem"][language].casefold()

    @each_language
    def test_can_be_drawn_with_latin_and_hangul(self, item: dict[str, Any], language: str) -> None:
        drawn = "\n".join([item["stem"][language], *_option_texts(item, language)])

        assert HAN_AND_KANA.findall(drawn.replace(JAPANESE_TITLE, "")) == []

    def test_romanizes_korean_names_in_english(self, item: dict[str, Any]) -> None:
        assert HANGUL.findall("\n".join(_texts(item, "en"))) == []

    def test_asks_in_polite_korean(self, item: dict[str, Any]) -> None:
        assert item["stem"]["ko"].endswith("요?")
        assert HANGUL.search(item["explanation"]["ko"])

    def test_is_filed_under_known_labels(self, item: dict[str, Any]) -> None:
        assert item["category"] in CATEGORIES
        assert item["stars"] in range(1, 6)
        assert item["spoiler_episode"] in range(LAST_EPISODE + 1)
        assert set(item["themes"]) <= THEMES
        assert len(set(item["themes"])) == len(item["themes"]) <= 3

    def test_names_its_sources(self, item: dict[str, Any]) -> None:
        addresses = [urlsplit(source["url"]) for source in item["sources"]]

        assert 1 <= len(item["sources"]) <= 3
        assert all(source["label"].strip() for source in item["sources"])
        assert all(source["confidence"] in {"high", "medium"} for source in item["sources"])
        assert all(url.scheme in {"http", "https"} and url.netloc for url in addresses)
