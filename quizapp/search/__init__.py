"""Find a track, artist, theme, chapter or past question by a few letters."""
