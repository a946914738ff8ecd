"""The balance report of a mood quiz, and what-if."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _
from wtforms import IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.validators import InputRequired, NumberRange

from quizapp.editing import queries
from quizapp.editing.access import bp
from quizapp.editing.balance import (
    Examination,
    balance_if,
    examine,
    is_examinable,
    moved_results,
)
from quizapp.editing.forms.fields import choices
from quizapp.editing.words import finding_words
from quizapp.forms import GameForm
from quizapp.i18n import current_language
from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.mood.scoring import Answers
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.models import OPTION_BUDGET, Quiz, QuizKind
from quizapp.quizzes.queries import QuizMissing, content_now, live_edition, quiz_by_slug
from quizapp.texts import LocalText

if TYPE_CHECKING:
    from quizapp.mood.balance.fans import ItemFacts
    from quizapp.mood.balance.report import Balance

REWORD_ABOVE = 50
REWORD_BELOW = 5
FEWEST_RESPONSES = 50
"""Real responses to an item before their shares say anything."""


class WhatIfForm(GameForm):
    """Nothing is saved, so it is a GET: the address of an idea can be sent to a colleague."""

    option = SelectField(coerce=int)
    theme = SelectField()
    weight = IntegerField(
        default=OPTION_BUDGET, validators=[InputRequired(), NumberRange(0, OPTION_BUDGET)]
    )


@dataclass(frozen=True)
class TrackRow:
    """Shares in percent; ``sheet`` is one way to get the track, as (question, answer)."""

    title: LocalText
    random: float
    fans: float
    random_if: float | None
    fans_if: float | None
    lead: int
    sheet: list[tuple[LocalText, LocalText]]


@dataclass(frozen=True)
class Cell:
    """Percent of a track's fans; ``heat`` is 0 to 9 for its color."""

    percent: float
    heat: int


@dataclass(frozen=True)
class OptionRow:
    """Percent among fans, and among real players where there are enough of them."""

    text: LocalText
    percent: float
    real_percent: int | None

    @property
    def needs_rewording(self) -> bool:
        is_dominant = self.real_percent is not None and self.real_percent > REWORD_ABOVE
        return is_dominant or self.percent < REWORD_BELOW


@dataclass(frozen=True)
class ItemRow:
    id: int
    stem: LocalText
    bits: float
    place: int
    is_core: bool
    options: list[OptionRow]


@dataclass(frozen=True)
class ConfusionRow:
    track: LocalText
    other: LocalText
    percent: float
    theme: LocalText
    stem: LocalText


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
        return render_template("editing/balance.html", quiz=row, report=None)
    examined = examine(content)
    form = _what_if_form(examined.content)
    is_asking = "option" in request.args
    changed = _changed(examined, form) if is_asking and form.validate() else None
    report = examined.balance
    language = current_language()
    problems = [(p.is_error, finding_words(p, examined.content, language)) for p in report.problems]
    return render_template(
        "editing/balance.html",
        quiz=row,
        report=report,
        problems=problems,
        tracks=_track_rows(examined, report, changed),
        heat=[[_cell(share) for share in shares] for shares in report.confusion],
        confusions=_confusion_rows(examined.content, report),
        items=_item_rows(examined.content, report.items, queries.option_counts(row.id)),
        moved=_moved(row, examined),
        form=form,
        changed=changed,
    )


def mood_quiz(slug: str) -> Quiz:
    row = quiz_by_slug(slug)
    if row.kind != QuizKind.MOOD:
        raise QuizMissing
    return row


def _what_if_form(content: QuizContent) -> WhatIfForm:
    language = current_language()
    form = WhatIfForm(request.args or None)
    form.option.choices = [
        SelectChoice(
            option.id,
            option.text.in_language(language).text,
            optgroup=item.stem.in_language(language).text,
        )
        for item in content.items
        for option in item.options
    ]
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


def _track_rows(
    examined: Examination, report: "Balance", changed: "Balance | None"
) -> list[TrackRow]:
    language = current_language()
    return [
        TrackRow(
            title=track.title.in_language(language),
            random=_percent(report.random.shares[place]),
            fans=_percent(report.among_fans.shares[place]),
            random_if=_percent(changed.random.shares[place]) if changed else None,
            fans_if=_percent(changed.among_fans.shares[place]) if changed else None,
            lead=report.reach[place].lead,
            sheet=_sheet(examined.content, report.reach[place].answers),
        )
        for place, track in enumerate(examined.content.tracks)
    ]


def _sheet(content: QuizContent, answers: Answers | None) -> list[tuple[LocalText, LocalText]]:
    language = current_language()
    return [
        (item.stem.in_language(language), item.options[answer].text.in_language(language))
        for item, answer in zip(content.items, answers or (), strict=False)
        if answer is not None
    ]


def _confusion_rows(content: QuizContent, report: "Balance") -> list[ConfusionRow]:
    language = current_language()
    return [
        ConfusionRow(
            track=content.track(found.track).title.in_language(language),
            other=content.track(found.other).title.in_language(language),
            percent=_percent(found.share),
            theme=content.theme(found.theme).label.in_language(language),
            stem=content.items[found.item].stem.in_language(language),
        )
        for found in report.confusions
    ]


def _item_rows(
    content: QuizContent, facts: Sequence["ItemFacts"], counts: dict[int, int]
) -> list[ItemRow]:
    language = current_language()
    return [
        ItemRow(
            id=item.id,
            stem=item.stem.in_language(language),
            bits=round(found.bits, 2),
            place=place,
            is_core=place <= content.core_count,
            options=_option_rows(item, found, counts),
        )
        for place, (item, found) in enumerate(zip(content.items, facts, strict=True), start=1)
    ]


def _option_rows(item: ItemContent, facts: "ItemFacts", counts: dict[int, int]) -> list[OptionRow]:
    language = current_language()
    everybody = sum(counts.get(option.id, 0) for option in item.options)
    is_enough = everybody >= FEWEST_RESPONSES
    return [
        OptionRow(
            text=option.text.in_language(language),
            percent=_percent(share),
            real_percent=round(100 * counts.get(option.id, 0) / everybody) if is_enough else None,
        )
        for option, share in zip(item.options, facts.option_shares, strict=True)
    ]


def _moved(row: Quiz, examined: Examination) -> Moved | None:
    live = _live(row)
    if live is None:
        return None
    sheets = queries.last_sheets(row.id)
    return Moved(moved_results(live, examined, sheets), len(sheets))


def _live(row: Quiz) -> PlayableEdition | None:
    try:
        return playable(live_edition(row.slug, row.kind).id)
    except QuizMissing:
        return None


def _cell(share: float) -> Cell:
    return Cell(_percent(share), min(9, int(share * 10)))


def _percent(share: float) -> float:
    return round(100 * share, 1)
