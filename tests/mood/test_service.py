"""From a sheet to a decider or a result, also when it is sent again and again."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Table, UniqueConstraint, event, func, insert, select
from sqlalchemy.schema import AddConstraint, DropConstraint

from quizapp import clock
from quizapp.database.db import Base, db
from quizapp.mood import service
from quizapp.mood.flow import Decider, NoEvidence, WrongDeciders
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.service import Finished, respond
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import MoodResult, OptionTally, OutcomeTally, VisitTally
from tests.mood.sheets import as_fields, clear_sheet, close_sheet, settled
from tests.players import MoodPlayer

pytestmark = pytest.mark.storage

AT_ONCE = 50
WRITERS = 20
"""As many as have a connection of their own."""


def _send(quiz: PlayableEdition, sheet: Sheet, attempt: str = "a") -> Decider | Finished:
    return respond(quiz=quiz, sheet=sheet, attempt=attempt, now=clock.now())


def _count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestRespond:
    def test_keeps_a_clear_sheet_as_a_result(self, quiz: PlayableEdition) -> None:
        step = _send(quiz, clear_sheet(quiz))

        assert isinstance(step, Finished)
        assert len(step.slug) == 22
        assert _count(MoodResult) == 1

    def test_asks_a_decider_while_two_tracks_are_close(self, quiz: PlayableEdition) -> None:
        step = _send(quiz, close_sheet(quiz))

        assert isinstance(step, Decider)
        assert step.item in quiz.content.items[quiz.table.core_count :]
        assert len(set(step.leaders)) == 2
        assert _count(MoodResult) == 0

    @pytest.mark.parametrize("option", [0, None])
    def test_keeps_a_result_after_the_deciders_answered_or_skipped(
        self, quiz: PlayableEdition, option: int | None
    ) -> None:
        assert isinstance(_send(quiz, settled(quiz, close_sheet(quiz), option)), Finished)

    def test_of_the_same_attempt_again_gives_the_same_result(self, quiz: PlayableEdition) -> None:
        sheet = clear_sheet(quiz)

        first, again = _send(quiz, sheet), _send(quiz, sheet)

        assert first == again
        assert isinstance(first, Finished)
        assert isinstance(again, Finished)
        assert (first.is_new, again.is_new) == (True, False)
        assert _count(MoodResult) == 1
        assert db.session.scalars(select(OutcomeTally.result_count)).all() == [1]

    def test_of_other_answers_in_the_same_attempt_gives_another_result(
        self, quiz: PlayableEdition
    ) -> None:
        sheet = clear_sheet(quiz)
        first = next(at for at, answer in enumerate(sheet.answers) if answer is not None)
        other = replace(sheet, answers=_changed(sheet.answers, first))

        slugs = {_send(quiz, settled(quiz, s)) for s in (sheet, other)}

        assert len(slugs) == 2

    def test_of_the_same_answers_by_somebody_else_gives_another_result(
        self, quiz: PlayableEdition
    ) -> None:
        sheet = clear_sheet(quiz)

        assert _send(quiz, sheet, "a") != _send(quiz, sheet, "b")

    def test_of_nothing_picks_nothing(self, quiz: PlayableEdition) -> None:
        with pytest.raises(NoEvidence):
            _send(quiz, Sheet((None,) * len(quiz.content.items)))

        assert _count(MoodResult) == 0

    def test_counts_the_track_the_options_and_the_finish(self, quiz: PlayableEdition) -> None:
        sheet = clear_sheet(quiz)
        answered = sum(answer is not None for answer in sheet.answers)

        _send(quiz, sheet)

        assert _count(OptionTally) == answered
        assert db.session.scalars(select(OptionTally.response_count)).all() == [1] * answered
        assert db.session.scalars(select(VisitTally.step)).all() == ["finish"]

    def test_refuses_deciders_that_nobody_asked(self, quiz: PlayableEdition) -> None:
        sheet = clear_sheet(quiz)
        last = len(sheet.answers) - 1

        for tampered in (
            replace(sheet, deciders=(last,)),
            replace(sheet, answers=_changed(sheet.answers, last)),
            Sheet(_changed(sheet.answers, last), (last,)),
        ):
            with pytest.raises(WrongDeciders):
                _send(quiz, settled(quiz, tampered))

    def test_refuses_deciders_in_another_order_or_twice(self, quiz: PlayableEdition) -> None:
        sheet = settled(quiz, close_sheet(quiz))
        asked = sheet.deciders

        for deciders in ((asked[0],) * 2, tuple(reversed((*asked, len(sheet.answers) - 1)))):
            if deciders != asked:
                with pytest.raises(WrongDeciders):
                    _send(quiz, replace(sheet, deciders=deciders))


def _changed(answers: Sequence[int | None], at: int) -> tuple[int | None, ...]:
    other = 1 if answers[at] != 1 else 2
    return (*answers[:at], other, *answers[at + 1 :])


class TestManyAtOnce:
    def test_make_one_row_and_one_count(
        self, game: Flask, quiz: PlayableEdition, player: MoodPlayer
    ) -> None:
        answers = _send_at_once(game, quiz, player)

        assert {status for status, _ in answers} == {307}
        assert len({address for _, address in answers}) == 1
        assert _count(MoodResult) == 1
        assert db.session.scalars(select(OutcomeTally.result_count)).all() == [1]

    def test_would_make_many_rows_without_the_unique_one(
        self,
        game: Flask,
        quiz: PlayableEdition,
        player: MoodPlayer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The red twin on PostgreSQL; SQLite cannot drop a constraint."""
        if db.engine.dialect.name == "postgresql":
            monkeypatch.setattr(service, "insert_new", _insert_anyway)
            with _without_unique_sheets():
                _send_at_once(game, quiz, player)
                assert _count(MoodResult) > 1

    def test_would_fail_some_without_minding_the_conflict(
        self,
        game: Flask,
        quiz: PlayableEdition,
        player: MoodPlayer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The red twin of the INSERT that leaves the row that got there first."""
        monkeypatch.setattr(service, "insert_new", _insert_anyway)
        assert 500 in {status for status, _ in _send_at_once(game, quiz, player)}


def _insert_anyway(
    model: type[Base], row: dict[str, Any], *, unique: object, connection: Connection
) -> bool:
    connection.execute(insert(model), row)
    return True


def _send_at_once(game: Flask, quiz: PlayableEdition, player: MoodPlayer) -> list[tuple[int, str]]:
    """Status and address that many senders of one sheet get, who all look before anyone writes."""
    player.open_quiz()
    data = {**player.hidden, **as_fields(quiz, clear_sheet(quiz))}
    db.session.remove()  # its snapshot is from before the players
    start = Barrier(AT_ONCE)
    have_looked = Barrier(WRITERS, timeout=0.5)

    def send(_number: int) -> tuple[int, str]:
        client = game.test_client()
        start.wait()
        answer = client.post("/en/mood/", data=data)
        return answer.status_code, answer.headers.get("Location", "")

    def meet(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT"):
            with suppress(BrokenBarrierError):
                have_looked.wait()

    with _listening("before_cursor_execute", meet), ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(send, range(AT_ONCE)))


@contextmanager
def _listening(moment: str, listener: Callable[..., None]) -> Iterator[None]:
    event.listen(db.engine, moment, listener)
    yield
    event.remove(db.engine, moment, listener)


@contextmanager
def _without_unique_sheets() -> Iterator[None]:
    table = MoodResult.__table__
    assert isinstance(table, Table)
    rule = next(
        constraint
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint) and "attempt" in constraint.columns
    )
    with db.engine.begin() as connection:
        connection.execute(DropConstraint(rule))
    try:
        yield
    finally:
        db.session.remove()
        with db.engine.begin() as connection:
            connection.execute(table.delete())
            connection.execute(AddConstraint(rule))
