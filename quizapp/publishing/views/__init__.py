"""Pages about a quiz: items, balance report, publishing."""

from . import balance, guide, quizzes
from .blueprint import bp

__all__ = ["balance", "bp", "guide", "quizzes"]
