"""Editors' pages with figures: how far players came, what they chose, what they got."""

from collections.abc import Mapping

from flask import render_template

from quizapp import clock
from quizapp.analytics import figures
from quizapp.analytics.views.blueprint import bp
from quizapp.plays.queries import option_counts, outcome_counts, visit_counts
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import newest_edition, published_quizzes, quiz_by_slug
from quizapp.texts import LocalText
from quizapp.trivia.schedule import SET_SIZE
from quizapp.web.i18n import current_language

DAYS = 28
Outcome = tuple[LocalText, int, figures.Share | None]


@bp.get("/figures")
def analytics() -> str:
    return render_template("analytics/analytics.html", quizzes=published_quizzes())


@bp.get("/figures/<slug>")
def quiz_analytics(slug: str) -> str:
    quiz = quiz_by_slug(slug)
    content = newest_edition(slug, quiz.kind).content
    visits = visit_counts(quiz.id, until=clock.now().date(), days=DAYS)
    return render_template(
        "analytics/quiz_analytics.html",
        quiz=quiz,
        days=DAYS,
        least=figures.LEAST_SAMPLE,
        funnel=figures.funnel(visits, _item_count(quiz, content)),
        outcomes=_outcomes(quiz, content) if quiz.kind == QuizKind.MOOD else [],
        items=_items(quiz, content, option_counts(quiz.id)),
    )


def _item_count(quiz: Quiz, content: QuizContent) -> int:
    """How many items a player meets: deciders, and rounds with fewer, are left aside."""
    return content.core_count if quiz.kind == QuizKind.MOOD else SET_SIZE


def _outcomes(quiz: Quiz, content: QuizContent) -> list[Outcome]:
    counts, language = outcome_counts(quiz.id), current_language()
    shares = figures.outcome_shares(counts, [track.slug for track in content.tracks])
    return [
        (content.track(slug).title.in_language(language), counts.get(slug, 0), share)
        for slug, share in shares.items()
    ]


def _items(quiz: Quiz, content: QuizContent, counts: Mapping[int, int]) -> list[figures.ItemFigure]:
    figure = figures.mood_figure if quiz.kind == QuizKind.MOOD else figures.trivia_figure
    return [figure(item, counts) for item in content.items]
