"""The pages of the desk, one module for each of its rooms."""

from quizapp.editing.access import bp

from . import balance, documents, filters, history, home, preview, quizzes

__all__ = ["balance", "bp", "documents", "filters", "history", "home", "preview", "quizzes"]
