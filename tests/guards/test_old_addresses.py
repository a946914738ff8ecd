"""Addresses that were ever shared go on working: kept from before a site had several albums."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.web.page_cache import empty_page_cache
from tests.guards.visits import play_mood, play_round
from tests.playable_albums import add_playable_album, make_main

OF_EVERYBODY = """
/ /robots.txt /embed.js /service-worker.js
/{language}/ /{language}/mood/ /{language}/mood/mood/ /{language}/mood/?friend={result}
/{language}/trivia/ /{language}/trivia/quizzes/trivia/ /{language}/trivia/archive
/{language}/trivia/quizzes/trivia/archive /{language}/trivia/leaderboard/all
/{language}/trivia/quizzes/trivia/leaderboard/all /{language}/trivia/leaderboard/{day}
/{language}/album/ /{language}/albums/the-last-empress-ost/ /{language}/tracks/not-over
/{language}/chapters/why-it-matters /{language}/artists/gaho /{language}/themes/love
/{language}/diary /{language}/search/?q=love /{language}/suggest?about=trivia /{language}/offline
/{language}/app.webmanifest /{language}/deleted /{language}/embed/mood
/api/v1/albums /api/v1/albums/the-last-empress-ost /api/v1/quizzes/mood /api/v1/trivia/today
"""
"""As pages, feeds and people's notes have them, of commit 42df54f."""
OF_PLAYERS = """
/r/{result} /{language}/r/{result} /{language}/r/{result}/delete /{language}/embed/r/{result}
/c/{comparison} /{language}/c/{comparison} /{language}/embed/c/{comparison}
/t/{round} /{language}/trivia/t/{round} /{language}/trivia/play/{key}/
/{language}/trivia/play/{key}/result /{language}/trivia/play/{key}/review
/{language}/trivia/play/{key}/1 /api/v1/results/{result}
/qr/result/{result}.svg /qr/track/not-over.svg /qr/home/the-last-empress-ost.svg
/oembed?url=https://quiz.example.org/r/{result} /oembed?url=https://quiz.example.org/en/mood/
/oembed?url=https://quiz.example.org/
"""
CARD = re.compile(r"/cards/[\w/.-]+\.png")


def _addresses(client: FlaskClient, language: str) -> Iterator[str]:
    result, comparison = play_mood(client, f"/{language}/mood/")
    key, challenge = play_round(client, f"/{language}/trivia/")
    day = re.search(r'data-house-day="([\d-]+)"', client.get(f"/{language}/trivia/").text)
    assert day
    known = {"language": language, "result": result, "comparison": comparison}
    known |= {"round": challenge, "key": key, "day": day[1]}
    for template in (OF_EVERYBODY + OF_PLAYERS).split():
        yield template.format(**known)
    for page in (f"/{language}/", f"/{language}/r/{result}", f"/{language}/tracks/not-over"):
        yield CARD.findall(client.get(page).text)[0]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ko"])
class TestOldAddresses:
    def test_open_on_a_site_of_three_albums_whichever_is_the_main_one(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        stored = [*_addresses(client, language)]
        assert {client.get(path, follow_redirects=True).status_code for path in stored} == {200}
        for number in (2, 3):
            add_playable_album(number)

        for main in ("the-last-empress-ost", "sample-2"):
            make_main(main)
            empty_page_cache(game)
            failed = [
                path
                for path in stored
                if client.get(path, follow_redirects=True).status_code != 200
            ]
            assert failed == []

    def test_without_a_name_lead_to_the_main_album(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        slug = add_playable_album(2)
        make_main(slug)
        empty_page_cache(game)

        for path in ("", "mood/", "trivia/", "trivia/archive", "album/", "embed/mood"):
            assert "Two" in _read(client, language, path) or "둘" in _read(client, language, path)
        for path in (f"mood/{slug}-mood/", f"trivia/quizzes/{slug}-trivia/", f"albums/{slug}/"):
            answer = client.get(f"/{language}/{path}?friend=x")
            short = f"/{language}/{path.split('/')[0].removesuffix('s')}/?friend=x"
            assert (answer.status_code, answer.location) == (307, short)

    def test_keep_a_sheet_that_was_begun_when_another_album_was_the_main_one(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        slug = add_playable_album(2)
        page = client.get(f"/{language}/mood/").text
        attempt = re.search(r'name="attempt"[^>]*value="([^"]+)"', page)
        assert attempt
        make_main(slug)
        empty_page_cache(game)

        answer = client.post(f"/{language}/mood/", data={"attempt": attempt[1]})

        assert (answer.status_code, answer.location) == (307, f"/{language}/mood/mood/")


def _read(client: FlaskClient, language: str, path: str) -> str:
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    return answer.text
