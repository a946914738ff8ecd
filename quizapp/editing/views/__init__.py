"""The pages of the desk, one module for each of its rooms."""

from quizapp.editing.access import bp

from . import account, home, people, sign_in

__all__ = ["account", "bp", "home", "people", "sign_in"]
