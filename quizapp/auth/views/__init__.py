"""Pages of sign-in, accounts and editors."""

from . import account, editors, sign_in
from .blueprint import bp

__all__ = ["account", "bp", "editors", "sign_in"]
