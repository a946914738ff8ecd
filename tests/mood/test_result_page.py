"""What a result page says agrees with itself, whatever the content and the answers are."""

import re
from html import unescape

from flask import Flask, render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.mood import outcome
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.scoring import score
from quizapp.mood.sheet import Sheet
from quizapp.mood.view_models import ResultPage, result_page
from tests.mood.editions import editions, finished_sheets

RIVAL = re.compile(r"(?:between this and|a glance at|Without that it would have been) (track-\d+)")
REACHED = re.compile(r"You (kept reaching|reached) for ([\w, ]+?)( more than once)?\.")
AVOIDED = re.compile(r"You stayed away from ([\w, ]+?)\.")
LEAST = {("kept reaching", ""): 3, ("reached", " more than once"): 2, ("reached", ""): 1}
"""How many answers name every theme that the sentence names."""


class TestResultPage:
    @given(st.data())
    def test_agrees_with_itself(self, data: st.DataObject) -> None:
        quiz = data.draw(editions())
        sheet = data.draw(finished_sheets(quiz))
        facts = outcome.facts_of(quiz, sheet)
        page = result_page("slug", quiz.content, facts, {}, "en")
        ranking = [place.track.slug for place in page.ranking]
        mine = [track.slug for track in page.tracks]

        assert mine == ranking[: len(mine)]
        assert len(mine) == (2 if page.is_duet else 1)
        assert (page.rival.slug if page.rival else None) == next(iter(ranking[len(mine) :]), None)
        shown = {row.slug: row.value for row in page.leanings}
        assert all(shown[theme.slug] >= 0 for theme in page.reached)
        assert {theme.slug for theme in page.reached} <= {row.slug for row in page.chart}
        assert all(shown[theme.slug] <= 0 for theme in page.avoided)
        assert page.top == page.ranking[:3]
        fits = [place.fit for place in page.ranking]
        assert fits == sorted(fits, reverse=True)
        assert max(fits) <= 99
        if page.flip:
            assert page.flip.track.slug not in mine
        best = sorted(score(quiz.table, sheet.answers).totals)[-2:]
        assert page.is_even == (best[0] == best[-1])


class TestSentences:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
    @given(st.data())
    def test_name_one_rival_and_themes_of_the_chart_as_often_as_they_were_chosen(
        self, app: Flask, data: st.DataObject
    ) -> None:
        quiz = data.draw(editions())
        sheet = data.draw(finished_sheets(quiz))
        facts = outcome.facts_of(quiz, sheet)
        page = result_page("slug", quiz.content, facts, {}, "en")

        why, chart = _rendered(app, page)

        assert set(RIVAL.findall(why)) <= {page.rival.slug if page.rival else None}
        reached, avoided = REACHED.search(why), AVOIDED.search(why)
        assert (bool(reached), bool(avoided)) == (bool(page.reached), bool(page.avoided))
        if reached:
            least = LEAST[reached[1], reached[3] or ""]
            for theme in _themes(reached[2]):
                assert re.search(rf">{theme}</a>", why)
                assert re.search(rf">{theme}</a>", chart)
                assert _times_chosen(quiz, sheet, theme) >= least
        for theme in _themes(avoided[1]) if avoided else []:
            assert f"{theme}: -" in chart


def _rendered(app: Flask, page: ResultPage) -> tuple[str, str]:
    """The section of reasons and the section of the chart."""
    with app.test_request_context("/en/r/slug"):
        html = render_template("mood/result.html", result=page, comparisons=[])
    _, why, chart = re.split(r"<h2>(?:Why this one|The mood behind it)</h2>", unescape(html))
    return " ".join(why.split()), chart


def _themes(listed: str) -> list[str]:
    return re.split(r", and | and |, ", listed)


def _times_chosen(quiz: PlayableEdition, sheet: Sheet, theme: str) -> int:
    """How many of the options chosen name a theme."""
    given_options = [
        quiz.content.items[item].options[option].weights
        for item, option in enumerate(sheet.answers)
        if option is not None
    ]
    return sum(theme in weights for weights in given_options)
