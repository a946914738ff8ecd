"""Public pages that suggest and flag, and the editors' pages that review."""

from . import admin, correct, flag, suggest
from .blueprint import bp

__all__ = ["admin", "bp", "correct", "flag", "suggest"]
