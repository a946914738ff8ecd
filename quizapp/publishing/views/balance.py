"""The balance report of a mood quiz, and what one other weight would do to it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.plays.queries import option_counts
from quizapp.publishing import balance_view_models as view_models
from quizapp.publishing.balance import (
    Examination,
    balance_if,
    examine,
    is_examinable,
    moved_results,
)
from quizapp.publishing.queries import last_sheets
from quizapp.publishing.views.blueprint import bp
from quizapp.publishing.words import finding_words
from quizapp.quizzes.candidate import OPTION_BUDGET
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import QuizMissing, content_now, newest_edition, quiz_by_slug
from quizapp.web.forms import GameForm, choices
from quizapp.web.i18n import current_language

if TYPE_CHECKING:
    from quizapp.mood.balance.report import Balance


class WhatIfForm(GameForm):
    """Nothing is saved, so it is a GET: the address of an idea can be sent to a colleague."""

    option = SelectField(coerce=int)
    theme = SelectField()
    weight = IntegerField(
        default=OPTION_BUDGET, validators=[InputRequired(), NumberRange(0, OPTION_BUDGET)]
    )


@dataclass(frozen=True)
class Moved:
    """How many of the last real sheets would get another track than they get live."""

    moved_count: int
    sheet_count: int


@bp.get("/quizzes/<slug>/balance")
def balance(slug: str) -> str:
    row = mood_quiz(slug)
    content = content_now(row)
    if not is_examinable(content):
        return render_template("publishing/balance.html", quiz=row, report=None)
    examined = examine(content)
    form = _what_if_form(examined.content)
    is_asking = "option" in request.args
    changed = _changed(examined, form) if is_asking and form.validate() else None
    report = examined.balance
    return render_template(
        "publishing/balance.html",
        quiz=row,
        report=report,
        errors=finding_words(report.problems, examined.content, is_error=True),
        warnings=finding_words(report.problems, examined.content, is_error=False),
        headlines=view_models.headlines(report, examined.content),
        tracks=view_models.track_rows(examined, report, changed),
        heat=view_models.heat(report),
        confusions=view_models.confusion_rows(examined.content, report),
        items=view_models.item_rows(examined.content, report, option_counts(row.id)),
        fidelity=view_models.fidelity_rows(report),
        moved=_moved(row, examined),
        form=form,
        changed=changed,
        hindrances=finding_words(
            changed.problems if changed else (), examined.content, is_error=True
        ),
    )


def mood_quiz(slug: str) -> Quiz:
    row = quiz_by_slug(slug)
    if row.kind != QuizKind.MOOD:
        raise QuizMissing
    return row


def _what_if_form(content: QuizContent) -> WhatIfForm:
    language = current_language()
    form = WhatIfForm(request.args or None)
    form.option.choices = choices(
        (
            option.id,
            option.text.in_language(language).text,
            item.stem.in_language(language).text,
        )
        for item in content.items
        for option in item.options
    )
    form.theme.choices = choices(
        (theme.slug, theme.label.in_language(language).text) for theme in content.themes
    )
    form.option.label.text, form.theme.label.text = _("Answer"), _("Theme")
    form.weight.label.text = _("Points")
    return form


def _changed(examined: Examination, form: WhatIfForm) -> "Balance":
    return balance_if(
        examined,
        option_id=form.option.data,
        theme=form.theme.data,
        weight=form.weight.data or 0,
    )


def _moved(row: Quiz, examined: Examination) -> Moved | None:
    live = _live(row)
    if live is None:
        return None
    sheets = last_sheets(row.id)
    return Moved(moved_results(live, examined, sheets), len(sheets))


def _live(row: Quiz) -> PlayableEdition | None:
    try:
        return playable(newest_edition(row.slug, row.kind).id)
    except QuizMissing:
        return None
