"""Queries of publishing: a quiz's items, its editions, and the last sheets of players."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.database.db import db
from quizapp.mood.publishing import playable
from quizapp.mood.scoring import Answers
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import MoodResult
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.models import Edition, Item
from quizapp.texts import Localized
from quizapp.trivia.publishing import ONLY_DAY

SHEETS = 1000
RECENT = 10


@dataclass(frozen=True)
class Entry:
    """One line of a list of things to edit; ``state`` is empty where it has none."""

    id: int
    name: Localized
    has_gap: bool
    is_retired: bool
    is_draft: bool = False
    state: str = ""


def editions_of(quiz_id: int) -> Sequence[Edition]:
    """The newest first."""
    return db.session.scalars(
        select(Edition)
        .where(Edition.quiz_id == quiz_id)
        .order_by(Edition.number.desc())
        .limit(RECENT)
    ).all()


def whole_editions(quiz_id: int) -> list[Edition]:
    """Those of the newest that were live: one that corrects a single day's round never was."""
    return [each for each in editions_of(quiz_id) if ONLY_DAY not in each.report]


def item_entries(quiz_id: int) -> list[Entry]:
    items = db.session.scalars(
        select(Item)
        .where(Item.quiz_id == quiz_id)
        .order_by(Item.position, Item.id)
        .options(selectinload(Item.options))
    )
    return [_item_entry(item) for item in items]


def _item_entry(item: Item) -> Entry:
    texts = [item.stem, *(option.text for option in item.options_in_use)]
    has_gap = any(not (text.en and text.ko) for text in texts)
    return Entry(item.id, item.stem, has_gap, item.retired_at is not None, item.is_draft)


def last_sheets(quiz_id: int) -> list[tuple[QuizContent, Answers]]:
    """The last real sheets of a mood quiz, each with the content that it answers."""
    rows = db.session.execute(
        select(MoodResult.edition_id, MoodResult.sheet)
        .join(Edition, Edition.id == MoodResult.edition_id)
        .where(Edition.quiz_id == quiz_id, MoodResult.deleted_at.is_(None))
        .order_by(MoodResult.id.desc())
        .limit(SHEETS)
    )
    return [
        (playable(edition_id).content, Sheet.decode(sheet).answers) for edition_id, sheet in rows
    ]
