"""Editions: frozen when published, whatever happens to the rows afterwards."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp import clock
from quizapp.catalog.models import Artist, ThemeTag, Track
from quizapp.database.db import db, transaction
from quizapp.mood.outcome import stored_facts
from quizapp.mood.publishing import in_core_order, playable, publish, table_of
from quizapp.plays.models import MoodResult
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Edition, Item, Option
from quizapp.quizzes.queries import (
    QuizMissing,
    content_now,
    edition_by_id,
    live_edition,
    quiz_by_slug,
)
from quizapp.texts import Localized
from tests.players import MoodPlayer

EDITED = Localized("Edited", "고침")


def _forget_everything() -> None:
    """As a process that has just started."""
    db.session.remove()
    edition_by_id.cache_clear()
    playable.cache_clear()


def _edit_texts() -> None:
    for option in db.session.scalars(select(Option)):
        option.text = EDITED
    for item in db.session.scalars(select(Item)):
        item.stem = EDITED
    for track in db.session.scalars(select(Track)):
        track.title, track.tagline, track.story = EDITED, EDITED, EDITED
    for artist in db.session.scalars(select(Artist)):
        artist.name = EDITED
    for theme in db.session.scalars(select(ThemeTag)):
        theme.label = theme.phrase = EDITED


def _edit_weights() -> None:
    for track in db.session.scalars(select(Track)):
        for weight in track.weights:
            weight.weight = 6 - weight.weight


def _retire_the_item_that_tipped_it() -> None:
    result = db.session.scalars(select(MoodResult)).one()
    tipped_by = stored_facts(playable(result.edition_id), result).tipped_by
    assert tipped_by is not None
    item = db.session.get(Item, tipped_by.item)
    assert item is not None
    item.retired_at = clock.now()


def _retire_the_track() -> None:
    result = db.session.scalars(select(MoodResult)).one()
    slug = result.facts["ranking"][0]["track"]
    track = db.session.scalars(select(Track).where(Track.slug == slug)).one()
    track.retired_at = clock.now()


class TestPublish:
    def test_makes_the_next_edition_and_changes_no_earlier_one(self, game: Flask) -> None:
        before = db.session.get_one(Edition, live_edition("mood", QuizKind.MOOD).id)
        frozen = (before.content, before.table, before.calibration, before.digest)
        with transaction():
            _edit_texts()

        edition_id = publish(quiz_slug="mood", now=clock.now())

        _forget_everything()
        editions = select(Edition).where(Edition.quiz_id == before.quiz_id)
        first, second = db.session.scalars(editions.order_by(Edition.number))
        assert (first.content, first.table, first.calibration, first.digest) == frozen
        assert (second.id, second.number) == (edition_id, 2)
        assert second.digest != first.digest
        assert live_edition("mood", QuizKind.MOOD).id == edition_id

    def test_of_the_same_content_is_the_same_edition(self, game: Flask) -> None:
        first = live_edition("mood", QuizKind.MOOD).id

        assert publish(quiz_slug="mood", now=clock.now()) == first

    def test_of_what_was_published_before_the_last_is_a_new_one(self, game: Flask) -> None:
        first = db.session.get_one(Edition, live_edition("mood", QuizKind.MOOD).id)
        quiz = quiz_by_slug("mood")
        for title in (EDITED, quiz.title):
            with transaction():
                quiz.title = title
            last = db.session.get_one(Edition, publish(quiz_slug="mood", now=clock.now()))

        assert (last.number, last.digest) == (3, first.digest)
        assert last.calibration == first.calibration

    def test_of_no_quiz_is_missing(self, app: Flask) -> None:
        with pytest.raises(QuizMissing):
            publish(quiz_slug="nothing", now=clock.now())


class TestPlayable:
    def test_scores_with_the_frozen_table(self, game: Flask) -> None:
        edition = playable(live_edition("mood", QuizKind.MOOD).id)

        assert edition.table == table_of(edition.content)

    def test_of_no_edition_is_missing(self, app: Flask) -> None:
        with pytest.raises(QuizMissing):
            playable(404)


class TestInCoreOrder:
    def test_keeps_every_item_once(self, game: Flask) -> None:
        content = content_now(quiz_by_slug("mood"))

        ordered = in_core_order(content)

        assert sorted(i.slug for i in ordered.items) == sorted(i.slug for i in content.items)


class TestResult:
    @pytest.mark.parametrize(
        "change",
        [_edit_texts, _edit_weights, _retire_the_item_that_tipped_it, _retire_the_track],
    )
    def test_reads_byte_for_byte_the_same_after(
        self, game: Flask, client: FlaskClient, change: Callable[[], None]
    ) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        address = player.play_to_the_end(first_option=1)
        addresses = [address, address.replace("/en/", "/ko/")]
        before = [client.get(a).data for a in addresses]

        with transaction():
            change()
        publish(quiz_slug="mood", now=clock.now())
        _forget_everything()

        assert [client.get(a).data for a in addresses] == before
        assert "Edited" not in before[0].decode()

    def test_can_be_reached_from_a_page_of_an_earlier_edition(
        self, game: Flask, client: FlaskClient
    ) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        first = live_edition("mood", QuizKind.MOOD).id
        with transaction():
            _edit_texts()
        publish(quiz_slug="mood", now=clock.now())

        player.play_to_the_end()

        assert db.session.scalars(select(MoodResult.edition_id)).all() == [first]
