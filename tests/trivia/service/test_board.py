from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update

from quizapp.database.db import db, transaction
from quizapp.plays.models import LeaderboardEntry, NameWord, TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.nickname import NicknameProblem
from quizapp.trivia.pages import Board, board, result
from quizapp.trivia.queries import day_histogram, item_tallies, round_by_key
from quizapp.trivia.service.board import (
    NamedBefore,
    NicknameRefused,
    NicknameTaken,
    NotForTheBoard,
    answers_of,
    enter_board,
)
from quizapp.trivia.service.starts import (
    ANY,
    PracticeFilter,
    start_challenge,
    start_practice,
    start_today,
)
from quizapp.trivia.view_models import ResultPage
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

        enter_board(now=NOW, play_key=round_.play_key, typed="  Moon   Rabbit ")

        for day in (None, NOW.date()):
            [row] = board(player.edition, day=day, start=None).rows
            assert (row.rank, row.nickname, row.score) == (1, "Moon Rabbit", round_.score)
        assert board(player.edition, day=NOW.date() + timedelta(days=1), start=None).rows == []

    @pytest.mark.parametrize(("first", "second"), [(3, 7), (7, 3)])
    def test_keeps_the_best_of_a_nickname(
        self, player: TriviaPlayer, first: int, second: int
    ) -> None:
        yesterday = player.play_today(first)
        enter_board(now=NOW, play_key=yesterday.play_key, typed="Moon Rabbit")
        player.now = NOW + timedelta(days=1)
        today = player.play_today(second)

        enter_board(
            now=player.now,
            play_key=today.play_key,
            typed="moon rabbit",
            earlier_keys=["nonsense", yesterday.play_key],
        )

        assert [right for _, right in all_time(player.edition)] == [7]
        [row] = board(player.edition, day=today.day, start=None).rows
        assert (row.nickname, row.right_count) == ("moon rabbit", second)

    @pytest.mark.parametrize("typed", ["moon", "ＭＯＯＮ", "Mo\u200bon", " Moon "])
    def test_gives_nobody_the_nickname_of_another(self, player: TriviaPlayer, typed: str) -> None:
        enter_board(now=NOW, play_key=player.play_today(3).play_key, typed="Moon")
        other = player.play_today(8)

        with pytest.raises(NicknameTaken) as refusal:
            enter_board(now=NOW, play_key=other.play_key, typed=typed)

        assert all_time(player.edition) == [("Moon", 3)]
        assert round_by_key(other.play_key).nickname == ""
        enter_board(now=NOW, play_key=other.play_key, typed=refusal.value.offer)
        assert [right for _, right in all_time(player.edition)] == [8, 3]

    def test_offers_what_is_free(self, player: TriviaPlayer) -> None:
        for typed in ("Sunny", "sunny 2", "SUNNY 3"):
            enter_board(now=NOW, play_key=player.play_today().play_key, typed=typed)

        with pytest.raises(NicknameTaken) as refusal:
            enter_board(now=NOW, play_key=player.play_today().play_key, typed="sunny")

        assert refusal.value.offer == "sunny 4"

    def test_offers_no_more_letters_than_a_nickname_has(self, player: TriviaPlayer) -> None:
        enter_board(now=NOW, play_key=player.play_today().play_key, typed="m" * 24)

        with pytest.raises(NicknameTaken) as refusal:
            enter_board(now=NOW, play_key=player.play_today().play_key, typed="m" * 24)

        assert refusal.value.offer == "m" * 22 + " 2"

    def test_takes_no_key_of_a_stranger_for_a_proof(self, player: TriviaPlayer) -> None:
        mine = player.play_today()
        enter_board(now=NOW, play_key=mine.play_key, typed="Rabbit")
        enter_board(now=NOW, play_key=player.play_today().play_key, typed="Moon")
        other = player.play_today()

        for earlier in ([], [other.play_key], [mine.play_key], [mine.slug]):
            with pytest.raises(NicknameTaken):
                enter_board(now=NOW, play_key=other.play_key, typed="moon", earlier_keys=earlier)

    def test_leaves_a_hidden_nickname_to_nobody(self, player: TriviaPlayer) -> None:
        mine = player.play_today()
        enter_board(now=NOW, play_key=mine.play_key, typed="Moon")
        with transaction():
            db.session.execute(update(LeaderboardEntry).values(is_hidden=True))
        player.now = NOW + timedelta(days=1)

        with pytest.raises(NicknameRefused):
            enter_board(
                now=player.now,
                play_key=player.play_today().play_key,
                typed="moon",
                earlier_keys=[mine.play_key],
            )

        assert all_time(player.edition) == []

    def test_refuses_words_that_editors_wrote_down(self, player: TriviaPlayer) -> None:
        with transaction():
            db.session.add(NameWord(word="rabbit", kind="inside", added_at=NOW))

        with pytest.raises(NicknameRefused):
            enter_board(now=NOW, play_key=player.play_today().play_key, typed="moonrabbits")

    def test_of_equal_scores_the_earlier_one_stays_ahead(self, player: TriviaPlayer) -> None:
        for typed in ("second to none", "first letter"):
            enter_board(now=NOW, play_key=player.play_today().play_key, typed=typed)

        assert [name for name, _ in all_time(player.edition)] == ["second to none", "first letter"]

    def test_sent_again_changes_nothing(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        enter_board(now=NOW, play_key=key, typed="moon")

        enter_board(now=NOW, play_key=key, typed=" moon ")

        assert all_time(player.edition) == [("moon", 8)]

    def test_takes_one_nickname_for_a_round(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        enter_board(now=NOW, play_key=key, typed="moon")

        with pytest.raises(NamedBefore):
            enter_board(now=NOW, play_key=key, typed="sun")

        assert all_time(player.edition) == [("moon", 8)]

    def test_refuses_a_round_that_is_not_finished(self, player: TriviaPlayer) -> None:
        with pytest.raises(NotForTheBoard):
            enter_board(now=NOW, play_key=player.begin_today(), typed="moon")

    def test_refuses_what_is_not_todays(self, player: TriviaPlayer) -> None:
        origin = player.play_today()
        taken = start_challenge(slug=origin.slug, start=player.start())
        player.play(taken, [True] * 8)

        with pytest.raises(NotForTheBoard):
            enter_board(now=NOW, play_key=taken, typed="moon")

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
            enter_board(now=NOW, play_key=round_.play_key, typed=typed)

        assert problem in refusal.value.problems
        assert round_by_key(round_.play_key).nickname == ""
        assert all_time(player.edition) == []

    def test_refuses_every_answer_short_enough_for_a_nickname(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        short = [text for text in answers_of(player.edition.content) if len(text) <= 24]
        assert len(short) > 50

        for text in short:
            with pytest.raises(NicknameRefused) as refusal:
                enter_board(now=NOW, play_key=key, typed=f" {text.upper()} ")
            assert NicknameProblem.ANSWER in refusal.value.problems


class TestWhatCounts:
    """The first finished round of a day; a cheat gains little by more of them."""

    def test_is_no_round_that_the_browser_calls_another(self, player: TriviaPlayer) -> None:
        key = start_today(edition=player.edition, start=player.start(), is_again=True)
        again = player.play(key, [True] * 8)

        with pytest.raises(NotForTheBoard, match="again"):
            enter_board(now=NOW, play_key=key, typed="moon")

        assert again.day == NOW.date()
        assert result_of(again).standing is None
        assert day_histogram(player.edition.quiz_id, NOW.date(), 8) == [0] * 9

    def test_is_no_round_begun_after_its_network_saw_an_answer(self, player: TriviaPlayer) -> None:
        player.network = "one"
        first = player.begin_today()
        player.play(first, [True])

        player.play(first, [True] * 8)
        replayed = player.play_today(8)

        assert (round_by_key(first).is_again, replayed.is_again) == (False, True)
        with pytest.raises(NotForTheBoard, match="again"):
            enter_board(now=NOW, play_key=replayed.play_key, typed="moon")
        enter_board(now=NOW, play_key=first, typed="moon")
        assert all_time(player.edition) == [("moon", 8)]

    def test_is_a_round_begun_before_or_elsewhere_or_on_the_next_day(
        self, player: TriviaPlayer
    ) -> None:
        player.network = "one"
        before = player.begin_today()
        player.play_today(1)

        player.network = "other"
        elsewhere = player.play_today(1)
        player.network = "one"
        player.now += timedelta(days=1)
        later = player.play_today(1)

        assert not any(round_.is_again for round_ in (round_by_key(before), elsewhere, later))

    def test_is_no_round_that_a_challenge_gave_away(self, player: TriviaPlayer) -> None:
        player.network = "other"
        origin = player.play_today()
        player.network = "one"
        player.play(start_challenge(slug=origin.slug, start=player.start()), [False] * 8)

        assert player.play_today().is_again

    def test_is_no_hasty_round(self, player: TriviaPlayer) -> None:
        key = player.begin_today()
        player.send(key, 1, player.token(key, 1, right=True))
        player.play(key, [True] * 8)

        with pytest.raises(NotForTheBoard, match="hasty"):
            enter_board(now=NOW, play_key=key, typed="moon")

    def test_is_no_round_of_long_ago(self, player: TriviaPlayer) -> None:
        key = player.play_today().play_key
        late = NOW + timedelta(days=2, minutes=1)

        with pytest.raises(NotForTheBoard, match="too-late"):
            enter_board(now=late, play_key=key, typed="moon")

    def test_are_ten_rounds_of_a_network(self, player: TriviaPlayer) -> None:
        player.network = "one"
        keys = [player.begin_today() for _ in range(11)]
        for key in keys:
            player.play(key, [True] * 8)
        for number, key in enumerate(keys[:10]):
            enter_board(now=player.now, play_key=key, typed=f"guest {number}")

        with pytest.raises(NotForTheBoard, match="crowded"):
            enter_board(now=player.now, play_key=keys[10], typed="guest 10")

    def test_teaches_difficulty_only_the_first_time(self, player: TriviaPlayer) -> None:
        key = start_today(edition=player.edition, start=player.start(), is_again=True)
        player.play(key, [True] * 8)

        assert item_tallies(round_by_key(key).item_ids) == {}


class TestPractice:
    def test_asks_nothing_of_today(self, player: TriviaPlayer) -> None:
        today = set(round_by_key(player.begin_today()).item_ids)
        everything = PracticeFilter(ANY, 99)

        for seed in range(40):
            key = start_practice(
                edition=player.edition,
                practice_filter=everything,
                rng=Random(seed),
                start=player.start(),
            )
            assert not today & set(round_by_key(key).item_ids)


def result_of(round_: TriviaRound) -> ResultPage:
    page = result(play_key=round_.play_key, language="en", now=NOW)
    assert page
    return page


class TestBoard:
    @pytest.mark.slow
    def test_is_read_page_by_page_without_gap_or_repeat(self, player: TriviaPlayer) -> None:
        for number in range(45):
            round_ = player.play_today(right_count=number % 3)
            enter_board(now=NOW, play_key=round_.play_key, typed=f"player {number}")

        pages = [read(player.edition)]
        while pages[-1].next_page:
            pages.append(board(player.edition, day=None, start=pages[-1].next_page))

        rows = [row for page in pages for row in page.rows]
        assert [len(page.rows) for page in pages] == [20, 20, 5]
        assert [row.rank for row in rows] == list(range(1, 46))
        assert len({row.nickname for row in rows}) == 45
        assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
