"""The operator's commands that concern the game as a whole."""

from .checking import check
from .data import backup, migrate, move, purge, reopen, restore
from .serving import serve, version

COMMANDS = (backup, check, migrate, move, purge, reopen, restore, serve, version)

__all__ = ["COMMANDS"]
