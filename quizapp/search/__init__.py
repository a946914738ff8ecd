"""Find a track, artist, theme or chapter by a few letters."""
