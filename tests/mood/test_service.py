"""From a sheet to a decider or a result, also when it is sent again and again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import clock
from quizapp.db import Base, db
from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.service import Decider, Finished, NoEvidence, WrongDeciders, respond
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import MoodResult, OptionTally, OutcomeTally, VisitTally
from tests.mood.sheets import as_fields, clear_sheet, close_sheet, settled
from tests.players import Player

AT_ONCE = 50


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

        assert _send(quiz, sheet) == _send(quiz, sheet)
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
        self, game: Flask, quiz: PlayableEdition, player: Player
    ) -> None:
        player.open_quiz()
        data = {**player.hidden, **as_fields(quiz, clear_sheet(quiz))}
        db.session.remove()  # its snapshot is from before the players
        start = Barrier(AT_ONCE)

        def send(_number: int) -> tuple[int, str]:
            client = game.test_client()
            start.wait()
            answer = client.post("/en/mood/", data=data)
            return answer.status_code, answer.headers.get("Location", "")

        with ThreadPoolExecutor(AT_ONCE) as threads:
            answers = set(threads.map(send, range(AT_ONCE)))

        assert {status for status, _ in answers} == {303}
        assert len(answers) == 1
        assert _count(MoodResult) == 1
        assert db.session.scalars(select(OutcomeTally.result_count)).all() == [1]
