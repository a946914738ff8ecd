"""Finds the pages and forms of the game by following its links, knowing none of its names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

START = "/en/"
NUMBERS = re.compile(r"\d+|[A-Za-z0-9_-]{22}")
PER_KIND = 2
"""Pages of one kind (the same address but for numbers and slugs) that are looked at."""


@dataclass(frozen=True)
class Form:
    """What a page offers to send: the fields by name, with the values they hold."""

    action: str
    fields: dict[str, str]


@dataclass
class Site:
    pages: dict[str, TestResponse] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


def crawl(client: FlaskClient, start: str = START, limit: int = 150) -> Site:
    """Every kind of page that links lead to; GET only."""
    site, waiting, kinds = Site(), [start], dict[str, int]()
    while waiting and len(site.pages) < limit:
        address = waiting.pop(0)
        kind = _kind(client, address)
        if address in site.pages or kinds.get(kind, 0) >= PER_KIND:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        page = client.get(address, buffered=True)
        site.pages[address] = page
        waiting += [*_links(page, address)]
        site.forms += [*_forms(page, address)]
    return site


def _kind(client: FlaskClient, address: str) -> str:
    """The route of an address, in its language."""
    adapter = client.application.url_map.bind("localhost")
    rule: Rule | str = "none"
    try:
        rule, _ = adapter.match(urlsplit(address).path, return_rule=True)
    except Exception:
        return NUMBERS.sub("*", address)
    return f"{address[:3]} {rule}"


def _links(page: TestResponse, address: str) -> Iterator[str]:
    if page.location:
        yield _own(page.location, address)
    if page.mimetype == "text/html":
        for link in _elements(page, "a"):
            target = _own(link.get("href") or "", address)
            if target:
                yield target


def _own(target: str, address: str) -> str:
    url = urldefrag(urljoin(address, target)).url
    return url if url.startswith("/") and not url.startswith("//") else ""


def _forms(page: TestResponse, address: str) -> Iterator[Form]:
    if page.mimetype != "text/html":
        return
    for form in _elements(page, "form"):
        if (form.get("method") or "get").lower() == "post":
            action = _own(form.get("action") or address, address)
            yield Form(action, _fields(form))


def _fields(form) -> dict[str, str]:  # type: ignore[no-untyped-def]  # an ElementTree element
    tags = [
        element for tag in ("input", "textarea", "select", "button") for element in form.iter(tag)
    ]
    return {
        element.get("name"): element.get("value") or element.text or ""
        for element in tags
        if element.get("name")
    }


def _elements(page: TestResponse, tag: str):  # type: ignore[no-untyped-def]
    tree = html5lib.parse(page.text, namespaceHTMLElements=False)
    return list(tree.iter(tag))


def addresses(app: Flask, value: str) -> Iterator[str]:
    """Every route with ``value`` in all its places, as somebody would type it."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<any\(([^,)]+)[^>]*>", r"\1", rule.rule)
        yield re.sub(r"<[^>]+>", value, address)
