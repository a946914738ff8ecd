"""A game below a path of its host, in a real WSGI mount, and every address that it hands out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from flask import Flask
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from quizapp import create_app
from quizapp.config import settings_of

HOST, ROOT = "https://example.org", "/quiz"
SITE = f"{HOST}{ROOT}"
CARRIERS = {"href", "src", "action", "formaction", "poster", "data", "content"}
FOLLOWED = {"a", "link", "script", "img", "iframe"}
IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"')]+)")
IN_SCRIPT = re.compile(r"[\"'`](/[\w$][^\"'`\s]*)[\"'`]")
IN_WORDS = re.compile(rf"{HOST}[^\s\"'<>\\]*")
NUMBERS = re.compile(r"\d+|[A-Za-z0-9_-]{22}|[0-9a-f]{12,16}")
PER_KIND = 2


def moved(game: Flask) -> Flask:
    """The same game at a public address with a path, on the same database."""
    return create_app(replace(settings_of(game), public_url=SITE, trusted_proxies=0))


def browser(app: Flask) -> Client:
    """Somebody before a server that has the game below `ROOT` and nothing else."""
    return Client(DispatcherMiddleware(NotFound(), {ROOT: app}))


def is_inside(address: str) -> bool:
    """Whether an address, relative ones resolved, stays below `ROOT` or leads to another host.

    One that got `ROOT` twice is nowhere.
    """
    url = urlsplit(address)
    if url.netloc not in {"", urlsplit(HOST).netloc} or url.scheme not in {"", "http", "https"}:
        return True
    return f"{url.path}/".startswith(f"{ROOT}/") and not url.path.startswith(f"{ROOT}{ROOT}")


@dataclass
class Walk:
    """All that links and forms lead to, ``PER_KIND`` of each kind; ``seen`` has their statuses."""

    client: Client
    seen: dict[str, int] = field(default_factory=dict)
    outside: set[tuple[str, str]] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)

    def from_(self, *starts: str, limit: int = 400) -> "Walk":
        waiting = list(starts)
        while waiting and len(self.seen) < limit:
            waiting += self._visit(waiting.pop(0))
        return self

    def _visit(self, address: str) -> list[str]:
        if not self._is_new("GET", address):
            return []
        page = self.client.get(address, base_url=HOST, buffered=True)
        self.seen[address] = page.status_code
        found = self._check(page, address)
        answers = [answer for form in _forms(page, address) for answer in self._send(*form)]
        return [*found, *answers]

    def _send(self, action: str, fields: dict[str, str]) -> list[str]:
        if "sign-out" in action or not self._is_new("POST", action):
            return []
        answer = self.client.post(action, base_url=HOST, data=fields, buffered=True)
        return self._check(answer, action)

    def _is_new(self, method: str, address: str) -> bool:
        kind = f"{method} {NUMBERS.sub('*', urlsplit(address).path)}"
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        return address not in self.seen and self.kinds[kind] <= PER_KIND

    def _check(self, answer: TestResponse, address: str) -> list[str]:
        """Note what leads outside; what can be followed."""
        given = {urljoin(address, each) for each in addresses_in(answer)}
        self.outside |= {(address, each) for each in given if not is_inside(each)}
        inside = [urldefrag(each.removeprefix(HOST)).url for each in sorted(given)]
        return [each for each in inside if each.startswith("/") and is_inside(each)]


def addresses_in(answer: TestResponse) -> Iterator[str]:
    """Every address that an answer holds: in headers, attributes, JSON, scripts, style, text."""
    for name in ("Location", "Content-Location"):
        yield from answer.headers.getlist(name)
    yield from re.findall(r"<([^>]+)>", answer.headers.get("Link", ""))
    for cookie in answer.headers.getlist("Set-Cookie"):
        yield from re.findall(r"Path=([^;]+)", cookie)
    kind = answer.mimetype or ""
    if kind.startswith(("image/png", "application/octet")):
        return
    yield from (each.rstrip(".,;)") for each in IN_WORDS.findall(answer.text))
    if kind in {"text/html", "image/svg+xml"}:
        yield from _in_elements(answer.text)
    elif kind == "text/css":
        yield from IN_STYLE.findall(answer.text)
    elif kind == "text/javascript":
        yield from IN_SCRIPT.findall(answer.text)
    elif kind.endswith("json"):
        yield from _in_json(json.loads(answer.text))


def _in_elements(text: str) -> Iterator[str]:
    for element in html5lib.parse(text, namespaceHTMLElements=False).iter():
        for name, value in element.attrib.items() if isinstance(element.tag, str) else ():
            if name == "srcset":
                yield from (part.split()[0] for part in value.split(","))
            elif (name in CARRIERS and element.tag != "meta") or _looks_like_address(value):
                yield from [value] if value and not value.startswith(("#", "data:")) else []


def _in_json(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _in_json(each)
    elif isinstance(value, str) and _looks_like_address(value):
        yield value


def _looks_like_address(text: str) -> bool:
    return re.match(r"/[\w~.-]|/$|https?://\w", text) is not None and " " not in text


def _forms(page: TestResponse, address: str) -> Iterator[tuple[str, dict[str, str]]]:
    if page.mimetype != "text/html":
        return
    for form in html5lib.parse(page.text, namespaceHTMLElements=False).iter("form"):
        if (form.get("method") or "get").lower() == "post":
            yield urljoin(address, form.get("action") or address), _fields(form)


def _fields(form: Any) -> dict[str, str]:
    """What a browser would send at least: the first of each group, whatever is filled in."""
    fields: dict[str, str] = {}
    for element in form.iter():
        if element.tag in {"input", "textarea", "select", "button"} and element.get("name"):
            fields.setdefault(element.get("name"), element.get("value") or element.text or "")
    return fields
