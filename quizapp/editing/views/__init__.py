"""The pages of the desk, one module for each of its rooms."""

from quizapp.editing.access import bp

from . import (
    account,
    balance,
    documents,
    filters,
    history,
    home,
    people,
    preview,
    quizzes,
    sign_in,
)

__all__ = [
    "account",
    "balance",
    "bp",
    "documents",
    "filters",
    "history",
    "home",
    "people",
    "preview",
    "quizzes",
    "sign_in",
]
