"""What is shared of an album beside the main one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.sharing.shares import Share, ShareKind, share_by_slug
from tests.playable_albums import add_playable_album
from tests.players import MoodPlayer

ORIGIN = "https://quiz.example.org"

pytestmark = pytest.mark.slow


@pytest.fixture
def second(game: Flask, client: FlaskClient) -> str:
    return add_playable_album(2)


def _share(game: Flask, slug: str) -> Share:
    with game.test_request_context("/en/"):
        return share_by_slug(ShareKind.RESULT, slug)


def _result(client: FlaskClient, quiz: str) -> str:
    player = MoodPlayer(client)
    player.address = f"/en/mood/{quiz}"
    player.open_quiz()
    return player.play_to_the_end().rpartition("/")[2]


class TestSecondAlbum:
    def test_is_named_by_share_and_card_of_its_results(
        self, game: Flask, client: FlaskClient, second: str
    ) -> None:
        share = _share(game, _result(client, f"{second}-mood/"))

        assert "Sample Album Two" in share.words
        assert "Sample Album Two" in share.content.headline
        assert "The Last Empress OST" in _share(game, _result(client, "")).words

    def test_is_embedded_by_its_own_addresses(self, client: FlaskClient, second: str) -> None:
        for path in (f"/en/albums/{second}/", f"/en/mood/{second}-mood/"):
            answer = client.get("/oembed", query_string={"url": ORIGIN + path}).json
            assert answer
            assert f"/en/embed/mood/{second}-mood" in answer["html"]
            assert f"/cards/home/{second}-" in answer["thumbnail_url"]

    def test_has_a_card_and_tags_of_its_own(self, client: FlaskClient, second: str) -> None:
        page = client.get(f"/ko/albums/{second}/").text

        assert f'<meta property="og:url" content="{ORIGIN}/ko/albums/{second}/">' in page
        assert f'rel="alternate" hreflang="en" href="{ORIGIN}/en/albums/{second}/"' in page
        assert f'<meta property="og:image" content="{ORIGIN}/cards/home/{second}-' in page

    def test_is_what_a_suggestion_from_its_pages_is_for(
        self, client: FlaskClient, second: str
    ) -> None:
        page = client.get(f"/en/suggest?about=tracks&album={second}").text

        assert "selected" in page.partition("Sample trivia quiz Two")[0].rpartition("<option")[2]


class TestOneAlbum:
    def test_is_named_by_no_share(self, game: Flask, client: FlaskClient) -> None:
        share = _share(game, _result(client, ""))

        assert "The Last Empress OST" not in share.words
        assert share.content.headline == "My track"
