"""Publish the trivia items as a frozen edition, and correct what players are asked already."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quizapp.config import house_day
from quizapp.database.db import retry_once, transaction
from quizapp.quizzes import content as contents
from quizapp.quizzes.content import ItemContent, QuizContent
from quizapp.quizzes.editions import add_edition
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import content_of
from quizapp.quizzes.models import Edition, Item, KeyCorrection, Quiz, ScheduledDay
from quizapp.quizzes.queries import (
    content_now,
    edition_by_id,
    newest_edition,
    quiz_by_slug,
)

from .daily import reschedule
from .queries import days_from
from .service.corrections import Correction, asked_now, correct, give_owed, settled_days

ONLY_DAY = "only_day"
"""In the report of an edition that was never live: the day whose round alone is asked from it."""


@dataclass(frozen=True)
class _Release:
    """The next edition of a quiz, and who publishes it when."""

    quiz: Quiz
    content: QuizContent
    now: datetime
    note: str
    editor_name: str

    def edition(self, content: QuizContent, only_day: date | None = None) -> Edition:
        return Edition(
            quiz_id=self.quiz.id,
            content=contents.to_json(content),
            report={ONLY_DAY: only_day.isoformat()} if only_day else {},
            note=self.note,
            published_at=self.now,
            published_by=self.editor_name,
        )


def publish(
    *,
    quiz_slug: str,
    now: datetime,
    note: str = "",
    editor_name: str = "",
    correct_now: Collection[int] = (),
) -> int:
    """Freeze a trivia quiz as its next edition and return the edition's id.

    Days after today are drawn anew from it. Today and the past keep the items that they had, and
    ask them as before, but for those to correct.

    :param correct_now: the items, by id, that were published wrong: today's round asks them as
        they are now, and editions published so far are graded by their new keys.
    :raises QuizMissing: when there is no such quiz.
    """
    quiz = quiz_by_slug(quiz_slug)
    content = content_now(quiz)
    versions = {item.id: item for item in content.items if item.id in correct_now}
    return _publish(_Release(quiz, content, now, note, editor_name), versions)


def correct_item(item: Item, *, now: datetime, note: str = "", editor_name: str = "") -> int:
    """Publish one item as it is now, and nothing else, as the correction of what is asked.

    :param note: a word to the players who have answered it.
    :returns: the id of the edition.
    :raises QuizMissing: when nothing of the quiz is published.
    """
    versions = {item.id: content_of(item)}
    content = newest_edition(item.quiz.slug, QuizKind.TRIVIA).content.with_items(versions)
    return _publish(_Release(item.quiz, content, now, "", editor_name), versions, note)


def _publish(release: _Release, versions: Mapping[int, ItemContent], note: str = "") -> int:
    """Insert editions and corrections as one transaction, then draw the days to come.

    :param versions: the items to correct, as they should have been; by id.
    """
    today = house_day(release.now)
    corrections = _corrections(release, versions, today, note)
    edition_id, rows = _insert(release, versions, today, corrections)
    _give_the_rest([row for row in rows if row.is_of_key])
    reschedule(edition=edition_by_id(edition_id), today=today)
    return edition_id


@retry_once
def _insert(
    release: _Release,
    versions: Mapping[int, ItemContent],
    today: date,
    corrections: Sequence[Correction],
) -> tuple[int, list[KeyCorrection]]:
    """The id of the edition, and the corrections with the points that they gave."""
    with transaction():
        open_days = _correct_days(release, versions, today)
        edition_id = add_edition(release.edition(release.content))
        for day in open_days:
            day.edition_id = edition_id
        return edition_id, [correct(each) for each in corrections]


def _corrections(
    release: _Release, versions: Mapping[int, ItemContent], today: date, note: str
) -> list[Correction]:
    """One for each version that differs from what is asked; none for what was never published."""
    asked = asked_now(release.quiz, today) if versions else {}
    return [
        Correction(
            old=asked[item_id].item,
            new=new,
            day=today if today in asked[item_id].days else None,
            note=note,
            editor_name=release.editor_name,
            at=release.now,
        )
        for item_id, new in versions.items()
        if item_id in asked and asked[item_id].item != new
    ]


def _correct_days(
    release: _Release, versions: Mapping[int, ItemContent], today: date
) -> list[ScheduledDay]:
    """Give each settled day that asks a corrected item an edition with it.

    :returns: the days that the next edition itself suits, because it asks their items alike.
    """
    next_items = {item.id: item for item in release.content.items}
    suited: list[ScheduledDay] = []
    for day in settled_days(release.quiz.id, days_from(release.quiz.id, today), today):
        asked = edition_by_id(day.edition_id).content
        corrected = asked.with_items(versions)
        items = [corrected.item(item_id) for item_id in day.item_ids]
        if items == [asked.item(item_id) for item_id in day.item_ids]:
            continue
        if items == [next_items.get(item_id) for item_id in day.item_ids]:
            suited.append(day)
        else:
            day.edition_id = add_edition(release.edition(corrected, only_day=day.day))
    return suited


@retry_once
def _give_the_rest(rows: list[KeyCorrection]) -> None:
    """Give the points of what was being graded by an old key while it was corrected."""
    if rows:
        with transaction():
            for row in rows:
                give_owed(row)
