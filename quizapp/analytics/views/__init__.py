"""The beacon that counts visits, and the editors' pages with figures."""

from . import admin, beacon
from .blueprint import bp

__all__ = ["admin", "beacon", "bp"]
