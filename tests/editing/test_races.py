"""What two people at the desk may do at the same moment, and what happens without the locks."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.auth import editors, second_factor
from quizapp.auth.models import Editor, Role
from quizapp.auth.queries import locked_editor
from quizapp.auth.sessions import WrongCredentials, use_second_factor
from quizapp.catalog.models import Artist
from quizapp.database.db import db, transaction
from quizapp.editing.documents import KINDS
from quizapp.editing.saving import EditedMeanwhile, Saved, save
from tests.editors import add_editor
from tests.races import Outcome, raced, without_locks

pytestmark = pytest.mark.storage

NOW = clock.now()


@dataclass(frozen=True)
class Race:
    """Two use cases of which one may succeed, and what must hold when both are through."""

    use_cases: tuple[Callable[[], object], ...]
    holds: Callable[[list[Outcome]], bool]


def successes(outcomes: list[Outcome]) -> int:
    return sum(not isinstance(outcome, Exception) for outcome in outcomes)


def refused_in_words(outcomes: list[Outcome], kind: type[Exception]) -> bool:
    """One came through; the other was told why, and did not fall over."""
    return successes(outcomes) == 1 and any(isinstance(outcome, kind) for outcome in outcomes)


def two_who_save_the_same() -> Race:
    artist = db.session.scalars(select(Artist)).first()
    assert artist is not None
    content, revision, object_id = KINDS["artist"].read(artist), artist.revision, artist.id
    author = add_editor("Hae-ra")

    def saving(name: str) -> Callable[[], Saved]:
        typed = {**content, "about": {"en": name, "ko": name}}
        return lambda: save(
            kind="artist",
            object_id=object_id,
            content=typed,
            revision=revision,
            author=author,
            now=NOW,
        )

    return Race(
        (saving("first"), saving("second")),
        lambda outcomes: refused_in_words(outcomes, EditedMeanwhile),
    )


def two_uses_of_one_invitation() -> Race:
    token = editors.invite(name="Sunny", role=Role.EDITOR, now=NOW)

    def accepting(password: str) -> Callable[[], None]:
        return lambda: editors.accept_invitation(token=token, password=password, now=NOW)

    return Race(
        (accepting("a night at the palace"), accepting("another night there")),
        lambda outcomes: refused_in_words(outcomes, editors.InvitationMissing),
    )


def two_uses_of_one_recovery_code() -> Race:
    codes = second_factor.new_recovery_codes()
    digests = [second_factor.recovery_digest(code) for code in codes]
    secret = second_factor.new_secret()
    editor_id = add_editor("Sunny", totp_secret=secret, recovery_digests=digests).id

    def use() -> None:
        with transaction():
            use_second_factor(locked_editor(editor_id), codes[0], NOW)

    return Race((use, use), lambda outcomes: refused_in_words(outcomes, WrongCredentials))


def two_admins_who_disable_each_other() -> Race:
    first, second = (add_editor(name, Role.ADMIN).id for name in ("Hae-ra", "Sunny"))

    def disabling(editor_id: int) -> Callable[[], None]:
        return lambda: editors.disable(editor_id=editor_id, now=NOW)

    def somebody_is_left(outcomes: list[Outcome]) -> bool:
        active = db.session.scalars(select(Editor).where(Editor.disabled_at.is_(None))).all()
        return len(active) == 1 and refused_in_words(outcomes, editors.LastAdmin)

    return Race((disabling(first), disabling(second)), somebody_is_left)


RACES = [
    two_who_save_the_same,
    two_uses_of_one_invitation,
    two_uses_of_one_recovery_code,
    two_admins_who_disable_each_other,
]


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
class TestTwoAtOnce:
    def test_are_one_and_one_refusal(self, game: Flask, race: Callable[[], Race]) -> None:
        run = race()

        outcomes = raced(game, *run.use_cases)

        assert run.holds(outcomes), outcomes

    def test_would_not_be_without_the_lock(self, game: Flask, race: Callable[[], Race]) -> None:
        run = race()

        with without_locks():
            outcomes = raced(game, *run.use_cases)

        assert not run.holds(outcomes), outcomes
