"""Whose scene a track is: one sourced line, folded where it gives the story away."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.catalog.queries import main_album, tracks_of
from quizapp.database.db import transaction
from quizapp.mood.publishing import publish
from quizapp.packs.files import Pack, read_pack
from quizapp.packs.schemas import Track
from quizapp.packs.service import shipped_packs
from tests.players import MoodPlayer

FOLD = re.compile(
    r'<details data-safe-after="(\d+)">\s*<summary>(.*?)</summary>(.*?)</details>', re.S
)
TOLD_LATER = re.compile("Woo-bin|우빈|Yoo-ra|유라|propos|청혼|프러포즈")
"""What only those know who have watched: whose love it is, and what the emperor is after."""


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return read_pack(shipped_packs()[0])


class TestShippedScenes:
    def test_are_told_of_every_track(self, shipped: Pack) -> None:
        assert [track.slug for track in shipped.album.tracks if track.scene is None] == []

    def test_are_shielded_where_they_name_what_comes_later(self, shipped: Pack) -> None:
        unsafe = [track.slug for track in shipped.album.tracks if _is_told_too_early(track)]

        assert unsafe == []

    def test_are_the_only_place_that_does(self, shipped: Pack) -> None:
        album = shipped.album
        open_texts = {
            **{track.slug: f"{track.story} {track.tagline}" for track in album.tracks},
            **{chapter.slug: str(chapter.body) for chapter in album.chapters},
            **{artist.slug: str(artist.about) for artist in album.artists},
            album.album.slug: str(album.album.intro),
        }

        assert [slug for slug, text in open_texts.items() if TOLD_LATER.search(text)] == []


def _is_told_too_early(track: Track) -> bool:
    scene = track.scene
    return bool(scene and not scene.spoiler_episode and TOLD_LATER.search(str(scene.text)))


class TestTrackPage:
    def test_folds_what_spoils_and_says_from_when_it_is_safe(
        self, game: Flask, client: FlaskClient
    ) -> None:
        [(episode, summary, told)] = FOLD.findall(client.get("/en/tracks/eottaesseulkka").text)

        assert (episode, "up to episode 32" in summary) == ("32", True)
        assert "Woo-bin" in told
        assert 'href="https://wowkorea.jp/news/read/381774.html"' in told

    def test_tells_openly_what_is_safe(self, game: Flask, client: FlaskClient) -> None:
        page = client.get("/en/tracks/yeojaui-gyeolsim").text

        assert "Sunny’s own stage, in episodes 5 and 6." in FOLD.sub("", page)

    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_names_nothing_of_it_outside_the_fold(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        for track in tracks_of(main_album().id):
            page = client.get(f"/{language}/tracks/{track.slug}").text
            text = page.partition("<main")[2].partition("<table")[0]

            assert TOLD_LATER.findall(FOLD.sub("", text)) == [], track.slug


class TestResultPage:
    def test_folds_the_scene_of_its_track(self, game: Flask, client: FlaskClient) -> None:
        pages = [client.get(_play(client, option)).text for option in range(4)]

        for page in pages:
            text = page.partition("<main")[2]
            assert "Whose scene it is" in text
            assert TOLD_LATER.findall(FOLD.sub("", text)) == []

    def test_keeps_the_line_it_was_made_with(self, game: Flask, client: FlaskClient) -> None:
        address = _play(client, 2)
        before = client.get(address).text
        with transaction():
            for track in tracks_of(main_album().id):
                track.scene_source = ""
        publish(quiz_slug="mood", now=clock.now())

        assert client.get(address).text == before
        # in the other language: a page that was just served may be served again for a second
        assert "누구의 장면일까요" not in client.get(_play(client, 2, "ko")).text


def _play(client: FlaskClient, option: int, language: str = "en") -> str:
    player = MoodPlayer(client, language)
    player.open_quiz()
    return player.play_to_the_end(first_option=option)
