"""Values that are kept in the process until their subject changes."""

from flask import Flask
from sqlalchemy import func, select, update

from quizapp.catalog.models import Album, Track
from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import db, transaction
from quizapp.web.kept import kept, memory
from quizapp.web.page_cache import empty_page_cache

computed: list[str] = []


@kept(CONTENT)
def track_count(album: str) -> int:
    computed.append(album)
    wanted = select(func.count()).select_from(Track).join(Track.album).where(Album.slug == album)
    return db.session.scalar(wanted) or 0


class TestKept:
    def test_is_computed_once_for_each_version_and_argument(self, game: Flask) -> None:
        computed.clear()

        assert track_count("the-last-empress-ost") == track_count("the-last-empress-ost") == 10
        assert track_count("x") == 0
        with transaction():
            db.session.execute(update(Track).values(part=7))
        track_count("x")

        assert computed == ["the-last-empress-ost", "x", "x"]

    def test_goes_with_the_page_cache(self, game: Flask) -> None:
        memory("name")["a"] = 1
        assert memory("name") == {"a": 1}

        empty_page_cache(game)

        assert memory("name") == {}
