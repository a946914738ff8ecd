"""The beacon that counts visits, and the desk's figures."""

from . import beacon, desk
from .blueprint import bp

__all__ = ["beacon", "bp", "desk"]
