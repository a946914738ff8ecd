"""A site of three albums: no page of one leads into another, except where it says so."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.texts import LANGUAGES
from quizapp.web.page_cache import empty_page_cache
from tests.guards.album_crawler import AlbumCrawl, Albums
from tests.guards.visits import play_mood, play_round
from tests.playable_albums import add_playable_album, make_main

MAIN = "the-last-empress-ost"


def _played(client: FlaskClient, mood: str, trivia: str) -> list[str]:
    """The pages that one visitor of an album makes: result, comparison, a round with its pages."""
    result, comparison = play_mood(client, mood)
    key, challenge = play_round(client, trivia)
    made = (f"r/{result}", f"r/{result}/delete", f"embed/r/{result}", f"c/{comparison}")
    pages = (f"trivia/play/{key}/{page}" for page in ("1", "result", "review", "delete"))
    return [f"{mood[:4]}{path}" for path in (*made, *pages, f"trivia/t/{challenge}")]


@pytest.mark.slow
@pytest.mark.parametrize("main", [MAIN, "sample-3"])
class TestThreeAlbums:
    def test_keep_their_links_to_themselves(
        self, game: Flask, client: FlaskClient, main: str
    ) -> None:
        for number in (2, 3):
            add_playable_album(number)
        make_main(main)
        empty_page_cache(game)  # it looks for changes twice a second only
        crawl = AlbumCrawl(client, Albums(game, main))
        starts = []
        for language in LANGUAGES:
            for slug in ("sample-2", "sample-3"):
                here = "" if slug == main else f"{slug}-mood/"
                there = "" if slug == main else f"quizzes/{slug}-trivia/"
                starts += [f"/{language}/mood/{here}", f"/{language}/trivia/{there}"]
        played = [
            address
            for mood, trivia in zip(starts[::2], starts[1::2], strict=True)
            for address in _played(client, mood, trivia)
        ]
        openings = [
            f"/{code}{path}" for code in LANGUAGES for path in ("/", "/albums/", "/search/")
        ]

        crawl.run([*openings, *starts, *played, *(f"/{code}/embed/mood" for code in LANGUAGES)])

        looked_at = set(crawl.pages.values())
        assert crawl.faults == [], "\n".join(crawl.faults)
        assert looked_at == {"", MAIN, "sample-2", "sample-3"}
        assert len(crawl.pages) > 150
