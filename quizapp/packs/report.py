"""The acceptance figures of a pack's mood quiz, computed without a database."""

import time
from collections.abc import Iterator

from quizapp.mood.report import Figure, mood_report, timings
from quizapp.mood.scoring import ScoreTable, compile_table, core_order

from .shapes import AlbumFile, MoodFile, MoodItem

SEED = 2018_11_21


def mood_figures(album: AlbumFile, mood: MoodFile) -> Iterator[Figure]:
    table = mood_table(album, mood)
    yield from mood_report(table, seed=SEED)
    yield from timings(table, seed=SEED, cpu_time=time.process_time)


def mood_table(album: AlbumFile, mood: MoodFile) -> ScoreTable:
    """The table that publishing the pack would compile: items in the best order, core first."""
    order = core_order(_compiled(album, mood, mood.items))
    return _compiled(album, mood, [mood.items[index] for index in order])


def _compiled(album: AlbumFile, mood: MoodFile, items: list[MoodItem]) -> ScoreTable:
    return compile_table(
        [[option.weights for option in item.options] for item in items],
        {track.slug: track.profile for track in album.tracks},
        themes=[theme.slug for theme in album.themes],
        core_count=mood.quiz.core_count,
        decider_count=mood.quiz.decider_count,
        decider_lead=mood.quiz.decider_lead,
    )
