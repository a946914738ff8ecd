"""Store the schedule of days: which items each day asks, fixed before the day begins."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from flask import Flask, current_app
from sqlalchemy import delete

from quizapp.database.db import db, retry_once, transaction
from quizapp.plays.models import ItemTally
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.models import ScheduledDay
from quizapp.quizzes.queries import PublishedEdition

from .difficulty import difficulty
from .queries import days_before, item_tallies, last_day_played, scheduled_day
from .schedule import BankItem, Wording, days_ahead, safe_items, with_tells

DAYS_AHEAD = 7
DAYS_REMEMBERED = 200
"""Longer than any item of a bank of several hundred stays away."""
EXTENSION = "trivia.daily"
"""The key in ``app.extensions`` of the secret that the days are drawn from."""


def init_app(app: Flask, secret: str) -> None:
    """Draw the days from ``secret``, so that nobody outside can work out what comes."""
    app.extensions[EXTENSION] = secret.encode()


def todays_items(*, edition: PublishedEdition, today: date) -> ScheduledDay:
    """Today's items, as fixed when the day was made; made now, with the days to come, if not."""
    return scheduled_day(edition.quiz_id, today) or _make_days(edition, today)


def reschedule(*, edition: PublishedEdition, today: date) -> None:
    """Make the days after today anew from a new edition; today and the past stay as they are.

    So does a later day that was played: after the house moved to a zone further west.
    """
    with transaction():
        settled = max(today, last_day_played(edition.quiz_id) or today)
        db.session.execute(
            delete(ScheduledDay).where(
                ScheduledDay.quiz_id == edition.quiz_id, ScheduledDay.day > settled
            )
        )
    _make_days(edition, today)


@retry_once
def _make_days(edition: PublishedEdition, today: date) -> ScheduledDay:
    with transaction():
        last = today + timedelta(days=DAYS_AHEAD)
        known = days_before(edition.quiz_id, last, DAYS_REMEMBERED)
        made = days_ahead(
            _spoiler_free_bank(edition),
            past={row.day: [str(item_id) for item_id in row.item_ids] for row in known},
            first=today,
            count=DAYS_AHEAD,
            secret=current_app.extensions[EXTENSION],
        )
        rows = [_row(edition, day, names) for day, names in made.items()]
        db.session.add_all(rows)
    return next(row for row in [*rows, *known] if row.day == today)


def _row(edition: PublishedEdition, day: date, names: Iterable[str]) -> ScheduledDay:
    item_ids = [int(name) for name in names]
    return ScheduledDay(quiz_id=edition.quiz_id, day=day, edition_id=edition.id, item_ids=item_ids)


def _spoiler_free_bank(edition: PublishedEdition) -> list[BankItem]:
    """Everybody plays today, so nothing in it spoils anything for anybody."""
    items = edition.content.items
    tallies = item_tallies([item.id for item in items])
    bank = safe_items(bank_of(items, tallies), watched_up_to=0)
    return with_tells(bank, {str(item.id): _wording(item) for item in items})


def _wording(item: ItemContent) -> Wording:
    return Wording(said=f"{item.stem.en} {item.explanation.en}", key=item.key.text.en)


def bank_of(items: Iterable[ItemContent], tallies: Mapping[int, ItemTally]) -> list[BankItem]:
    """The items as the schedule sees them, as hard as responses and stars say; ids for slugs."""
    return [
        BankItem(str(item.id), item.category, _p(item, tallies.get(item.id)), item.spoiler_episode)
        for item in items
    ]


def _p(item: ItemContent, tally: ItemTally | None) -> float:
    right, count = (tally.right_count, tally.response_count) if tally else (0, 0)
    return difficulty(right=right, count=count, stars=item.stars).p
