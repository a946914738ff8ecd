"""Queries of the question grid: a constant number of statements, however many questions."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import joinedload, selectinload

from quizapp.database.db import db
from quizapp.plays.models import OptionTally
from quizapp.quizzes.models import (
    Flag,
    Item,
    Option,
    Quiz,
    ScheduledDay,
)

from .condition_queries import (
    Condition,
    has_values,
    has_word,
    of_action,
    of_quiz,
    shown,
)
from .figures import Numbers, numbers_of
from .filters import Filter, Sort
from .twins import Asked

PAGE_SIZE = 50
DAYS_BACK = timedelta(days=400)
"""How far back a question's last day is looked for."""
NO_NUMBERS = Numbers()


@dataclass(frozen=True)
class Line:
    """A question as a row of the grid shows it; ``last_asked`` is the last day that drew it."""

    item: Item
    numbers: Numbers
    flag_count: int
    last_asked: date | None

    @property
    def missing(self) -> list[str]:
        """The languages that a text of it is missing in."""
        texts = [self.item.stem, *(option.text for option in self.item.options_in_use)]
        if self.item.explanation.en or self.item.explanation.ko:
            texts.append(self.item.explanation)
        return [code for code in ("en", "ko") if not all(getattr(text, code) for text in texts)]


@dataclass(frozen=True)
class GridPage:
    """One page of the questions that a filter finds; ``number`` counts pages from 1."""

    lines: list[Line]
    total: int
    number: int
    page_count: int


def grid_page(wanted: Filter, today: date) -> GridPage:
    """The page of the grid that a filter asks for; the last one where there are fewer."""
    ids = ordered_ids(wanted, today)
    page_count = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(max(wanted.page, 1), page_count)
    on_page = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return GridPage(_lines(on_page, today), len(ids), number, page_count)


def ordered_ids(wanted: Filter, today: date, *, also: int = 0) -> list[int]:
    """The ids of the questions that a filter finds, in its order.

    :param also: a question that is among them in any case.
    """
    rows = db.session.execute(_keys(wanted, also)).all()
    numbers = _numbers_for(wanted)
    if wanted.needs_hand:
        rows = [row for row in rows if row.id == also or _found(numbers, row.id).needs_hand]
    days = _last_days(today) if wanted.sort == Sort.LAST else {}
    return [row.id for row in sorted(rows, key=_order(wanted.sort, numbers, days))]


def beside(item_id: int, wanted: Filter, today: date) -> tuple[int | None, int | None]:
    """The questions before and after one, among those that a filter finds."""
    ids = ordered_ids(wanted, today, also=item_id)
    if item_id not in ids:
        return None, None
    at = ids.index(item_id)
    return ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None


def asked_questions(quiz: str) -> list[Asked]:
    """What the questions in use ask, of one quiz by its slug or of all."""
    items = db.session.scalars(
        select(Item)
        .where(Item.retired_at.is_(None), *of_quiz(quiz))
        .options(selectinload(Item.options))
    )
    return [
        Asked(
            item.id,
            {"en": item.stem.en, "ko": item.stem.ko},
            [{"en": each.text.en, "ko": each.text.ko} for each in item.options_in_use],
        )
        for item in items
    ]


def items_by_id(ids: Collection[int]) -> dict[int, Item]:
    """Questions with their options, quiz and album."""
    items = db.session.scalars(
        select(Item)
        .where(Item.id.in_(ids))
        .options(
            selectinload(Item.options),
            joinedload(Item.quiz).joinedload(Quiz.album),
        )
    )
    return {item.id: item for item in items}


def quizzes_with_albums() -> Sequence[Quiz]:
    return db.session.scalars(select(Quiz).options(joinedload(Quiz.album)).order_by(Quiz.id)).all()


def _keys(wanted: Filter, also: int) -> Select[Any]:
    """Id and what rows are ordered by, of the questions that a filter finds."""
    flags, columns = _flag_counts(), Item.__table__.c
    flag_count = func.coalesce(flags.c.flag_count, 0)
    found = and_(
        true(),
        *shown(wanted.state),
        *of_quiz(wanted.quiz),
        *map(has_word, wanted.words),
        *has_values(wanted),
        *of_action(wanted.action),
        *([flag_count >= wanted.flags] if wanted.flags else []),
    )
    return (
        select(
            columns.id,
            columns.quiz_id,
            columns.position,
            columns.stars,
            columns.stem_en,
            flag_count.label("flag_count"),
        )
        .outerjoin(flags, flags.c.item_id == Item.id)
        .where(or_(Item.id == also, found) if also else found)
    )


