"""The game for a WSGI server in a checkout; an installed one serves ``quizapp.wsgi:app``."""

from quizapp.wsgi import app

__all__ = ["app"]
