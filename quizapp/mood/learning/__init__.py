"""Learn from bets which of the editors' points to change; nothing changes by itself."""
