"""Follows the links of a site of several albums, and tells which lead into another album."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from quizapp.catalog.models import Album, Chapter, Track
from quizapp.database.db import db
from quizapp.plays.models import Comparison, MoodResult, TriviaRound
from quizapp.quizzes.models import Edition, Quiz
from quizapp.texts import Localized

ORIGIN = "https://quiz.example.org"
LANGUAGES = {"/en", "/ko"}
PER_KIND = 2
"""Pages of one route, language and album that are looked at."""
SAYS_SO = ("li", "section")
"""Inside one of these a link may lead to another album, if its text there names that album."""
MAIN_ALONE = {"home.home", "home_root.choose_language", "catalog.album"}
OWN_QUIZ = {"mood.quiz", "mood.submit", "embed.quiz", "embed.submit"}
PLAYED = {"mood.result", "mood.own_result", "mood.change", "embed.result", "embed.own_result"}
PLAYED |= {"sharing.ask_to_delete", "sharing.delete", "sharing.ask_once_more"}
PLAYED |= {"mood_root.choose_language"}
COMPARED = {"mood.comparison", "mood.own_comparison", "mood_root.choose_comparison_language"}
CHALLENGED = {"trivia.challenge", "trivia.start_challenge", "trivia_root.choose_language"}
CATALOG: dict[str, type[Track | Chapter]] = {"catalog.track": Track, "catalog.chapter": Chapter}
CARDS = {"track": "catalog.track", "result": "mood.result", "comparison": "mood.comparison"}
CARDS |= {"round": "trivia.challenge", "home": "catalog.other_album", "today": "trivia.lobby"}


@dataclass
class Albums:
    """Which album an address belongs to: its slug, or nothing for what all albums share."""

    app: Flask
    main: str
    titles: dict[str, Localized] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = db.session.scalars(select(Album)).all()
        self.titles = {album.slug: album.title for album in rows}

    def of(self, address: str) -> str:
        endpoint, values = self.route(address)
        if endpoint in {"cards.card", "cards.qr"}:
            endpoint, values = CARDS[values["kind"]], {"slug": values["slug"]}
        if endpoint == "embed_root.oembed":
            return self.of(parse_qs(urlsplit(address).query)["url"][0])
        return self._of_route(endpoint, values.get("slug"), values.get("play_key"))

    def route(self, address: str) -> tuple[str, dict[str, str]]:
        """The endpoint of an address with its values, whichever method it answers."""
        adapter = self.app.url_map.bind("quiz.example.org")
        for method in ("GET", "POST"):
            with suppress(HTTPException):
                endpoint, values = adapter.match(urlsplit(address).path, method=method)
                return endpoint, dict(values)
        raise AssertionError(f"no page answers {address}")

    def _of_route(self, endpoint: str, slug: str | None, play_key: str | None) -> str:
        if endpoint in MAIN_ALONE or slug == "":
            return self.main
        if endpoint == "catalog.other_album":
            return slug or ""
        if endpoint in CATALOG:
            row = CATALOG[endpoint]
            return self._one(select(Album.slug).join(row).where(row.slug == slug))
        return self._of_play(endpoint, slug, play_key)

    def _of_play(self, endpoint: str, slug: str | None, play_key: str | None) -> str:
        if play_key:
            return self._made_with(TriviaRound.edition_id, TriviaRound.play_key == play_key)
        if endpoint in CHALLENGED:
            return self._made_with(TriviaRound.edition_id, TriviaRound.slug == slug)
        if endpoint in PLAYED:
            return self._made_with(MoodResult.edition_id, MoodResult.slug == slug)
        if endpoint in COMPARED:
            first = select(Comparison.first_id).where(Comparison.slug == slug)
            return self._made_with(MoodResult.edition_id, MoodResult.id == first.scalar_subquery())
        is_of_quiz = endpoint in OWN_QUIZ or endpoint.startswith("trivia.")
        of_quiz = select(Album.slug).join(Quiz).where(Quiz.slug == slug)
        return self._one(of_quiz) if is_of_quiz else ""

    def _made_with(self, edition: object, which: object) -> str:
        quizzes = select(Album.slug).join(Quiz).join(Edition, Edition.quiz_id == Quiz.id)
        ids = select(edition).where(which)  # type: ignore[call-overload]
        return self._one(quizzes.where(Edition.id == ids.scalar_subquery()))

    @staticmethod
    def _one(query: object) -> str:
        found: str | None = db.session.scalar(query)  # type: ignore[call-overload]
        return found or ""


@dataclass(frozen=True)
class Link:
    """Where an element leads, and the texts around it that may say so."""

    target: str
    around: tuple[str, ...]
    is_brand: bool
    is_followed: bool


@dataclass
class AlbumCrawl:
    """``pages`` are the albums of the pages that were looked at, ``faults`` what is wrong."""

    client: FlaskClient
    albums: Albums
    pages: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    kinds: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def run(self, starts: list[str]) -> None:
        waiting = [*starts]
        while waiting:
            address = waiting.pop(0)
            if address not in self.pages and self._is_wanted(address):
                waiting += self._read(address)

    def _is_wanted(self, address: str) -> bool:
        endpoint, _ = self.albums.route(address)
        if endpoint.startswith(("auth.", "editing.", "cards.", "install.")):
            return False
        kind = (endpoint, address[:3], self.albums.of(address))
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return self.kinds[kind] <= PER_KIND

    def _read(self, address: str) -> list[str]:
        page = self.client.get(address)
        own = self.pages[address] = self.albums.of(address)
        if page.location:
            return [_local(page.location, address)]
        if page.status_code >= 400:
            self.faults.append(f"{address}: {page.status_code}")
        if page.mimetype != "text/html":
            return []
        root = html5lib.parse(page.text, namespaceHTMLElements=False)
        if own:
            self._check_name(address, own, page.text)
        links = [link for link in _links(root, address) if link.target]
        if own:
            self._check(address, own, links)
        return [link.target for link in links if link.is_followed and link.target[:3] in LANGUAGES]

    def _check_name(self, address: str, own: str, text: str) -> None:
        title = self.albums.titles[own]
        if title.en not in text and title.ko not in text:
            self.faults.append(f"{address}: does not name its album")

    def _check(self, address: str, own: str, links: list[Link]) -> None:
        for link in links:
            other = self.albums.of(link.target)
            if other and other != own and not link.is_brand and not self._is_said(link, other):
                self.faults.append(f"{address} ({own}) leads to {link.target} ({other})")

    def _is_said(self, link: Link, other: str) -> bool:
        title = self.albums.titles[other]
        return any(title.en in text or title.ko in text for text in link.around)


def _links(element: Element, address: str, around: tuple[Element, ...] = ()) -> Iterator[Link]:
    """The links, forms and metadata of an element and of all in it."""
    if element.tag in SAYS_SO:
        around = (*around, element)
    for target in _targets(element, address):
        texts = tuple("".join(each.itertext()) for each in around[-1:])
        yield Link(target, texts, element.get("class") == "brand", element.tag == "a")
    for child in element:
        yield from _links(child, address, around)


def _targets(element: Element, address: str) -> list[str]:
    named = [element.get("content") or ""] if element.tag == "meta" else []
    named = [text for text in named if text.startswith(ORIGIN)]
    if element.get("rel") not in {"icon", "stylesheet", "manifest", "apple-touch-icon"}:
        named += [element.get(name) or "" for name in ("href", "action", "formaction")]
    named += [element.get(name) or "" for name in ("data-share", "data-picture", "data-address")]
    return [_local(each, address) for each in named if each]


def _local(target: str, address: str) -> str:
    """The path and query of a target on this site; empty for any other."""
    url = urldefrag(urljoin(ORIGIN + address, target)).url
    own = url.removeprefix(ORIGIN)
    return own if own.startswith("/") and not own.startswith("/static") else ""
