"""Random requests, malformed and well-formed, the same for the same seed and number.

Every route is asked for, by strangers and by an editor who is signed in; each part of a request
may be odd. All of them end after a few kilobytes.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

PLACE = re.compile(r"<(?:any\(([^)]*)\):)?[^<>]*>")
FIT_VALUES = (
    "1", "2", "3", "0", "9999", "x", "mood", "trivia", "choi", "not-over", "2026-11-30", "item",
    "the-last-empress-ost", "longing", "_-_-_-_-_-_-_-_-_-_-_-",
)  # fmt: skip
ODD_VALUES = (
    "-1", "2147483648", "９", "²", "황후", "%00", "%0a", "%ff%fe", "%ED%A0%80", "%5Cexample.org",
    "..", "%2e%2e%2f", "a" * 90, "\\", "[", ";", "%", "'\"<b>", "\u202e", "\x7f",
)  # fmt: skip
TARGETS = ("//", "/en//album/", "/\\example.org", "*", "", "/en/../ko/", "http://[/", "/?" * 40)
HOSTS = (
    "10.1.2.3", "[::1]", "[::1", "localhost:8000", "a b", "a..b", "-", "@", "127.0.0.1:99999",
    "a" * 64 + ".example.org", "l." * 126 + "example", "황후.example.org", "127.0.0.1:²", "",
)  # fmt: skip
ORIGINS = (
    "null", "https://example.org", "http://[", "http://[::1", "https://", "://", "file://", "x",
    "http://127.0.0.1:²", "https://" + "a" * 64 + ".example.org", "http://a b", "\xff", "[", "",
)  # fmt: skip
FIT_NAMES = (
    "options-0", "options-1", "options-0-text-en", "sources-0-url", "stem", "stem-en", "quiz",
    "key", "command", "revision", "nickname", "option", "attempt", "q", "name", "item-1",
    "deciders", "seen", "digest", "text", "format", "album", "retired", "number", "is_again",
    "title-en", "glyph",
)  # fmt: skip
ODD_NAMES = (
    "options-²", "options-1²", "options-１", "options-٣", "sources-²-url", "options-", "", "\x00",
    "options-" + "9" * 300, "황후", "a" * 300, "[]", "%",
)  # fmt: skip
TEXTS = (
    "", "1", "0", "-1", "9" * 30, "²", "１", "1e309", "NaN", "\x00", "\ud7ff", "\u202e", "가" * 300,
    "save", "options add", "options remove ²", "options up 1", "take stem-en", "preview", "=1+1",
    "{{7*7}}", "%s%n", "\r\nX: y", "../../x", "//example.org", "[]", "{", "a" * 3000, "yes", "en",
)  # fmt: skip
ODD_METHODS = ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "BREW", "get", "G-T", "A" * 30, "É")
HEADERS = {
    "Accept": ("text/html", "application/json", "*/*;q=x", "\xff/\xfe;q=NaN", ",;,"),
    "Accept-Language": ("ko", "en;q=0.1,ko", ",;q=9", "\xff", "x" * 900),
    "Accept-Encoding": ("gzip", "gzip;q=0", "*;q=²", "br,\xff"),
    "Cookie": ("__Host-desk=x", "desk=\xff", "=;=", "a=" + "b" * 900),
    "Range": ("bytes=0-1", "bytes=9-1", "bytes=²-", "bytes=" + "0-1," * 60),
    "If-None-Match": ("*", '"x"', '"' * 99, "W/"),
    "If-Modified-Since": ("yesterday", "Mon, 30 Feb 2026 99:99:99 GMT", "\xb2"),
    "If-Match": ("*", "x"),
    "Referer": ("http://127.0.0.1:8000/\\example.org", "http://[", "\xff", "x:"),
    "Sec-Fetch-Site": ("same-origin", "cross-site", "none", "\xb2"),
    "X-CSRF-Token": ("x", "\xff", "W10.x"),
    "X-Forwarded-For": ("10.0.0.1", "\xb2", ","),
    "Expect": ("100-continue", "x"),
}
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
TYPES = (
    "application/json", "text/plain; charset=utf-16", FORM + "; charset=\xb2", "x", "",
    "multipart/form-data",
)  # fmt: skip


@dataclass(frozen=True)
class Site:
    """What a visitor may know: the port, the rules of the routes, and an editor's two secrets."""

    port: int
    rules: Sequence[str]
    cookie: str
    form_token: str