def _flag_counts() -> Subquery:
    """The number of open flags on each question that has any."""
    return (
        select(Flag.item_id, func.count().label("flag_count"))
        .where(Flag.resolved_at.is_(None))
        .group_by(Flag.item_id)
        .subquery()
    )


def _numbers_for(wanted: Filter) -> dict[int, Numbers]:
    """As much of the numbers as a filter and its order look at."""
    if wanted.needs_hand:
        return _numbers(of_quiz(wanted.quiz))
    if wanted.sort in {Sort.RIGHT, Sort.ASKED}:
        return _totals(of_quiz(wanted.quiz))
    return {}


def _order(
    sort: str, numbers: Mapping[int, Numbers], days: Mapping[int, date]
) -> Callable[[Row[Any]], tuple[Any, ...]]:
    """What a row is ordered by: first what says most, rows that say nothing last."""

    def place(row: Row[Any]) -> tuple[Any, ...]:
        return row.quiz_id, row.position, row.id

    def right(row: Row[Any]) -> tuple[Any, ...]:
        share = _found(numbers, row.id).right_share
        return share is None, share or 0.0, *place(row)

    keys: dict[str, Callable[[Row[Any]], tuple[Any, ...]]] = {
        Sort.PLACE: place,
        Sort.STEM: lambda row: (row.stem_en.casefold(), row.id),
        Sort.STARS: lambda row: (row.stars, *place(row)),
        Sort.RIGHT: right,
        Sort.ASKED: lambda row: (-_found(numbers, row.id).asked, *place(row)),
        Sort.LAST: lambda row: (days.get(row.id, date.min), *place(row)),
        Sort.FLAGS: lambda row: (-row.flag_count, *place(row)),
    }
    return keys[sort]


def _found(numbers: Mapping[int, Numbers], item_id: int) -> Numbers:
    return numbers.get(item_id, NO_NUMBERS)


def _numbers(conditions: Iterable[Condition]) -> dict[int, Numbers]:
    """The numbers of every question that meets the conditions and was ever answered."""
    option, item, tally = Option.__table__.c, Item.__table__.c, OptionTally.__table__.c
    count = func.coalesce(tally.response_count, 0)
    rows = db.session.execute(
        select(option.item_id, option.is_key, item.stars, count)
        .join(Item, Item.id == Option.item_id)
        .outerjoin(OptionTally, OptionTally.option_id == Option.id)
        .where(Option.retired_at.is_(None), *conditions)
        .order_by(option.item_id, option.position)
    )
    found: dict[int, Numbers] = {}
    for item_id, group in groupby(rows, key=itemgetter(0)):
        options = list(group)
        counts = [row[3] for row in options]
        found[item_id] = numbers_of(counts, [row[1] for row in options], options[0][2])
    return found


def _totals(conditions: Iterable[Condition]) -> dict[int, Numbers]:
    """The same without a judgment on the options, added up by the database."""
    option = Option.__table__.c
    count = func.coalesce(OptionTally.__table__.c.response_count, 0)  # nobody chose it
    rows = db.session.execute(
        select(option.item_id, func.sum(count), func.sum(case((option.is_key, count))))
        .join(Item, Item.id == Option.item_id)
        .outerjoin(OptionTally, OptionTally.option_id == Option.id)
        .where(Option.retired_at.is_(None), *conditions)
        .group_by(option.item_id)
    )
    return {item_id: Numbers(asked, right) for item_id, asked, right in rows if asked}


def _last_days(today: date) -> dict[int, date]:
    """The last day up to today whose round had a question, by the question's id."""
    drawn = db.session.execute(
        select(ScheduledDay.day, ScheduledDay.item_ids)
        .where(ScheduledDay.day <= today, ScheduledDay.day > today - DAYS_BACK)
        .order_by(ScheduledDay.day)
    )
    return {item_id: day for day, item_ids in drawn for item_id in item_ids}


def _lines(ids: Sequence[int], today: date) -> list[Line]:
    items, numbers, days = items_by_id(ids), _numbers([Item.id.in_(ids)]), _last_days(today)
    flags = _flag_counts()
    flagged = db.session.execute(select(flags).where(flags.c.item_id.in_(ids)))
    counts = {row.item_id: row.flag_count for row in flagged}
    return [
        Line(items[each], _found(numbers, each), counts.get(each, 0), days.get(each))
        for each in ids
    ]
