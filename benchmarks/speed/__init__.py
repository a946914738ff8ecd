"""How fast the shipped game is, as ratios to the floors beside it; see docs/performance.md."""
