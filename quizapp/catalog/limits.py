"""Longest lengths of the catalog's texts, in characters, and the episodes of the drama."""

TITLE_LIMIT = 120
NAME_LIMIT = 80
LABEL_LIMIT = 30
PHRASE_LIMIT = 60
GLYPH_LIMIT = 2
TAGLINE_LIMIT = 90
CLAIM_LIMIT = 160
TEXT_LIMIT = 800
BODY_LIMIT = 4000
SLUG_LIMIT = 60
URL_LIMIT = 500
EPISODES = range(53)
"""0 stands for nothing watched yet."""
