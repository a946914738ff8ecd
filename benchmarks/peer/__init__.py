"""Peer benchmark: the game beside another quiz, same settings; see docs/performance.md, P6."""
