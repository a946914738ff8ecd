import numpy as np
import pytest

from quizapp.mood import simulation
from quizapp.mood.learning import model
from quizapp.mood.learning.model import Bets, Habit
from tests.mood.builders import sample_table


def clicked(count: int) -> Bets:
    quiz, rng = simulation.arrays(sample_table()), np.random.default_rng(1)
    answers = simulation.clickers(quiz, count=count, rng=rng).answers
    runs = simulation.play(quiz, answers, rng)
    tracks = len(quiz.table.tracks)
    shown = rng.random((count, tracks)) < 0.5
    chosen = rng.integers(tracks, size=count)
    shown[np.arange(count), chosen] = True
    return Bets(answers, runs.asked, shown, chosen)


class TestScores:
    def test_are_the_scores_of_play(self) -> None:
        quiz, bets = simulation.arrays(sample_table()), clicked(200)
        found = model.scores(
            model.frame_of(quiz), model.content_of(quiz), model.crowd_of(quiz, bets)
        )
        played = simulation.total(quiz, bets.answers, bets.asked) / 1000
        assert found == pytest.approx(played, abs=0.01)


class TestOdds:
    def test_lie_on_the_tracks_shown(self) -> None:
        quiz, bets = simulation.arrays(sample_table()), clicked(50)
        z = np.zeros((50, len(quiz.table.tracks)))
        odds = model.odds(Habit(1.0, z[0], 0.2), z, model.crowd_of(quiz, bets))
        assert odds.chances[~bets.shown].max() == 0
        assert np.exp(odds.logs) == pytest.approx(1 / bets.shown.sum(axis=1))


class TestFitHabit:
    def test_finds_how_bets_were_made(self) -> None:
        rng = np.random.default_rng(2)
        z = rng.normal(0, 1.5, (20_000, 4))
        base = np.array([0.6, 0.2, -0.2, -0.6])
        meant = simulation.softmax(1.4 * z + base).cumsum(axis=1)
        chosen = (meant < rng.random((len(z), 1))).sum(axis=1)
        chosen = np.where(rng.random(len(z)) < 0.3, rng.integers(4, size=len(z)), chosen)
        crowd = model.Crowd(np.zeros((len(z), 1)), np.ones(z.shape, dtype=bool), chosen)
        habit = model.fit_habit(z, crowd)
        assert habit.sharpness == pytest.approx(1.4, abs=0.15)
        assert habit.blind == pytest.approx(0.3, abs=0.04)
        assert habit.base - habit.base.mean() == pytest.approx(base, abs=0.15)
