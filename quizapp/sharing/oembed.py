"""oEmbed: from the address of a page to the HTML that shows it elsewhere (oembed.com, 1.0)."""

from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from flask import current_app, g, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from quizapp.catalog.words import site_words
from quizapp.config import current_settings
from quizapp.errors import Missing
from quizapp.quizzes.album_view_models import here, main_quiz
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from quizapp.web.addresses import public_url

from .frames import HEIGHT, WIDTH, frame_html
from .shares import Share, ShareKind, share_by_slug

NARROWEST, SHORTEST = 260, 200
OPENINGS = {"home_root.choose_language", "home.home", "catalog.album"}
RESULTS = {"mood_root.choose_language", "mood.result"}


class NotEmbeddable(Missing):
    """The address is not of this site, or of a page that others cannot show."""


def embedded_share(url: str) -> Share:
    """The share of a page of this site; sets the language of the answer to that of the page.

    :raises NotEmbeddable:
    :raises Gone: when its owner took it away.
    """
    endpoint, values = _route(url)
    if "language" in values:
        g.language = values["language"]
    if endpoint in RESULTS:
        return share_by_slug(ShareKind.RESULT, values["slug"])
    return share_by_slug(ShareKind.HOME, _opened_album(endpoint, values.get("slug", "")))


def _opened_album(endpoint: str, slug: str) -> str:
    """The album whose opening is meant by its page, by that of its quiz, or without a name."""
    if endpoint in OPENINGS:
        return here().slug
    if endpoint == "catalog.other_album":
        return slug
    if endpoint == "mood.quiz":
        return live_edition(slug or main_quiz(QuizKind.MOOD), QuizKind.MOOD).content.album_slug
    raise NotEmbeddable("address")


def rich(share: Share, most_width: int | None, most_height: int | None) -> dict[str, Any]:
    """The answer for a consumer that has this much room, in pixels; None is as much as we like."""
    width = max(NARROWEST, min(WIDTH, most_width or WIDTH))
    height = max(SHORTEST, min(HEIGHT, most_height or HEIGHT))
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": share.title,
        "provider_name": site_words().title,
        "provider_url": public_url(url_for("home_root.choose_language")),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame_html(share.title, share.embed, width, height),
    }
    card = share.cards["landscape"]
    if card.width <= (most_width or card.width) and card.height <= (most_height or card.height):
        answer |= {
            "thumbnail_url": card.url,
            "thumbnail_width": card.width,
            "thumbnail_height": card.height,
        }
    return answer


def to_xml(answer: dict[str, Any]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(root, name).text = str(value)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _route(url: str) -> tuple[str, dict[str, Any]]:
    try:
        parts, own = urlsplit(url), urlsplit(current_settings().public_url)
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            raise NotEmbeddable("address")
        if not f"{parts.path}/".startswith(f"{own.path}/"):
            raise NotEmbeddable("address")
        path = parts.path.removeprefix(own.path)
        endpoint, values = current_app.url_map.bind(own.netloc).match(path or "/")
    except (HTTPException, RequestRedirect, ValueError) as problem:
        raise NotEmbeddable("address") from problem
    return endpoint, dict(values)
