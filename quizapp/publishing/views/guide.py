"""The guide to scoring, with the first question of the quiz as an example."""

from flask import render_template

from quizapp.publishing.balance import is_examinable, speaking
from quizapp.publishing.views.blueprint import bp
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.queries import content_now
from quizapp.texts import LocalText
from quizapp.web.i18n import current_language

from .balance import mood_quiz

Example = tuple[LocalText, str, list[tuple[LocalText, int]]]


@bp.get("/quizzes/<slug>/guide")
def guide(slug: str) -> str:
    """How scoring reads weights, with the first question of the quiz as it is now."""
    row = mood_quiz(slug)
    content = content_now(row)
    item = content.items[0] if content.items else None
    return render_template("publishing/guide.html", quiz=row, example=_example(content, item))


def _example(content: QuizContent, item: ItemContent | None) -> list[Example]:
    """Each option with its weights in words and the points that it gives the tracks."""
    if item is None or not is_examinable(content):
        return []
    language = current_language()
    return [
        (
            option.text.in_language(language),
            ", ".join(
                f"{content.theme(theme).label.in_language(language).text} {points}"
                for theme, points in option.weights.items()
            ),
            [(content.track(s).title.in_language(language), p) for s, p in points.items()],
        )
        for option, points in zip(item.options, speaking(content, item), strict=True)
    ]
