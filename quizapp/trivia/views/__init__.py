"""Views of trivia: starting a round, playing it, and its result and boards."""

from . import afterwards, playing, starting
from .blueprints import bp, root_bp

__all__ = ["afterwards", "bp", "playing", "root_bp", "starting"]