@dataclass(frozen=True)
class RawRequest:
    """A whole request, which no server may leave unanswered."""

    number: int
    data: bytes

    def __str__(self) -> str:
        return f"no. {self.number}: {self.data[:300]!r}"


def raw_request(site: Site, seed: int, number: int) -> RawRequest:
    """The request with this number of a series."""
    rng = random.Random(f"{seed}-{number}")
    is_editor = rng.random() < 0.4
    method = rng.choice(("GET", "GET", "POST")) if rng.random() < 0.93 else rng.choice(ODD_METHODS)
    headers, body = _headers(rng, site, is_editor), b""
    if method == "POST":
        headers["Content-Type"], body = _body(rng, site, is_editor)
        headers["Content-Length"] = str(len(body))
    version = "HTTP/1.1" if rng.random() < 0.97 else rng.choice(("HTTP/1.0", "HTTP/9.9", "x"))
    target = _target(rng, site, is_editor)
    head = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    start = f"{method} ".encode() + target + f" {version}\r\n".encode()
    return RawRequest(number, start + head.encode("latin-1", "replace") + b"\r\n" + body)


def _headers(rng: random.Random, site: Site, is_editor: bool) -> dict[str, str]:
    some = rng.sample([*HEADERS.items()], rng.choice((0, 0, 1, 1, 2, 4)))
    headers = {name: rng.choice(texts) for name, texts in some}
    headers["Host"] = rng.choice(HOSTS) if rng.random() < 0.1 else f"127.0.0.1:{site.port}"
    if rng.random() < 0.2:
        headers["Origin"] = rng.choice(ORIGINS)
    if is_editor:
        headers["Cookie"] = site.cookie
    return headers | {"Connection": "close"}


def _target(rng: random.Random, site: Site, is_editor: bool) -> bytes:
    """A path with a query; its bytes escaped, or now and then as they are."""
    if rng.random() < 0.04:
        return rng.choice(TARGETS).encode()
    rules = [rule for rule in site.rules if not is_editor or "/desk" in rule]
    path = PLACE.sub(lambda place: _value(rng, place[1]), rng.choice(rules))
    if rng.random() < 0.05:
        path += rng.choice(ODD_VALUES)
    if rng.random() < 0.25:
        path += f"?{rng.choice(FIT_NAMES)}={rng.choice(TEXTS)}&{rng.choice(ODD_NAMES)}"
    if rng.random() < 0.03:
        return path.replace(" ", "+").replace("\r\n", "").encode()
    return quote_from_bytes(path.encode(), safe="/?&=%+.:;,~\\[]'*").encode()


def _value(rng: random.Random, alternatives: str | None) -> str:
    if alternatives and rng.random() < 0.95:
        return rng.choice(alternatives.split(",")).strip()
    return rng.choice(FIT_VALUES if rng.random() < 0.7 else ODD_VALUES)


def _body(rng: random.Random, site: Site, is_editor: bool) -> tuple[str, bytes]:
    names = FIT_NAMES if rng.random() < 0.7 else FIT_NAMES + ODD_NAMES
    fields = [(rng.choice(names), rng.choice(TEXTS)) for _ in range(rng.randint(0, 6))]
    if is_editor:
        fields.append(("csrf_token", site.form_token))
    kind = rng.random()
    if kind < 0.7:
        pairs = (f"{_quoted(rng, name)}={_quoted(rng, text)}" for name, text in fields)
        return FORM, "&".join(pairs).encode()
    if kind < 0.85:
        return MULTIPART, b"".join(_part(rng, *field) for field in fields) + b"--x--\r\n"
    data = rng.choice((b"", b"{", b"[]", b'{"a":', b"\xff" * 99, b'{"edition":1,"answers":[]}'))
    return rng.choice(TYPES), data


def _quoted(rng: random.Random, text: str) -> str:
    return text if rng.random() < 0.02 else quote_from_bytes(text.encode())


def _part(rng: random.Random, name: str, text: str) -> bytes:
    file = '; filename="x.csv"' if rng.random() < 0.2 else ""
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{text}\r\n'.encode()
