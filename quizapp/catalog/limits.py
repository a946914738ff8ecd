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
EPISODES = range(1000)
"""0 stands for nothing watched yet; how many there are says the album."""
USUAL_EPISODE_COUNT = 52
"""Of an album that does not say."""
CATEGORY_LIMIT = 20
"""Longest slug of a category of questions."""
CATEGORY_COUNT = 12
"""Most categories of one album."""
