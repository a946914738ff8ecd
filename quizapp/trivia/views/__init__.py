"""Trivia as pages: a lobby, one question at a time, and what there is to see afterwards."""

from . import afterwards, playing, starting
from .blueprints import bp, root_bp

__all__ = ["afterwards", "bp", "playing", "root_bp", "starting"]
