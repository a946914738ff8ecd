"""Where a track can be heard."""

from urllib.parse import unquote

from flask.testing import FlaskClient


class TestListenLinks:
    def test_search_for_artists_and_title(self, client: FlaskClient, game: object) -> None:
        page = client.get("/en/tracks/not-over").text

        assert "https://open.spotify.com/search/가호 끝이 아니길" in unquote(page)

    def test_search_for_the_title_a_song_has_where_it_comes_from(
        self, client: FlaskClient, game: object
    ) -> None:
        page = client.get("/ko/tracks/ichinichi-dake").text

        assert "https://open.spotify.com/search/서지안 一日だけ" in unquote(page)
