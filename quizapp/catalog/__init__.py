"""The album with its tracks, artists, themes and chapters, their pages and emblems."""
