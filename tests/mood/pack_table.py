"""The score table of a pack's mood quiz, compiled without a database."""

from collections.abc import Sequence

from quizapp.mood.scoring import ScoreTable, compile_table, core_order
from quizapp.packs.schemas import AlbumFile, QuizFile
from quizapp.quizzes.candidate import CandidateItem


def mood_table(album: AlbumFile, mood: QuizFile) -> ScoreTable:
    """The table that publishing the pack would compile: items in the best order, core first."""
    order = core_order(compiled(album, mood, mood.items))
    return compiled(album, mood, [mood.items[index] for index in order])


def compiled(album: AlbumFile, mood: QuizFile, items: Sequence[CandidateItem]) -> ScoreTable:
    return compile_table(
        [[option.weights for option in item.options] for item in items],
        {track.slug: track.profile for track in album.tracks},
        themes=[theme.slug for theme in album.themes],
        **mood.quiz.counts,
    )
