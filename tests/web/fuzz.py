"""Is a page from the cache what the game would draw without one? Run by ``make fuzz-cache``.

Random requests (paths, queries, languages, methods, conditions, encodings, hosts) go to a game with
its page cache and to its twin without. Both answers must be equal: status, headers and body, but
for what `EACH_ITS_OWN` names with its reason. Meanwhile content changes, and pages fall out of a
cache that is made small. The same seed sends the same requests.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from unittest.mock import patch
from urllib.parse import unquote_to_bytes

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from quizapp.config import settings_of
from quizapp.database.cache_versions import BOARDS, CONTENT, RESULTS, bump_version
from quizapp.database.db import transaction
from quizapp.web import page_cache
from quizapp.web.page_cache import CacheEntry, PageCache
from tests.players import MoodPlayer

HOST = "quiz.example.org"
MOST_ENTRIES = 20
CHANGES = 0.004
"""How often content changes between two requests."""
EACH_ITS_OWN = {
    re.compile(rb'name="attempt"[^>]*>'): "an attempt is drawn for each visit",
    re.compile(rb"urn:request:[0-9a-f]{16}"): "problem+json names the request",
}
OWN_HEADERS = {
    "X-Request-ID": "names the request",
    "Date": "set where a condition is looked at, and by the server everywhere else",
}
NO_PAGES = (
    *("/{language}/tracks/{junk}", "/{language}/{junk}", "/{junk}", "/{language}/r/{junk}"),
    *("/{language}/trivia/leaderboard/{day}", "/{language}/artists/{junk}"),
)
PAGES = (
    *("/", "/{language}/", "/{language}/album/", "/{language}/tracks/not-over"),
    *("/{language}/artists/gaho", "/{language}/themes/revenge", "/{language}/diary"),
    *("/{language}/chapters/why-it-matters", "/{language}/deleted", "/{language}/mood/"),
    *("/{language}/mood/mood/", "/{language}/trivia/", "/{language}/trivia/quizzes/trivia/"),
    "/{language}/trivia/leaderboard/all",
)
LANGUAGES = (*["en", "ko"] * 6, "EN", "fr", "")
DAYS = ("2021-01-01", "2026-02-30", "soon", "all ", "2921-01-01")
JUNK = ("a", "é", "a b", "%00", "..", "a;b=c", "x" * 300, "-", "~", "\u200b", "not-over")
MANGLINGS = ("{}/", "/{}", "{}//", "{}?", "{}#x", "{}.", "{}%20", "{}/index.html")
QUERIES = ("a=b", "friend=x", "from=forged", "&", "=", "x=%00", "lang=ko", "mine=x", "%")
METHODS = (*["GET"] * 30, *["HEAD"] * 4, "OPTIONS", "POST", "PUT", "TRACE")
ENCODINGS = (
    *("gzip", "gzip, deflate, br", "*", "identity", "gzip;q=0", "gzip;q=0.1, br;q=1", "GZIP"),
    *("*;q=0", "gzip;q=x", "identity;q=0", ";;,,", "x-gzip", ""),
)
TAGS = (
    *["{tag}"] * 6,
    '"x", {tag}',
    "*",
    '"x"',
    "{bare}",
    'W/"x"',
    "{tag}, {tag}",
    "",
    '"',
    "x" * 300,
)
DATES = ("Mon, 30 Nov 2026 12:00:00 GMT", "Mon, 30 Nov 1970 12:00:00 GMT", "yesterday", "0")
HEADERS = {
    "Accept-Encoding": ENCODINGS,
    "If-None-Match": TAGS,
    "If-Match": TAGS,
    "If-Range": TAGS,
    "If-Modified-Since": DATES,
    "If-Unmodified-Since": DATES,
    "Range": ("bytes=0-9", "bytes=-1", "bytes=9-", "lines=1-2", "bytes=0-1,3-4", "bytes=9999999-"),
    "Accept-Language": ("ko", "en", "ko;q=0.1, en", "*", "xx", "ko-KR,ko;q=0.9", ";;"),
    "Accept": ("text/html", "application/json", "*/*", "image/png", "text/html;q=0"),
    "Host": (HOST, f"{HOST}:443", "evil.example", "127.0.0.1:8000", HOST.upper(), "a b"),
    "Origin": (f"https://{HOST}", "https://evil.example", "null"),
    "Sec-Fetch-Site": ("same-origin", "cross-site", "none"),
    "Cookie": ("desk=x", "__Host-desk=forged", "a=b; c=d", ";"),
    "Cache-Control": ("no-cache", "max-age=0", "only-if-cached"),
    "X-Forwarded-Host": ("evil.example",),
    "X-HTTP-Method-Override": ("POST",),
}
USUAL = {"Host": HOST}
OFTEN = ("Accept-Encoding", "If-None-Match", "Accept-Language", "If-Modified-Since")


@dataclass(frozen=True)
class Request:
    method: str
    address: str
    headers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.address!r} {self.headers}"


@dataclass(frozen=True)
class Answer:
    status: str
    headers: Headers
    body: bytes

    @property
    def code(self) -> int:
        return int(self.status[:3])


class NoCache(PageCache):
    """Keeps nothing."""

    def put(self, path: str, entry: CacheEntry) -> None:
        return


class WatchedCache(PageCache):
    """Counts how often it had what was asked for."""

    hits = 0

    def get(self, path: str) -> CacheEntry | None:
        entry = super().get(path)
        self.hits += entry is not None
        return entry


@dataclass
class Findings:
    statuses: Counter[int] = field(default_factory=Counter)
    hits: int = 0
    changes: int = 0
    differences: list[str] = field(default_factory=list)
    junk: list[str] = field(default_factory=list)

    @property
    def is_bad(self) -> bool:
        return bool(self.differences or self.junk) or max(self.statuses) >= 500

    def __str__(self) -> str:
        asked = sum(self.statuses.values())
        return (
            f"{asked} requests, {self.hits} of them found in the cache, {self.changes} changes; "
            f"statuses {dict(sorted(self.statuses.items()))}; {len(self.differences)} differences; "
            f"{len(self.junk)} kept that are no page: {self.junk[:3]}"
        )


class Fuzz:
    """Sends each request twice, with the page cache and without."""

    def __init__(self, app: Flask, seed: int) -> None:
        self.app = app
        self.rng = random.Random(seed)
        self.client = app.test_client()
        self.cache, self.twin = WatchedCache(settings_of(app)), NoCache(settings_of(app))
        self.pages = (*PAGES, *self._played())
        self.tags: dict[str, str] = {}
        self.findings = Findings()

    def run(self, count: int) -> Findings:
        with patch.object(page_cache, "MAX_ENTRIES", MOST_ENTRIES):
            for _ in range(count):
                if self.rng.random() < CHANGES:
                    self._change()
                self._compare(self._request())
        self.findings.hits = self.cache.hits
        self.findings.junk = [path for path in self.cache.entries if not self._is_page(path)]
        return self.findings

    def _played(self) -> list[str]:
        """A result and a comparison, in the language to come."""
        first, second = MoodPlayer(self.client), MoodPlayer(self.client)
        first.open_quiz()
        result = first.play_to_the_end()
        second.open_quiz(friend=result.rpartition("/")[2])
        both = (result, second.play_to_the_end(first_option=2))
        return [address.replace("/en/", "/{language}/", 1) for address in both]

    def _request(self) -> Request:
        rng = self.rng
        pages = self.pages if rng.random() < 0.85 else NO_PAGES
        address = rng.choice(pages).format(
            language=rng.choice(LANGUAGES), day=rng.choice(DAYS), junk=rng.choice(JUNK)
        )
        if rng.random() < 0.1:
            address = rng.choice(MANGLINGS).format(address)
        if rng.random() < 0.1:
            address += f"?{rng.choice(QUERIES)}"
        names = rng.sample(OFTEN, rng.choice((0, 1, 1, 2))) if rng.random() < 0.7 else []
        names += rng.sample(sorted(HEADERS), rng.choice((0, 0, 0, 0, 1, 2, 5)))
        tag = self.tags.get(address, '"unknown"')
        headers = {name: _filled(rng.choice(HEADERS[name]), tag) for name in names}
        return Request(rng.choice(METHODS), address, USUAL | headers)

    def _compare(self, request: Request) -> None:
        warm, cold = (self._ask(request, cache) for cache in (self.cache, self.twin))
        self.findings.statuses[cold.code] += 1
        if tag := cold.headers.get("ETag"):
            self.tags[request.address] = tag
        if _essence(warm) != _essence(cold):
            self.findings.differences.append(f"{request}\n{_essence(warm)}\n{_essence(cold)}")

    def _ask(self, request: Request, cache: PageCache) -> Answer:
        """As a server would hand the request on, however odd its path is."""
        self.app.extensions["page_cache"] = cache
        path, _, query = request.address.partition("?")
        environ = EnvironBuilder(
            method=request.method, headers=Headers(request.headers)
        ).get_environ()
        environ |= {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query}
        body, status, headers = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        return Answer(status, headers, b"".join(body))

    def _change(self) -> None:
        """What an editor or a player does; the time until all processes have noticed goes by."""
        with self.app.app_context(), transaction():
            bump_version(self.rng.choice([CONTENT, RESULTS, BOARDS]))
        self.cache.checked_at = float("-inf")
        self.findings.changes += 1

    def _is_page(self, path: str) -> bool:
        return self._ask(Request("GET", path, USUAL), self.twin).code == 200


def _filled(value: str, tag: str) -> str:
    return value.replace("{tag}", tag).replace("{bare}", tag.removeprefix("W/"))


def _essence(answer: Answer) -> tuple[str, list[tuple[str, str]], bytes]:
    headers = sorted((name, text) for name, text in answer.headers if name not in OWN_HEADERS)
    body = answer.body
    for mark in EACH_ITS_OWN:
        body = mark.sub(b"*", body)
    return answer.status, headers, body
