"""Search tracks, artists, themes, chapters and past questions."""
