"""The forms in which editors write content."""
