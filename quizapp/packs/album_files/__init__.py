"""A whole album in one file: read it, compare it, take it over, undo that, write it."""
