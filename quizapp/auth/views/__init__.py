"""Pages about editors: sign in and out, accounts, invitations."""

from . import account, editors, sign_in
from .blueprint import bp

__all__ = ["account", "bp", "editors", "sign_in"]
