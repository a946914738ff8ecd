"""Pages that are the same for everybody, rendered once and then served as bytes.

Each process keeps its own, by path (which holds the language), and looks at most every
`RECHECK_SECONDS` whether its pages' subject has changed: a page is never older than that. Only
pages that were found are kept, and only for addresses without a query.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec

from flask import Flask, current_app, g, make_response, request
from werkzeug.wrappers import Response

from . import clock
from .page_versions import CONTENT, versions

P = ParamSpec("P")
Make = Callable[[], str]
Version = tuple[int, int]

RECHECK_SECONDS = 0.5
PAGES_KEPT = 400
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Page:
    """``fresh`` makes what differs from visit to visit, by the mark that stands for it."""

    version: Version
    body: bytes
    etag: str
    fresh: dict[bytes, Make]


@dataclass
class Shelf:
    """What one process keeps, and the versions as it last read them."""

    pages: OrderedDict[str, Page] = field(default_factory=OrderedDict)
    versions: dict[str, int] = field(default_factory=dict)
    checked_at: float = float("-inf")

    def version(self, subject: str, recheck_seconds: float) -> int:
        now = time.monotonic()
        if now - self.checked_at >= recheck_seconds:
            self.versions, self.checked_at = versions(), now
        return self.versions.get(subject, 0)

    def put(self, path: str, page: Page) -> None:
        self.pages[path] = page
        while len(self.pages) > PAGES_KEPT:
            self.pages.popitem(last=False)


def init_app(app: Flask) -> None:
    app.extensions["pages"] = Shelf()


def shelf() -> Shelf:
    kept: Shelf = current_app.extensions["pages"]
    return kept


def kept(
    subject: str, *, seconds: int = DAY_SECONDS, recheck_seconds: float = RECHECK_SECONDS
) -> Callable[[Callable[P, str]], Callable[P, str | Response]]:
    """Keep what a GET view renders until its subject changes.

    :param seconds: drawn anew this often in any case, on the same beat in all processes; the
        default lets pages say what day it is.
    :param recheck_seconds: 0 for pages on which people look for what they have just written.
    """

    def keep(view: Callable[P, str]) -> Callable[P, str | Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> str | Response:
            if request.query_string:
                return view(*args, **kwargs)
            beat = int(clock.now().timestamp()) // seconds
            version = (shelf().version(subject, recheck_seconds), beat)
            page = shelf().pages.get(request.path)
            if page is None or page.version != version:
                page = _render(version, lambda: view(*args, **kwargs))
                shelf().put(request.path, page)
            return _response(page)

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


def _render(version: Version, view: Callable[[], str]) -> Page:
    g.fresh = {}
    try:
        body = view().encode()
        return Page(version, body, hashlib.sha256(body).hexdigest()[:32], g.fresh)
    finally:
        del g.fresh


def _response(page: Page) -> Response:
    body = page.body
    for mark, make in page.fresh.items():
        body = body.replace(mark, make().encode())
    response = make_response(body)
    response.headers["Cache-Control"] = "private, no-cache" if page.fresh else "public, no-cache"
    if not page.fresh:
        response.set_etag(page.etag)
        response.make_conditional(request)
    return response
