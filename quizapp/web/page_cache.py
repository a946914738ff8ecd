"""Page cache: pages that are the same for everybody, rendered once per process.

`cached` marks a view whose page may be cached, `_store` puts the finished response into the
process's `PageCache`, and from then on `PageCacheMiddleware` answers without calling Flask.

Entries are keyed by path, which contains the language. Only found pages are cached, and only for
addresses without a query; the least recently used ones are dropped. Each process reads the cache
versions at most every `RECHECK_SECONDS`, so a page is never older than that.

A page is sent with gzip to who accepts it, unless it contains something of the visitor's own: the
length of compressed text reveals what is in it (BREACH), and all other pages hold no secret.
"""

import gzip
import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec

from blinker import Signal
from flask import Flask, current_app, g, make_response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Accept
from werkzeug.http import is_resource_modified, parse_accept_header, remove_entity_headers
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.config import Settings, settings_of
from quizapp.database.cache_versions import CONTENT, read_versions

from .security import is_our_host

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
Render = Callable[[], str]
Headers = list[tuple[str, str]]
Version = tuple[int, int]

RECHECK_SECONDS = 0.5
MAX_ENTRIES = 400
MAX_ENCODINGS_PARSED = 64
GZIP_LEVEL = 6
PLACEHOLDER = re.compile(rb"(placeholder-[0-9a-f]{32})")
BODY_HEADERS = {"Content-Encoding", "Content-Length"}
ENDPOINT = "quizapp.endpoint"
"""The key in a WSGI environment of the endpoint that answered the request."""
page_answered = Signal("A page for everybody was answered; ``answer`` is hit or miss.")


@dataclass(frozen=True)
class CachePolicy:
    """When a cached page expires; the arguments of `cached`."""

    subjects: tuple[str, ...]
    seconds: int | None
    recheck_seconds: float


@dataclass(frozen=True)
class CacheEntry:
    """A rendered page with its headers.

    ``parts`` make up the body; a placeholder among them is replaced at each visit by what its
    function in ``per_visit`` returns.
    """

    policy: CachePolicy
    version: Version
    endpoint: str | None
    headers: Headers
    etag: str | None
    parts: list[bytes]
    per_visit: dict[bytes, Render]

    def body(self, accepted: str) -> tuple[bytes, Headers]:
        """The body to send, and the headers that describe it.

        :param accepted: the ``Accept-Encoding`` of the request.
        """
        if self.per_visit:
            texts = {name: render().encode() for name, render in self.per_visit.items()}
            return b"".join(texts.get(part, part) for part in self.parts), []
        if _accepts_gzip(accepted):
            return self._compressed, [("Content-Encoding", "gzip")]
        return self.parts[0], []

    @cached_property
    def _compressed(self) -> bytes:
        return gzip.compress(self.parts[0], GZIP_LEVEL, mtime=0)


