"""Pages that are the same for everybody, rendered once and then served as bytes.

Each process keeps its own, by path (which holds the language), and looks at most every
`RECHECK_SECONDS` whether its pages' subject has changed: a page is never older than that. Only
pages that were found are kept, and only for addresses without a query.

A view marked `kept` draws a page, `_keep` puts it on the shelf with the headers it left the app
with, and from then on `KeptPages` serves it before Flask is even asked.

Who takes gzip gets a page compressed, unless something in it is the visitor's own: the length of
what is compressed tells of what is in it (BREACH), and these pages hold no secret.
"""

import gzip
import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec

from flask import Flask, current_app, g, make_response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Accept
from werkzeug.http import is_resource_modified, parse_accept_header, remove_entity_headers
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.config import settings_of
from quizapp.database.cache_versions import CONTENT, versions

from .security import is_our_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
Make = Callable[[], str]
Headers = list[tuple[str, str]]
Version = tuple[int, int]

RECHECK_SECONDS = 0.5
PAGES_KEPT = 400
ACCEPTED_KEPT = 64
GZIP_LEVEL = 6
DAY_SECONDS = 24 * 60 * 60
MARK = re.compile(rb"(mark-[0-9a-f]{32})")
OF_A_BODY = {"Content-Encoding", "Content-Length"}
ENDPOINT = "quizapp.endpoint"
"""Where the environment of a request says which endpoint answered it."""


@dataclass(frozen=True)
class Terms:
    """On which a page is kept, see `kept`."""

    subject: str
    seconds: int
    recheck_seconds: float


@dataclass(frozen=True)
class Page:
    """``parts`` make the body; a mark among them stands for what ``fresh`` makes at each visit."""

    terms: Terms
    version: Version
    endpoint: str | None
    headers: Headers
    etag: str | None
    parts: list[bytes]
    fresh: dict[bytes, Make]

    def body(self, accepted: str) -> tuple[bytes, Headers]:
        """What is sent, and the headers that go with it.

        :param accepted: the ``Accept-Encoding`` of the request.
        """
        if self.fresh:
            made = {mark: make().encode() for mark, make in self.fresh.items()}
            return b"".join(made.get(part, part) for part in self.parts), []
        if _takes_gzip(accepted):
            return self._compressed, [("Content-Encoding", "gzip")]
        return self.parts[0], []

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self.parts[0], GZIP_LEVEL, mtime=0)


@dataclass
class Shelf:
    """What one process keeps, and the versions as it last read them."""

    pages: OrderedDict[str, Page] = field(default_factory=OrderedDict)
    versions: dict[str, int] = field(default_factory=dict)
    checked_at: float = float("-inf")

    def is_due(self, terms: Terms) -> bool:
        """Whether it is time to look at the versions again."""
        return time.monotonic() - self.checked_at >= terms.recheck_seconds

    def look(self) -> None:
        """Read the versions; within Flask's context.

        :raises SQLAlchemyError: when the database does not answer."""
        now = time.monotonic()  # first: what changes meanwhile is seen the next time
        self.versions, self.checked_at = versions(), now

    def version(self, terms: Terms) -> Version:
        """Of what is shown now: the subject's number, and the beat on which it is drawn anew."""
        beat = int(clock.now().timestamp()) // terms.seconds
        return self.versions.get(terms.subject, 0), beat

    def put(self, path: str, page: Page) -> None:
        self.pages[path] = page
        while len(self.pages) > PAGES_KEPT:
            self.pages.popitem(last=False)


def init_app(app: Flask) -> None:
    """To be called before all others that add headers, so that `_keep` comes after them."""
    app.extensions["pages"] = Shelf()
    app.after_request(_keep)


def shelf() -> Shelf:
    kept: Shelf = current_app.extensions["pages"]
    return kept


