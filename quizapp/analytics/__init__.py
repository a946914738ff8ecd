"""Anonymous counts of how far players come, and their figures for editors."""
