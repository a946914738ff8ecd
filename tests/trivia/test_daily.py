from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Item, Option, ScheduledDay
from quizapp.quizzes.queries import PublishedEdition, live_edition
from quizapp.texts import Localized
from quizapp.trivia import daily
from quizapp.trivia.daily import todays_items
from quizapp.trivia.pages import review
from quizapp.trivia.publishing import publish
from quizapp.trivia.queries import round_by_key, scheduled_day
from quizapp.trivia.service.starts import start_past_day
from tests.trivia.conftest import NOW
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def items_of(edition: PublishedEdition, day: date) -> list[int]:
    row = scheduled_day(edition.quiz_id, day)
    assert row is not None
    return row.item_ids


def add_item(quiz_id: int, slug: str) -> None:
    with transaction():
        options = [
            Option(position=n, text=Localized(f"Option {n}"), is_key=n == 1) for n in range(1, 5)
        ]
        stem = Localized(f"What about {slug}?")
        db.session.add(
            Item(
                quiz_id=quiz_id,
                slug=slug,
                position=99,
                stem=stem,
                category="drama",
                options=options,
            )
        )


class TestTodaysItems:
    def test_are_eight_and_stay_the_same(self, edition: PublishedEdition) -> None:
        first = list(todays_items(edition=edition, today=TODAY).item_ids)

        assert len(set(first)) == 8
        assert todays_items(edition=edition, today=TODAY).item_ids == first

    def test_spoil_nothing(self, edition: PublishedEdition) -> None:
        todays_items(edition=edition, today=TODAY)

        asked = {id_ for row in db.session.scalars(select(ScheduledDay)) for id_ in row.item_ids}
        assert {edition.content.item(id_).spoiler_episode for id_ in asked} == {0}

    def test_come_with_the_days_ahead(self, edition: PublishedEdition) -> None:
        todays_items(edition=edition, today=TODAY)

        assert set(items_of(edition, TODAY)).isdisjoint(items_of(edition, TOMORROW))

    def test_cannot_be_worked_out_without_the_secret(
        self, app: Flask, edition: PublishedEdition, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert app.extensions[daily.EXTENSION] == app.config["SECRET_KEY"].encode()
        drawn = list(todays_items(edition=edition, today=TODAY).item_ids)
        redrawn = _drawn_anew(edition)
        monkeypatch.setitem(app.extensions, daily.EXTENSION, b"another secret")

        assert redrawn == drawn
        assert _drawn_anew(edition) != drawn


def _drawn_anew(edition: PublishedEdition) -> list[int]:
    with transaction():
        db.session.execute(delete(ScheduledDay))
    return list(todays_items(edition=edition, today=TODAY).item_ids)


class TestReschedule:
    def test_draws_tomorrow_from_the_new_edition_and_leaves_today(
        self, edition: PublishedEdition
    ) -> None:
        today = list(todays_items(edition=edition, today=TODAY).item_ids)
        tomorrow = list(items_of(edition, TOMORROW))
        with transaction():
            for item in db.session.scalars(select(Item).where(Item.id.in_(today + tomorrow))):
                item.retired_at = NOW
        for number in range(8):
            add_item(edition.quiz_id, f"new-{number}")

        publish(quiz_slug="trivia", now=NOW)

        assert items_of(edition, TODAY) == today
        assert set(items_of(edition, TOMORROW)).isdisjoint(today + tomorrow)
        row = scheduled_day(edition.quiz_id, TOMORROW)
        assert row is not None
        assert row.edition_id == live_edition("trivia", "trivia").id != edition.id

    def test_leaves_rounds_already_played_as_they_were(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=5)
        before = review(play_key=round_.play_key, language="en").items
        with transaction():
            for item in db.session.scalars(select(Item).where(Item.id.in_(round_.item_ids))):
                item.stem = Localized("Something else?", "다른 것?")
                item.explanation = Localized("Because.", "그래서.")
                item.retired_at = NOW
                for option in item.options:
                    option.text = Localized(f"Edited {option.id}", f"고침 {option.id}")

        publish(quiz_slug="trivia", now=player.now)

        assert review(play_key=round_.play_key, language="en").items == before
        assert round_by_key(round_.play_key).right_count == 5
        player.now += timedelta(days=1)
        past = start_past_day(edition=player.edition, day=TODAY, start=player.start())
        assert round_by_key(past).item_ids == round_.item_ids
