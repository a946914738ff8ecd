"""Retention: which rows are purged, and which stay."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.auth.models import EditorSession, Invitation
from quizapp.database.db import Base, db, transaction
from quizapp.maintenance.retention import purge
from quizapp.plays.models import MoodResult, TriviaRound, VisitTally
from quizapp.quizzes.models import Edition, Quiz
from tests.editors import add_editor

pytestmark = pytest.mark.storage

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def add(*rows: Base) -> None:
    with transaction():
        db.session.add_all(rows)


def trivia_round(name: str, started: timedelta, *, is_finished: bool = False) -> TriviaRound:
    edition_id = db.session.scalars(select(Edition.id)).first()
    return TriviaRound(
        slug=name,
        play_key=name,
        attempt=name,
        edition_id=edition_id,
        kind="practice",
        item_ids=[],
        seed=name,
        started_at=NOW - started,
        finished_at=NOW - started if is_finished else None,
    )


class TestPurge:
    def test_takes_rounds_that_nobody_finished(self, game: Flask) -> None:
        old, young = timedelta(days=2, minutes=1), timedelta(days=1, hours=23)
        add(trivia_round("old", old), trivia_round("young", young))
        add(trivia_round("done", timedelta(days=900), is_finished=True))

        assert purge(now=NOW)["rounds"] == 1
        assert set(db.session.scalars(select(TriviaRound.slug))) == {"young", "done"}

    def test_takes_old_visits_sessions_and_invitations(self, game: Flask) -> None:
        quiz_id = db.session.scalars(select(Quiz.id)).first()
        editor = add_editor("Sunny")
        for number, age in enumerate([timedelta(days=1), timedelta(days=401)]):
            then = NOW - age
            add(
                VisitTally(quiz_id=quiz_id, day=then.date(), step="finish", visit_count=1),
                EditorSession(
                    token_digest=str(number), editor_id=editor.id, created_at=then, seen_at=then
                ),
                Invitation(
                    token_digest=str(number), editor_id=editor.id, created_at=then, expires_at=then
                ),
            )

        purge(now=NOW)

        assert (count(VisitTally), count(EditorSession), count(Invitation)) == (1, 1, 1)

    def test_keeps_every_result(self, game: Flask) -> None:
        edition_id = db.session.scalars(select(Edition.id)).first()
        then = NOW - timedelta(days=5000)
        add(
            MoodResult(
                slug="s", attempt="a", sheet="b", edition_id=edition_id, facts={}, created_at=then
            )
        )

        purge(now=NOW)

        assert count(MoodResult) == 1
