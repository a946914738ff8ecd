"""What the result page shows of its facts."""

from dataclasses import replace

import pytest

from quizapp.mood import outcome
from quizapp.mood.outcome import Facts
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.view_models import ResultPage, result_page, share_percent
from tests.mood.sheets import clear_sheet


def _facts(quiz: PlayableEdition) -> Facts:
    return outcome.facts_of(quiz, clear_sheet(quiz))


def _page(quiz: PlayableEdition, language: str) -> ResultPage:
    return result_page("slug", quiz.content, _facts(quiz), {}, language)


class TestResultPage:
    def test_shows_the_top_three_of_all(self, quiz: PlayableEdition) -> None:
        page = _page(quiz, "en")

        assert page.top == page.ranking[:3]
        assert len(page.ranking) == len(quiz.content.tracks) == 10

    def test_speaks_the_language_asked_for(self, quiz: PlayableEdition) -> None:
        english, korean = _page(quiz, "en"), _page(quiz, "ko")

        assert (english.track.title.lang, korean.track.title.lang) == ("en", "ko")
        assert english.track.slug == korean.track.slug

    def test_shows_every_theme_in_display_order(self, quiz: PlayableEdition) -> None:
        leanings = [row.slug for row in _page(quiz, "en").leanings]

        assert leanings == [theme.slug for theme in quiz.content.themes]

    def test_searches_for_the_korean_title(self, quiz: PlayableEdition) -> None:
        page = _page(quiz, "en")

        assert all(link.url.startswith("https://") for link in page.listen)
        assert page.listen == _page(quiz, "ko").listen

    def test_says_of_each_track_of_a_duet_how_many_got_it(self, quiz: PlayableEdition) -> None:
        facts = _facts(quiz)
        first, second = (standing.track for standing in facts.ranking[:2])
        counts = {first: 60, second: 40}

        for told, percents in ((False, {first: 60}), (True, {first: 60, second: 40})):
            either = replace(facts, is_duet=told)
            page = result_page("slug", quiz.content, either, counts, "en")

            assert {track.slug: percent for track, percent in page.shares} == percents


class TestSharePercent:
    @pytest.mark.parametrize(
        ("counts", "percent"),
        [
            ({}, None),
            ({"a": 49}, None),
            ({"a": 25, "b": 25}, 50),
            ({"b": 50}, 0),
            ({"a": 1, "b": 200}, 0),
            ({"a": 299, "b": 1}, 99),
            ({"a": 50}, 100),
        ],
    )
    def test_is_said_from_fifty_results_on(
        self, counts: dict[str, int], percent: int | None
    ) -> None:
        assert share_percent(counts, "a") == percent
