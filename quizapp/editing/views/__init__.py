"""The pages of the desk, one module for each of its rooms."""

from quizapp.editing.access import bp

from . import (
    account,
    analytics,
    balance,
    documents,
    exporting,
    feedback,
    filters,
    guide,
    history,
    home,
    importing,
    people,
    preview,
    quizzes,
    sign_in,
)

__all__ = [
    "account",
    "analytics",
    "balance",
    "bp",
    "documents",
    "exporting",
    "feedback",
    "filters",
    "guide",
    "history",
    "home",
    "importing",
    "people",
    "preview",
    "quizzes",
    "sign_in",
]
