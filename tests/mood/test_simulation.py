import numpy as np
import pytest

from quizapp.mood import simulation
from quizapp.mood.scoring import Answers, next_decider, score
from quizapp.mood.simulation import NOISES, RULES
from tests.mood.builders import sample_table


class TestPlay:
    def test_plays_every_sheet_as_the_game_does(self) -> None:
        table = sample_table()
        quiz, rng = simulation.arrays(table), np.random.default_rng(1)
        crowd = simulation.clickers(quiz, count=300, rng=rng)
        runs = simulation.play(quiz, crowd.answers, rng)
        for n, wishes in enumerate(crowd.answers.tolist()):
            answers: Answers = (*wishes[:8], None, None, None, None)
            asked: tuple[int, ...] = ()
            while (due := next_decider(table, answers, asked)) is not None:
                answers, asked = (*answers[:due], wishes[due], *answers[due + 1 :]), (*asked, due)
            assert tuple(runs.totals[n]) == score(table, answers).totals
            assert set(np.flatnonzero(runs.asked[n])) == {*range(8), *asked}


class TestFans:
    @pytest.mark.parametrize("rule", RULES)
    def test_get_their_track_far_more_often_than_by_chance(self, rule: str) -> None:
        quiz, rng = simulation.arrays(sample_table()), np.random.default_rng(2)
        appeal = simulation.attraction(quiz, NOISES["medium"], rng)
        crowd = simulation.fans(quiz, rule, NOISES["medium"], appeal, count=2000, rng=rng)
        runs = simulation.play(quiz, crowd.answers, rng)
        assert (runs.winners == crowd.fans).mean() > 0.5

    @pytest.mark.parametrize("rule", RULES)
    def test_choose_with_probabilities(self, rule: str) -> None:
        quiz, rng = simulation.arrays(sample_table()), np.random.default_rng(3)
        moods = simulation.moods(quiz, np.arange(10), NOISES["high"], rng)
        appeal = simulation.attraction(quiz, NOISES["high"], rng)
        odds = simulation.chances(quiz, moods, rule, NOISES["high"], appeal)
        assert odds.sum(axis=2) == pytest.approx(1)
        assert odds.min() > 0


class TestDraw:
    def test_draws_options_as_often_as_their_chances_say(self) -> None:
        odds = np.broadcast_to(np.array([[0.7, 0.2, 0.1, 0.0]]), (20_000, 1, 4))
        drawn = simulation.draw(odds, np.random.default_rng(4))
        assert np.bincount(drawn[:, 0], minlength=4) / 20_000 == pytest.approx(
            [0.7, 0.2, 0.1, 0], abs=0.02
        )