class KeptPages:
    """The layer around Flask that answers with what is on the shelf."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app = app
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = self._found(environ) if self._is_for_us(environ) else None
        if found is None:
            return self._inner(environ, start_response)
        page, body, headers = found
        environ[ENDPOINT] = page.endpoint
        if page.etag and not is_resource_modified(environ, page.etag):
            start_response("304 NOT MODIFIED", _without_entity(page.headers))
            return []
        length = ("Content-Length", str(len(body)))
        start_response("200 OK", [*page.headers, *headers, length])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    @property
    def _shelf(self) -> Shelf:
        kept: Shelf = self._app.extensions["pages"]
        return kept

    def _is_for_us(self, environ: "WSGIEnvironment") -> bool:
        """Whether nothing but the age of the page could make Flask answer."""
        return (
            environ["PATH_INFO"] in self._shelf.pages
            and environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and not environ.get("QUERY_STRING")
            and "HTTP_IF_MATCH" not in environ
            and is_our_host(environ.get("HTTP_HOST", ""), settings_of(self._app))
        )

    def _found(self, environ: "WSGIEnvironment") -> tuple[Page, bytes, Headers] | None:
        """The page with its body, unless it has to be drawn anew.

        Flask's context costs as much as all the rest, so it is made only where it is used.
        """
        page = self._shelf.pages.get(environ["PATH_INFO"])
        if page is None or not self._is_current(page):
            return None
        with self._app.app_context() if page.fresh else nullcontext():
            return page, *page.body(environ.get("HTTP_ACCEPT_ENCODING", ""))

    def _is_current(self, page: Page) -> bool:
        try:
            if self._shelf.is_due(page.terms):
                with self._app.app_context():
                    self._shelf.look()
        except SQLAlchemyError:
            return False
        return page.version == self._shelf.version(page.terms)


@lru_cache(maxsize=ACCEPTED_KEPT)
def _takes_gzip(accepted: str) -> bool:
    return parse_accept_header(accepted, Accept)["gzip"] > 0


def _without_entity(headers: Headers) -> Headers:
    left = list(headers)
    remove_entity_headers(left)
    return left


def kept(
    subject: str, *, seconds: int = DAY_SECONDS, recheck_seconds: float = RECHECK_SECONDS
) -> Callable[[Callable[P, str]], Callable[P, str | Response]]:
    """Keep what a GET view renders until its subject changes.

    :param seconds: drawn anew this often in any case, on the same beat in all processes; the
        default lets pages say what day it is.
    :param recheck_seconds: 0 for pages on which people look for what they have just written.
    """
    terms = Terms(subject, seconds, recheck_seconds)

    def keep(view: Callable[P, str]) -> Callable[P, str | Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> str | Response:
            if request.query_string:
                return view(*args, **kwargs)
            g.page = _page(terms, lambda: view(*args, **kwargs))
            return _response(g.page)

        return answer

    return keep


rendered_once = kept(CONTENT)


def per_visit(make: Make) -> str:
    """A text that is made anew for each visitor, also where the rest of the page is kept."""
    if "fresh" not in g:
        return make()
    mark = f"mark-{secrets.token_hex(16)}"
    g.fresh[mark.encode()] = make
    return mark


def _page(terms: Terms, view: Callable[[], str]) -> Page:
    if shelf().is_due(terms):  # first: what changes while it is drawn is drawn anew
        shelf().look()
    version = shelf().version(terms)
    fresh: dict[bytes, Make] = {}
    g.fresh = fresh
    try:
        body = view().encode()
    finally:
        del g.fresh
    etag = None if fresh else hashlib.sha256(body).hexdigest()[:32]
    return Page(terms, version, request.endpoint, [], etag, MARK.split(body), fresh)


def _response(page: Page) -> Response:
    body, headers = page.body(request.headers.get("Accept-Encoding", ""))
    response = make_response(body)
    response.headers.extend(headers)
    if page.etag:
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.add("Accept-Encoding")
        response.set_etag(page.etag, weak=True)  # one for the page, however it is encoded
    else:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _keep(response: Response) -> Response:
    """Put what was drawn on the shelf, with all the headers that it goes out with."""
    page: Page | None = g.pop("page", None)
    if page is not None:
        page.headers.extend(header for header in response.headers if header[0] not in OF_A_BODY)
        shelf().put(request.environ["PATH_INFO"], page)
        if page.etag:
            response.make_conditional(request)
    return response
