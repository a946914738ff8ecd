"""Retention: which rows are purged, and which stay."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp.auth.models import EditorSession, Invitation, SignInTally
from quizapp.database.db import Base, db, transaction
from quizapp.maintenance.retention import purge
from quizapp.plays.models import MoodResult, TriviaRound, VisitTally
from quizapp.quizzes.models import Edition, Quiz, Suggestion
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

    def test_forgets_the_networks_of_rounds_when_their_board_is_full(self, game: Flask) -> None:
        old = trivia_round("old", timedelta(days=3), is_finished=True)
        young = trivia_round("young", timedelta(days=1), is_finished=True)
        old.network_digest = young.network_digest = "digest"
        add(old, young)

        assert purge(now=NOW)["networks"] == 1
        known = select(TriviaRound.slug).where(TriviaRound.network_digest.is_not(None))
        assert set(db.session.scalars(known)) == {"young"}

    def test_forgets_the_networks_of_suggestions_that_are_decided_or_old(self, game: Flask) -> None:
        quiz_id = db.session.scalars(select(Quiz.id)).first()
        ages = {"open": timedelta(days=29), "rejected": timedelta(0), "old": timedelta(days=31)}
        for name, age in ages.items():
            add(
                Suggestion(
                    quiz_id=quiz_id,
                    proposal={"stem": name},
                    status=name if name == "rejected" else "open",
                    network_digests="digest",
                    suggested_at=NOW - age,
                )
            )

        assert purge(now=NOW)["networks of suggestions"] == 2
        known = select(Suggestion.proposal).where(Suggestion.network_digests.is_not(None))
        assert db.session.scalars(known).all() == [{"stem": "open"}]

    def test_sweeps_attempts_to_sign_in(self, app: Flask) -> None:
        for minutes in (0, 5, 10, 15):
            then = NOW - timedelta(minutes=minutes)
            add(SignInTally(who_digest=str(minutes), window=int(then.timestamp()) // 300))

        assert purge(now=NOW)["attempts to sign in"] == 2

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
