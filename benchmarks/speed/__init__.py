"""Speed benchmark: the game as ratios to minimal views (floors); see docs/performance.md."""
