"""Reads a page as the preview of a chat app does: no cookies, no scripts, only the head."""

import io
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from PIL import Image


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "content" in values and "media" not in values:
            name = values.get("property") or values.get("name", "")
            assert name not in self.meta, f"{name} stands there twice"
            self.meta[name] = values["content"]
        elif tag == "link":
            self.links.append(values)


@dataclass(frozen=True)
class Preview:
    meta: dict[str, str]
    links: list[dict[str, str]]

    def link(self, rel: str, **wanted: str) -> str:
        """The address of the one link with this relation."""
        [found] = [
            link
            for link in self.links
            if link["rel"] == rel and all(link.get(name) == wanted[name] for name in wanted)
        ]
        return found["href"]


def unfold(client: FlaskClient, path: str, language: str, **headers: str) -> Preview:
    wanted = {"Accept-Language": language, "User-Agent": "chat-preview/1.0", **headers}
    answer = client.get(path, headers=wanted, follow_redirects=True)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    head = _Head()
    head.feed(answer.text.partition("</head>")[0])
    return Preview(head.meta, head.links)


def picture(client: FlaskClient, url: str) -> tuple[Image.Image, int]:
    """The picture at an absolute address, and how many bytes it has."""
    answer = client.get(urlsplit(url).path)
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    return Image.open(io.BytesIO(answer.data)), len(answer.data)
