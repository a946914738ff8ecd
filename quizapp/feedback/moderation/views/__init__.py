"""The editors' pages of moderation."""

from . import deletions, log, names, words

__all__ = ["deletions", "log", "names", "words"]
