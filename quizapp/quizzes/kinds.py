"""The closed sets of words that quizzes, items and sources choose from."""

from enum import StrEnum


class QuizKind(StrEnum):
    MOOD = "mood"
    TRIVIA = "trivia"


class Category(StrEnum):
    """What a trivia item asks about."""

    TRACKS = "tracks"
    ARTISTS = "artists"
    DRAMA = "drama"
    ON_SCREEN = "on-screen"
    ALBUM = "album"


class Confidence(StrEnum):
    """How well a source carries its fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
