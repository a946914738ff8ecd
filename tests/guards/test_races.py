"""What must hold when one overtakes another between its look and its first write, in every room."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import clock
from quizapp.auth.access import CurrentEditor
from quizapp.auth.models import Role
from quizapp.database.db import Base, db, transaction
from quizapp.feedback.service import suggest as suggestions
from quizapp.feedback.service.suggest import QueueFull, ShareFull, suggest
from quizapp.mood.comparison.service import compare
from quizapp.plays.models import Comparison, LeaderboardEntry, MoodResult
from quizapp.plays.ownership import key_of
from quizapp.publishing.service import publish
from quizapp.question_files.service import PlanChanged, import_staged, stage, staged_plan
from quizapp.quizzes import content as contents
from quizapp.quizzes.models import Edition, Item, Suggestion
from quizapp.quizzes.queries import content_now, live_edition, quiz_by_slug
from quizapp.sharing.service import delete_result
from quizapp.texts import Localized
from quizapp.trivia.service.board import NamedBefore, enter_board
from tests.editors import add_editor
from tests.mood.comparison.test_service import slug_of
from tests.players import MoodPlayer
from tests.races import PATIENCE_SECONDS, Outcome, overtaken, without_locks
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

NOW = clock.now()
TABLE = b"question,option 1,option 2,key\nWho sings at once?,Gaho,Kei,1\n"
NETWORK = ["203.0.113.9"]


@dataclass(frozen=True)
class Race:
    """Two use cases, and what must hold of what they came to and of the database."""

    slow: Callable[[], object]
    fast: Callable[[], object]
    holds: Callable[[Outcome, Outcome], bool]


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def somebody(name: str, role: Role = Role.EDITOR) -> CurrentEditor:
    """An editor whom all threads may ask."""
    return CurrentEditor(add_editor(name, role).id, name, role)


def one_round_under_two_names(_app: Flask) -> Race:
    player = TriviaPlayer(live_edition("trivia", "trivia"), NOW)
    key = player.play_today().play_key

    def entering(name: str) -> Callable[[], object]:
        return lambda: enter_board(play_key=key, typed=name, now=player.now)

    def is_one_name(slow: Outcome, fast: Outcome) -> bool:
        names = set(db.session.scalars(select(LeaderboardEntry.nickname)))
        return names == {"Moon"} and isinstance(fast, NamedBefore)

    return Race(entering("Moon"), entering("Sun"), is_one_name)


def a_comparison_with_what_is_deleted(app: Flask) -> Race:
    player = MoodPlayer(app.test_client())
    player.open_quiz()
    friend, own = (slug_of(player.play_to_the_end(first_option=n)) for n in (0, 1))
    key = key_of(db.session.scalars(select(MoodResult).where(MoodResult.slug == friend)).one())
    cards = Path(app.instance_path) / "cards"

    def is_gone(slow: Outcome, fast: Outcome) -> bool:
        facts = db.session.scalars(select(Comparison.facts)).all()
        return facts == [{}] and (isinstance(slow, str), fast) == (True, None)

    return Race(
        lambda: compare(friend_slug=friend, slug=own, now=NOW),
        lambda: delete_result(slug=friend, key=key, cards=cards, now=NOW),
        is_gone,
    )


def one_content_published_twice(_app: Flask) -> Race:
    author = somebody("Hae-ra", Role.ADMIN)
    with transaction():
        quiz_by_slug("trivia").title = Localized("New", "새것")
    digest = contents.digest(content_now(quiz_by_slug("trivia")))
    before = count(Edition)

    def publishing() -> object:
        return publish(quiz_slug="trivia", digest=digest, reason="", author=author, now=NOW)

    def is_one(slow: Outcome, fast: Outcome) -> bool:
        return count(Edition) == before + 1 and slow == fast == live_edition("trivia", "trivia").id

    return Race(publishing, publishing, is_one)


def suggesting(stem: str, networks: list[str]) -> Callable[[], object]:
    quiz_id = quiz_by_slug("trivia").id
    return lambda: suggest(quiz_id=quiz_id, proposal={"stem": stem}, networks=networks, now=NOW)


def one_suggestion_sent_twice(_app: Flask) -> Race:
    sending = suggesting("Who?", NETWORK)
    return Race(sending, sending, lambda *both: both == (None, None) and count(Suggestion) == 1)


def two_suggestions_for_the_last_place(_app: Flask) -> Race:
    with transaction():
        rows = [{"stem": str(number)} for number in range(suggestions.MOST_OPEN - 1)]
        quiz_id = quiz_by_slug("trivia").id
        fields = {"quiz_id": quiz_id, "suggested_at": NOW}
        db.session.add_all([Suggestion(proposal=row, **fields) for row in rows])
    return Race(
        suggesting("first", ["203.0.113.9"]),
        suggesting("second", ["203.0.113.10"]),
        lambda slow, fast: slow is None and isinstance(fast, QueueFull),
    )


def two_suggestions_for_the_last_place_of_a_network(_app: Flask) -> Race:
    for number in range(suggestions.SHARES[0] - 1):
        suggesting(str(number), NETWORK)()
    return Race(
        suggesting("first", NETWORK),
        suggesting("second", NETWORK),
        lambda slow, fast: slow is None and isinstance(fast, ShareFull),
    )


def importing(name: str, table: bytes) -> Callable[[], object]:
    """Import as an editor who has looked at the file."""
    author = somebody(name)
    fields: dict[str, Any] = {"name": "a.csv", "format_name": "", "album_id": 1, "now": NOW}
    stage(data=table, editor_id=author.id, **fields)
    digest = staged_plan(editor_id=author.id).plan.digest
    in_own_process = import_staged.__wrapped__  # type: ignore[attr-defined]  # no common door
    return lambda: in_own_process(digest=digest, author=author, now=NOW).added


def one_file_imported_by_two(_app: Flask) -> Race:
    before = count(Item)

    def is_in_once(slow: Outcome, fast: Outcome) -> bool:
        return count(Item) == before + 1 and slow == 1 and isinstance(fast, PlanChanged)

    return Race(importing("Sunny", TABLE), importing("Hyuk", TABLE), is_in_once)


def two_files_with_questions_of_one_slug(_app: Flask) -> Race:
    before = count(Item)

    def are_both_in(slow: Outcome, fast: Outcome) -> bool:
        return (slow, fast) == (1, 1) and count(Item) == before + 2

    other = TABLE.replace(b"once?", b"once!")
    return Race(importing("Sunny", TABLE), importing("Hyuk", other), are_both_in)


RACES = [
    one_round_under_two_names,
    a_comparison_with_what_is_deleted,
    one_content_published_twice,
    one_suggestion_sent_twice,
    two_suggestions_for_the_last_place,
    two_suggestions_for_the_last_place_of_a_network,
    one_file_imported_by_two,
    two_files_with_questions_of_one_slug,
]


HELD_TWICE = {one_content_published_twice}
"""Races that a UNIQUE column and a second try would hold without the lock too."""


class TestOvertaking:
    @pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
    def test_changes_nothing(self, game: Flask, race: Callable[[Flask], Race]) -> None:
        run = race(game)

        outcomes = overtaken(game, run.slow, run.fast)

        assert run.holds(*outcomes), outcomes

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "race", [race for race in RACES if race not in HELD_TWICE], ids=lambda race: race.__name__
    )
    def test_would_without_the_lock(self, game: Flask, race: Callable[[Flask], Race]) -> None:
        run = race(game)

        with without_locks():
            outcomes = overtaken(game, run.slow, run.fast, patience=PATIENCE_SECONDS)

        assert not run.holds(*outcomes), outcomes
