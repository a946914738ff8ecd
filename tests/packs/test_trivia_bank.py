"""A guard over the trivia bank: what an edit by hand gets wrong most easily."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
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


def _chance_of_right(language: str, choose: Callable[[list[int]], int]) -> float:
    """Share of right responses for someone who always picks by length, ties at random."""
    chances = []
    for item in ITEMS:
        lengths = [len(text) for text in _option_texts(item, language)]
        chosen = choose(lengths)
        is_right = lengths[_key_position(item)] == chosen
        chances.append(is_right / lengths.count(chosen))
    return sum(chances) / len(chances)


class TestBank:
    def test_holds_at_least_sixty_items(self) -> None:
        assert len(ITEMS) >= 60

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
        assert sum(item["spoiler_episode"] == 0 for item in ITEMS) >= 48


class TestKeys:
    def test_are_spread_over_the_positions(self) -> None:
        counts = Counter(_key_position(item) for item in ITEMS)

        assert counts.keys() == {0, 1, 2, 3}
        assert max(counts.values()) <= 0.35 * len(ITEMS)

    @each_language
    @pytest.mark.parametrize("choose", [max, min])
    def test_cannot_be_told_by_length(
        self, language: str, choose: Callable[[list[int]], int]
    ) -> None:
        assert _chance_of_right(language, choose) < 0.45


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

        assert 1 <= len(item["sources"]) <= 2
        assert all(source["label"].strip() for source in item["sources"])
        assert all(source["confidence"] in {"high", "medium"} for source in item["sources"])
        assert all(url.scheme in {"http", "https"} and url.netloc for url in addresses)
