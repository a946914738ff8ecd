"""The desk"s pages about a quiz: items, balance, publishing."""

from . import balance, guide, quizzes
from .blueprint import bp

__all__ = ["balance", "bp", "guide", "quizzes"]
