"""The acceptance figures of a pack's mood quiz, and a winning sheet for every track, computed
without a database."""

import time
from collections.abc import Iterator, Sequence

from benchmarks.evaluation.cpu_benchmark import costs
from benchmarks.evaluation.figures import Figure
from benchmarks.evaluation.mood_report import mood_report
from quizapp.mood import simulation
from quizapp.mood.balance.exact import count
from quizapp.mood.balance.reach import Reach, reaches
from quizapp.mood.scoring import ScoreTable, compile_table, core_order
from quizapp.packs.schemas import AlbumFile, QuizFile
from quizapp.quizzes.candidate import CandidateItem

LETTERS = "abcdef"


def mood_figures(album: AlbumFile, mood: QuizFile, *, seed: int) -> Iterator[Figure]:
    table = mood_table(album, mood)
    yield from mood_report(table, seed=seed)
    yield from costs(table, seed=seed, cpu_time=time.process_time)


def winning_sheets(album: AlbumFile, mood: QuizFile) -> Iterator[str]:
    """For every track one sheet that it wins and by how much, as the pack numbers its items."""
    order = core_order(_compiled(album, mood, mood.items))
    table = _compiled(album, mood, [mood.items[index] for index in order])
    for reach in reaches(table, count(simulation.arrays(table)).sheets):
        yield _sheet_line(reach, order)


def _sheet_line(reach: Reach, order: Sequence[int]) -> str:
    if reach.answers is None:
        return f"{reach.track:<30} has no winning sheet"
    places = sorted(zip(order, reach.answers, strict=True))
    chosen = [f"{at + 1}{LETTERS[answer]}" for at, answer in places if answer is not None]
    return f"{reach.track:<30} {' '.join(chosen)}  wins by {reach.lead}"


def mood_table(album: AlbumFile, mood: QuizFile) -> ScoreTable:
    """The table that publishing the pack would compile: items in the best order, core first."""
    order = core_order(_compiled(album, mood, mood.items))
    return _compiled(album, mood, [mood.items[index] for index in order])


def _compiled(album: AlbumFile, mood: QuizFile, items: Sequence[CandidateItem]) -> ScoreTable:
    return compile_table(
        [[option.weights for option in item.options] for item in items],
        {track.slug: track.profile for track in album.tracks},
        themes=[theme.slug for theme in album.themes],
        **mood.quiz.counts,
    )
