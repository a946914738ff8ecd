"""View of sitemap.xml: every page that search engines may list, in each language."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from flask import Blueprint, make_response, url_for
from werkzeug.wrappers import Response

from quizapp.catalog import queries as catalog
from quizapp.catalog.models import Album
from quizapp.quizzes.album_view_models import Here, here, shelf
from quizapp.texts import DEFAULT_LANGUAGE, LANGUAGES
from quizapp.web.addresses import public_url
from quizapp.web.page_cache import cached_content

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
Xml.register_namespace("", PROTOCOL)
Xml.register_namespace("xhtml", XHTML)
Page = tuple[str, dict[str, Any]]
"""An endpoint that takes a language, with its other values."""

bp = Blueprint("sitemap", __name__)


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """The map in the format of sitemaps.org, with the same page in other languages beside each."""
    response = make_response(_sitemap())
    response.mimetype = "application/xml"
    return response


@cached_content
def _sitemap() -> str:
    root = Xml.Element(f"{{{PROTOCOL}}}urlset")
    for endpoint, values in _pages():
        addresses = {
            code: public_url(url_for(endpoint, **values, language=code)) for code in LANGUAGES
        }
        for address in addresses.values():
            root.append(_url(address, addresses))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")


def _url(address: str, addresses: dict[str, str]) -> Xml.Element:
    url = Xml.Element(f"{{{PROTOCOL}}}url")
    Xml.SubElement(url, f"{{{PROTOCOL}}}loc").text = address
    alternates = [*addresses.items(), ("x-default", addresses[DEFAULT_LANGUAGE])]
    for code, other in alternates:
        Xml.SubElement(url, f"{{{XHTML}}}link", rel="alternate", hreflang=code, href=other)
    return url


def _pages() -> Iterator[Page]:
    """What everybody finds: the openings, then album by album, then what they share."""
    yield "home.home", {}
    yield "moods.start", {}
    if len(shelf()) > 1:
        yield "home.albums", {}
    artists: dict[str, None] = {}
    for album in catalog.live_albums():
        yield from _pages_of(album, here(album.slug))
        artists |= dict.fromkeys(artist.slug for artist in catalog.artists_of(album.id))
    for slug in artists:
        yield "catalog.artist", {"slug": slug}
    for theme in catalog.theme_tags():
        yield "catalog.theme", {"slug": theme.slug}


def _pages_of(album: Album, place: Here) -> Iterator[Page]:
    yield place.guide_page
    for kind, slug in place.album.offered.items():
        yield ("mood.quiz" if kind == "mood" else "trivia.lobby"), {"slug": slug}
    for chapter in catalog.listed_chapters(album):
        yield "catalog.chapter", {"slug": chapter.slug}
    for track in catalog.tracks_of(album.id):
        yield "catalog.track", {"slug": track.slug}
