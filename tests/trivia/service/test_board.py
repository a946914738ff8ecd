from datetime import timedelta

import pytest

from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.nickname import NicknameProblem
from quizapp.trivia.pages import Board, board
from quizapp.trivia.queries import round_by_key
from quizapp.trivia.service.board import (
    NamedBefore,
    NicknameRefused,
    NotForTheBoard,
    answers_of,
    enter_board,
)
from quizapp.trivia.service.starts import start_challenge
from tests.trivia.conftest import NOW
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage


def all_time(edition: PublishedEdition) -> list[tuple[str, int]]:
    return [(row.nickname, row.right_count) for row in read(edition).rows]


def read(edition: PublishedEdition) -> Board:
    return board(edition, day=None, start=None)


class TestEnterBoard:
    def test_puts_the_round_on_both_boards(self, player: TriviaPlayer) -> None:
        round_ = player.play_today(right_count=6)

        enter_board(play_key=round_.play_key, typed="  Moon   Rabbit ")

        for day in (None, NOW.date()):
            [row] = board(player.edition, day=day, start=None).rows
            assert (row.rank, row.nickname, row.score) == (1, "Moon Rabbit", round_.score)
        assert board(player.edition, day=NOW.date() + timedelta(days=1), start=None).rows == []

    @pytest.mark.parametrize(("first", "second"), [(3, 7), (7, 3)])
    def test_keeps_the_best_of_a_nickname(
        self, player: TriviaPlayer, first: int, second: int
    ) -> None:
        for right_count in (first, second):
            enter_board(play_key=player.play_today(right_count).play_key, typed="Moon Rabbit")

        assert all_time(player.edition) == [("Moon Rabbit", 7)]

    def test_counts_nicknames_that_read_alike_as_one(self, player: TriviaPlayer) -> None:
        for typed in ("moon", "ＭＯＯＮ", "Mo\u200bon"):
            enter_board(play_key=player.play_today().play_key, typed=typed)

        assert all_time(player.edition) == [("moon", 8)]

    def test_of_equal_scores_the_earlier_one_stays_ahead(self, player: TriviaPlayer) -> None:
        for typed in ("second to none", "first letter"):
            enter_board(play_key=player.play_today().play_key, typed=typed)

        assert [name for name, _ in all_time(player.edition)] == ["second to none", "first letter"]

    def test_sent_again_changes_nothing(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        enter_board(play_key=key, typed="moon")

        enter_board(play_key=key, typed=" moon ")

        assert all_time(player.edition) == [("moon", 8)]

    def test_takes_one_nickname_for_a_round(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        enter_board(play_key=key, typed="moon")

        with pytest.raises(NamedBefore):
            enter_board(play_key=key, typed="sun")

        assert all_time(player.edition) == [("moon", 8)]

    def test_refuses_a_round_that_is_not_finished(self, player: TriviaPlayer) -> None:
        with pytest.raises(NotForTheBoard):
            enter_board(play_key=player.begin_today(), typed="moon")

    def test_refuses_what_is_not_todays(self, player: TriviaPlayer) -> None:
        origin = player.play_today()
        taken = start_challenge(slug=origin.slug, start=player.start())
        player.play(taken, [True] * 8)

        with pytest.raises(NotForTheBoard):
            enter_board(play_key=taken, typed="moon")

    @pytest.mark.parametrize(
        ("typed", "problem"),
        [
            ("\u200b\u202e", NicknameProblem.INVISIBLE),
            ("   ", NicknameProblem.INVISIBLE),
            ("m" * 25, NicknameProblem.TOO_LONG),
            ("mооn", NicknameProblem.MIXED_SCRIPTS),
        ],
    )
    def test_refuses_nicknames_against_the_rules(
        self, player: TriviaPlayer, typed: str, problem: NicknameProblem
    ) -> None:
        round_ = player.play_today()

        with pytest.raises(NicknameRefused) as refusal:
            enter_board(play_key=round_.play_key, typed=typed)

        assert problem in refusal.value.problems
        assert round_by_key(round_.play_key).nickname == ""
        assert all_time(player.edition) == []

    def test_refuses_every_answer_short_enough_for_a_nickname(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        short = [text for text in answers_of(player.edition.content) if len(text) <= 24]
        assert len(short) > 50

        for text in short:
            with pytest.raises(NicknameRefused) as refusal:
                enter_board(play_key=key, typed=f" {text.upper()} ")
            assert NicknameProblem.ANSWER in refusal.value.problems


class TestBoard:
    def test_is_read_page_by_page_without_gap_or_repeat(self, player: TriviaPlayer) -> None:
        for number in range(45):
            round_ = player.play_today(right_count=number % 3)
            enter_board(play_key=round_.play_key, typed=f"player {number}")

        pages = [read(player.edition)]
        while pages[-1].next_page:
            pages.append(board(player.edition, day=None, start=pages[-1].next_page))

        rows = [row for page in pages for row in page.rows]
        assert [len(page.rows) for page in pages] == [20, 20, 5]
        assert [row.rank for row in rows] == list(range(1, 46))
        assert len({row.nickname for row in rows}) == 45
        assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
