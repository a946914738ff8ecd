"""Players" suggestions and flags, and the desk"s pages for them."""

from . import desk, flag, suggest
from .blueprint import bp

__all__ = ["bp", "desk", "flag", "suggest"]
