"""Trivia as pages: a lobby, one question at a time, and what there is to see afterwards."""

from . import afterwards, playing, starting
from .blueprints import MAIN_QUIZ, bp, root_bp

__all__ = ["MAIN_QUIZ", "afterwards", "bp", "playing", "root_bp", "starting"]