@dataclass
class PageCache:
    """The entries of one process, and the cache versions as it last read them.

    ``kept`` holds what `kept.kept` computed, by name: for which version, and the value.
    """

    settings: Settings
    entries: OrderedDict[str, CacheEntry] = field(default_factory=OrderedDict)
    kept: dict[str, tuple[object, object]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    checked_at: float = float("-inf")

    def needs_recheck(self, policy: CachePolicy) -> bool:
        """Whether the versions were read too long ago for this policy."""
        return time.monotonic() - self.checked_at >= policy.recheck_seconds

    def refresh_versions(self) -> None:
        """Read the cache versions; needs an application context.

        :raises SQLAlchemyError: when the database does not answer."""
        now = time.monotonic()  # before reading: what changes meanwhile is seen the next time
        self.versions, self.checked_at = read_versions(), now

    def version(self, policy: CachePolicy) -> Version:
        """The version that is valid now: the subjects' numbers and the current time bucket."""
        numbers = sum(self.versions.get(subject, 0) for subject in policy.subjects)
        return numbers, self._time_bucket(policy.seconds)

    def _time_bucket(self, seconds: int | None) -> int:
        now = clock.now()
        if seconds is None:
            return self.settings.day_of(now).toordinal()
        return int(now.timestamp()) // seconds

    def get(self, path: str) -> CacheEntry | None:
        """The entry, which from now on is the most recently used one."""
        entry = self.entries.get(path)
        if entry is not None:
            with suppress(KeyError):  # another thread has just dropped it
                self.entries.move_to_end(path)
        return entry

    def put(self, path: str, entry: CacheEntry) -> None:
        """Add an entry, and drop the least recently used ones beyond `MAX_ENTRIES`."""
        self.entries[path] = entry
        self.entries.move_to_end(path)
        while len(self.entries) > MAX_ENTRIES:
            self.entries.popitem(last=False)


def init_app(app: Flask) -> None:
    """Call this before every other ``init_app`` that adds headers: `_store` must run after them."""
    empty_page_cache(app)
    app.after_request(_store)


def empty_page_cache(app: Flask) -> None:
    """Give the process a page cache with nothing in it."""
    app.extensions["page_cache"] = PageCache(settings_of(app))


def page_cache_of(app: Flask) -> PageCache:
    """The page cache of this process."""
    cache: PageCache = app.extensions["page_cache"]
    return cache


class PageCacheMiddleware:
    """WSGI middleware around Flask that answers from the page cache."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app = app
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = self._found(environ) if self._is_cacheable(environ) else None
        if found is None:
            return self._inner(environ, start_response)
        entry, body, headers = found
        environ[ENDPOINT] = entry.endpoint
        page_answered.send(answer="hit")
        if entry.etag and not is_resource_modified(environ, entry.etag):
            start_response("304 NOT MODIFIED", _without_entity(entry.headers))
            return []
        length = ("Content-Length", str(len(body)))
        start_response("200 OK", [*entry.headers, *headers, length])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    @property
    def _cache(self) -> PageCache:
        return page_cache_of(self._app)

    def _is_cacheable(self, environ: "WSGIEnvironment") -> bool:
        """Whether Flask would answer with the cached page, if that is still current."""
        return (
            environ["PATH_INFO"] in self._cache.entries
            and environ["REQUEST_METHOD"] in {"GET", "HEAD"}
            and not environ.get("QUERY_STRING")
            and "HTTP_IF_MATCH" not in environ
            and is_our_host(environ.get("HTTP_HOST", ""), settings_of(self._app))
        )

    def _found(self, environ: "WSGIEnvironment") -> tuple[CacheEntry, bytes, Headers] | None:
        """The entry with its body and body headers; None when it has to be rendered again."""
        entry = self._cache.get(environ["PATH_INFO"])
        if entry is None or not self._is_current(entry):
            return None
        return entry, *entry.body(environ.get("HTTP_ACCEPT_ENCODING", ""))

    def _is_current(self, entry: CacheEntry) -> bool:
        return entry.version == current_version(self._app, entry.policy)


def current_version(app: Flask, policy: CachePolicy) -> Version | None:
    """The version that is valid now, outside of a request; None when the database is away."""
    cache = page_cache_of(app)
    try:
        if cache.needs_recheck(policy):
            with app.app_context():
                cache.refresh_versions()
    except SQLAlchemyError:
        return None
    return cache.version(policy)


@lru_cache(maxsize=MAX_ENCODINGS_PARSED)
def _accepts_gzip(accepted: str) -> bool:
    return parse_accept_header(accepted, Accept)["gzip"] > 0


def _without_entity(headers: Headers) -> Headers:
    left = list(headers)
    remove_entity_headers(left)
    return left


def cached(
    *subjects: str, seconds: int | None = None, recheck_seconds: float = RECHECK_SECONDS
) -> Callable[[Callable[P, str]], Callable[P, str | Response]]:
    """Cache what a GET view renders until one of its subjects changes.

    :param subjects: the cache versions that a change raises, see `cache_versions`.
    :param seconds: length of a time bucket: the page is rendered again in each of them, at the
        same moment in all processes. By default a day of the house, so that pages may say what
        day it is.
    :param recheck_seconds: 0 for pages on which people look for what they have just written.
    """
    policy = CachePolicy(subjects, seconds, recheck_seconds)

    def decorate(view: Callable[P, str]) -> Callable[P, str | Response]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> str | Response:
            if request.query_string:
                return view(*args, **kwargs)
            page_answered.send(answer="miss")
            g.cache_entry = _render(policy, lambda: view(*args, **kwargs))
            return _response(g.cache_entry)

        return answer

    return decorate


cached_content = cached(CONTENT)


def per_visit(render: Render) -> str:
    """A text that is rendered for each visit, even when the rest of the page is cached.

    :param render: needs no application context, which would take as long as all the rest.
    """
    if "per_visit" not in g:
        return render()
    name = f"placeholder-{secrets.token_hex(16)}"
    g.per_visit[name.encode()] = render
    return name


def _render(policy: CachePolicy, view: Callable[[], str]) -> CacheEntry:
    cache = page_cache_of(current_app)
    if cache.needs_recheck(policy):  # before rendering: what changes meanwhile expires the page
        cache.refresh_versions()
    version = cache.version(policy)
    renders: dict[bytes, Render] = {}
    g.per_visit = renders
    try:
        body = view().encode()
    finally:
        del g.per_visit
    etag = None if renders else hashlib.sha256(body).hexdigest()[:32]
    parts = PLACEHOLDER.split(body)
    return CacheEntry(policy, version, request.endpoint, [], etag, parts, renders)


def _response(entry: CacheEntry) -> Response:
    body, headers = entry.body(request.headers.get("Accept-Encoding", ""))
    response = make_response(body)
    response.headers.extend(headers)
    if entry.etag:
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.add("Accept-Encoding")
        response.set_etag(entry.etag, weak=True)  # one for the page, however it is encoded
    else:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _store(response: Response) -> Response:
    """Put the rendered page into the cache, with all the headers of its response."""
    entry: CacheEntry | None = g.pop("cache_entry", None)
    if entry is not None:
        entry.headers.extend(pair for pair in response.headers if pair[0] not in BODY_HEADERS)
        page_cache_of(current_app).put(request.environ["PATH_INFO"], entry)
        if entry.etag:
            response.make_conditional(request)
    return response
