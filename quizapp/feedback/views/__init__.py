"""Public pages that suggest and flag, and the editors' pages that review."""

from quizapp.feedback.moderation import views as moderation

from . import admin, correct, flag, suggest
from .blueprint import bp

__all__ = ["admin", "bp", "correct", "flag", "moderation", "suggest"]
