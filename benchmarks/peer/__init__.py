"""The game beside another quiz on the same machine and settings; see docs/performance.md, P6."""
