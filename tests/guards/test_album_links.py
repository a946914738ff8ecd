"""A site of three albums: no page of one leads into another, except where it says so."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.texts import LANGUAGES
from quizapp.web.page_cache import empty_page_cache
from tests.albums import add_sample_album, make_main
from tests.guards.album_crawler import AlbumCrawl, Albums
from tests.players import MoodPlayer

MAIN = "the-last-empress-ost"
ATTEMPT = re.compile(r'name="attempt"[^>]*value="([^"]+)"')
OPTION = re.compile(r'name="option" value="([^"]+)"')


def _played(client: FlaskClient, language: str, mood: str, trivia: str) -> list[str]:
    """The pages that one visitor of an album makes: result, comparison, a round with its pages."""
    player = MoodPlayer(client, language)
    player.address = mood
    player.open_quiz()
    result = player.play_to_the_end(first_option=0)
    player.open_quiz(friend=result.rpartition("/")[2])
    comparison = player.play_to_the_end(first_option=1)
    round_ = _play_round(client, trivia)
    framed = result.replace("/r/", "/embed/r/")
    return [result, comparison, framed, f"{result}/delete", *round_]


def _play_round(client: FlaskClient, lobby: str) -> list[str]:
    attempt = ATTEMPT.search(client.get(lobby).text)
    assert attempt
    address = client.post(lobby, data={"attempt": attempt[1]}).headers["Location"]
    root = address.rpartition("/")[0]
    asked = client.get(address).text
    for position in range(1, 9):
        option = OPTION.search(client.get(f"{root}/{position}").text)
        assert option
        client.post(f"{root}/{position}", data={"option": option[1]})
        client.post(f"{root}/{position + 1}/ask")
    assert asked
    return [f"{root}/{page}" for page in ("1", "result", "review", "delete")]


@pytest.mark.slow
@pytest.mark.parametrize("main", [MAIN, "sample-3"])
class TestThreeAlbums:
    def test_keep_their_links_to_themselves(
        self, game: Flask, client: FlaskClient, main: str
    ) -> None:
        for number in (2, 3):
            add_sample_album(number)
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
            for address in _played(client, mood[1:3], mood, trivia)
        ]
        openings = [
            f"/{code}{path}" for code in LANGUAGES for path in ("/", "/albums/", "/search/")
        ]

        crawl.run([*openings, *starts, *played, *(f"/{code}/embed/mood" for code in LANGUAGES)])

        looked_at = set(crawl.pages.values())
        assert crawl.faults == [], "\n".join(crawl.faults)
        assert looked_at == {"", MAIN, "sample-2", "sample-3"}
        assert len(crawl.pages) > 150
