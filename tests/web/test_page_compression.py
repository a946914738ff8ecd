"""Cached pages, compressed for whoever takes that."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.cached_pages import FOR_EVERYBODY, PER_VISIT, TRACK


@pytest.fixture(autouse=True)
def _content(game: Flask) -> None:
    """Every test here has the shipped content."""


class TestCompression:
    @pytest.mark.parametrize("path", FOR_EVERYBODY)
    def test_is_for_who_takes_gzip_and_changes_nothing(
        self, client: FlaskClient, path: str
    ) -> None:
        plain = client.get(path)

        cold, warm = _gzipped(client, path), _gzipped(client, path)

        assert "Content-Encoding" not in plain.headers
        assert cold.headers["Content-Encoding"] == warm.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(cold.data) == gzip.decompress(warm.data) == plain.data
        assert warm.headers["Content-Length"] == str(len(warm.data))
        assert plain.headers["Vary"] == warm.headers["Vary"] == "Accept-Encoding"

    def test_begins_with_the_visitor_for_whom_the_page_is_drawn(self, client: FlaskClient) -> None:
        first = _gzipped(client, TRACK)

        assert first.headers["Content-Encoding"] == "gzip"
        assert client.get(TRACK).data == gzip.decompress(first.data)

    def test_is_done_once(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[bytes] = []

        def compress(data: bytes, *more: int, mtime: int) -> bytes:
            done.append(data)
            return original(data, *more, mtime=mtime)

        original = gzip.compress
        monkeypatch.setattr(gzip, "compress", compress)
        for _ in range(3):
            _gzipped(client, TRACK)

        assert len(done) == 1

    @pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip;q=0, *"])
    def test_is_not_for_who_does_not_take_it(self, client: FlaskClient, accepted: str) -> None:
        for _ in range(2):
            answer = client.get(TRACK, headers={"Accept-Encoding": accepted})

            assert "Content-Encoding" not in answer.headers
            assert "</html>" in answer.text

    def test_is_known_again_by_the_tag_of_the_page(self, client: FlaskClient) -> None:
        tag = client.get(TRACK).headers["ETag"]

        answer = client.get(TRACK, headers={"If-None-Match": tag, "Accept-Encoding": "gzip"})

        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert _gzipped(client, TRACK).headers["ETag"] == tag

    @pytest.mark.parametrize("path", PER_VISIT)
    def test_never_tells_the_length_of_what_is_the_visitors_own(
        self, client: FlaskClient, path: str
    ) -> None:
        for _ in range(2):
            assert "Content-Encoding" not in _gzipped(client, path).headers


def _gzipped(client: FlaskClient, path: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": "br;q=0.1, gzip"})
