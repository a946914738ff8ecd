"""The pages that are cached: the same for everybody, or but for a few marks of the visitor."""

from flask import Flask

from quizapp.web.page_cache import RECHECK_SECONDS, page_cache_of

TRACK = "/en/tracks/not-over"
FOR_EVERYBODY = [
    "/en/",
    "/en/album/",
    TRACK,
    "/en/artists/gaho",
    "/en/themes/revenge",
    "/en/chapters/why-it-matters",
    "/en/diary",
]
PER_VISIT = ["/en/mood/", "/en/trivia/"]


def look_again(app: Flask) -> None:
    """Let the versions of what is cached be read again, as they are after `RECHECK_SECONDS`."""
    page_cache_of(app).checked_at -= RECHECK_SECONDS
