"""The quiz and its results inside other people's pages."""

import json
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.players import MoodPlayer
from tests.sharing.conftest import Made
from tests.sharing.crawler import unfold

ORIGIN = "https://quiz.example.org"


class TestFraming:
    @pytest.mark.parametrize("path", ["mood", "r/{}"])
    def test_is_allowed_to_everybody(self, client: FlaskClient, result: Made, path: str) -> None:
        headers = client.get(f"/ko/embed/{path.format(result.slug)}").headers

        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers

    def test_is_refused_by_every_other_page(
        self, client: FlaskClient, result: Made, comparison: Made
    ) -> None:
        values = {"slug": "not-over", "language": "en"}
        paths = {
            client.application.url_map.bind("").build(rule.endpoint, values)
            for rule in client.application.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            and rule.arguments <= values.keys()
            and not rule.endpoint.startswith("embed.")
        }
        paths |= {f"/en/r/{result.slug}", f"/en/c/{comparison.slug}", "/nowhere"}

        assert len(paths) > 15
        for path in paths:
            headers = client.get(path, buffered=True).headers
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
            assert headers["X-Frame-Options"] == "DENY", path


class TestQuiz:
    def test_is_played_to_the_result_without_leaving_the_frame(self, player: MoodPlayer) -> None:
        player.address = "/en/embed/mood"
        player.open_quiz()

        address = player.play_to_the_end()

        assert address.startswith("/en/embed/r/")
        assert player.client.get(address).status_code == 200

    def test_tells_the_page_around_it_how_high_it_is(
        self, client: FlaskClient, game: Flask
    ) -> None:
        assert "sharing/frame.js" in client.get("/en/embed/mood").text
        script = client.get("/embed.js", buffered=True)
        assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert script.status_code == 200


class TestOembed:
    def ask(self, client: FlaskClient, url: str, **query: str) -> dict[str, object]:
        answer = client.get("/oembed", query_string={"url": url, **query})
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        found: dict[str, object] = json.loads(answer.text)
        return found

    @pytest.mark.parametrize("path", ["/", "/en/", "/ko/mood/", "/r/{}", "/ko/r/{}", "/en/r/{}"])
    def test_gives_html_for_what_can_be_framed(
        self, client: FlaskClient, result: Made, path: str
    ) -> None:
        answer = self.ask(client, ORIGIN + path.format(result.slug))

        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        assert f'<iframe src="{ORIGIN}/' in str(answer["html"])
        assert answer["title"]

    def test_is_discovered_from_the_page(self, client: FlaskClient, result: Made) -> None:
        seen = unfold(client, f"/r/{result.slug}", "ko")

        address = seen.link("alternate", type="application/json+oembed")
        assert address.startswith(f"{ORIGIN}/oembed?url={ORIGIN}/ko/r/{result.slug}&")
        assert f"/ko/embed/r/{result.slug}" in client.get(address).get_json()["html"]

    def test_speaks_xml_too(self, client: FlaskClient, result: Made) -> None:
        url = f"{ORIGIN}/ko/r/{result.slug}"
        answer = client.get("/oembed", query_string={"url": url, "format": "xml"})

        assert answer.mimetype == "text/xml"
        root = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
        said = {child.tag: child.text for child in root}
        assert said == {name: str(value) for name, value in self.ask(client, url).items()}

    def test_keeps_to_the_room_there_is(self, client: FlaskClient, result: Made) -> None:
        answer = self.ask(client, f"{ORIGIN}/r/{result.slug}", maxwidth="400", maxheight="500")

        assert (answer["width"], answer["height"]) == (400, 500)
        assert "thumbnail_url" not in answer

    @pytest.mark.parametrize("room", ["-5", "0", "x", "9" * 40, ""])
    def test_takes_no_nonsense_for_room(self, client: FlaskClient, result: Made, room: str) -> None:
        answer = self.ask(client, f"{ORIGIN}/r/{result.slug}", maxwidth=room)

        assert 260 <= int(str(answer["width"])) <= 600

    @pytest.mark.parametrize(
        "url",
        [
            *("", "x", "http://[", "https://evil.example/r/x", "http://quiz.example.org/"),
            *(f"{ORIGIN}/en/artists/gaho", f"{ORIGIN}/r/nothing", f"{ORIGIN}.evil.example/"),
            *(f"{ORIGIN}/r/a\x00", f"{ORIGIN}@evil.example/", f"{ORIGIN}/healthz"),
        ],
    )
    def test_of_anything_else_is_not_there(
        self, client: FlaskClient, game: Flask, url: str
    ) -> None:
        assert client.get("/oembed", query_string={"url": url}).status_code in {400, 404}

    def test_knows_no_other_format(self, client: FlaskClient, game: Flask) -> None:
        query = {"url": f"{ORIGIN}/", "format": "yaml"}
        assert client.get("/oembed", query_string=query).status_code == 400
