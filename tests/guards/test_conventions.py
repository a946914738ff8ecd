"""Conventions of code and pages, checked for all of them."""

import ast
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.guards.test_admin_access import address_of
from tests.players import MoodPlayer

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "quizapp"
PAGES = ("/", "/mood/", "/album/", "/chapters/why-it-matters", "/tracks/not-over")
NAMED = re.compile(r"`((?:quizapp|tests|templates|static|benchmarks|docs)/[\w./-]+)`")
LINKED = re.compile(r"\]\(([\w./-]+\.(?:md|svg|png))\)")
OWN_PARTS = ("/static/", "/cards/", "/qr/")
MORE_PAGES = ("/artists/gaho", "/themes/love", "/nowhere")


def _pages(client: FlaskClient, language: str) -> list[str]:
    player = MoodPlayer(client, language)
    player.open_quiz()
    result = player.play_to_the_end(first_option=1)
    paths = [*(f"/{language}{path}" for path in PAGES + MORE_PAGES), result]
    return [client.get(path).text for path in paths] + [player.send({}).text]


class TestCommits:
    def test_are_made_in_two_modules_of_the_database_alone(self) -> None:
        makers = {
            path.relative_to(PACKAGE).as_posix()
            for path in PACKAGE.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and node.attr == "commit"
        }

        assert makers == {"database/db.py", "database/group_commit.py"}


class TestRooms:
    def test_are_described_by_the_same_sentence_in_the_code_and_in_its_map(self) -> None:
        page = (ROOT / "docs" / "architecture.md").read_text()
        text, *_ = page.split("## Inside a room")
        described = dict(re.findall(r"^\|[^|]*\| `(\w+)` \| ([^|]+) \|$", text, re.MULTILINE))

        assert described == {
            path.parent.name: ast.get_docstring(ast.parse(path.read_text()))
            for path in PACKAGE.glob("*/__init__.py")
        }

    def test_and_loose_modules_are_few(self) -> None:
        assert len(list(PACKAGE.glob("*/__init__.py"))) <= 20
        assert len(list(PACKAGE.glob("*.py"))) <= 8


class TestDocs:
    def test_name_files_that_exist(self) -> None:
        pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
        named = {(page.name, path) for page in pages for path in NAMED.findall(page.read_text())}
        linked = {(page, path) for page in pages for path in LINKED.findall(page.read_text())}

        assert named
        assert linked
        assert [(page, path) for page, path in sorted(named) if not (ROOT / path).exists()] == []
        assert [path for page, path in sorted(linked) if not (page.parent / path).exists()] == []


class TestUnsafeRequests:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
        ],
    )
    def test_from_another_site_are_refused_on_every_route(
        self, app: Flask, client: FlaskClient, headers: dict[str, str]
    ) -> None:
        for rule in app.url_map.iter_rules():
            for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
                path = address_of(app, rule)
                assert client.open(path, method=method, headers=headers).status_code == 403, path


@pytest.mark.parametrize("language", ["en", "ko"])
class TestPages:
    def test_are_strict_html_without_inline_script_or_style(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        for page in _pages(client, language):
            tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
            assert [element.tag for element in tree.iter() if _is_inline(element)] == []
            assert 'lang="' + language + '"' in page

    def test_name_static_files_that_exist(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        named = {
            path
            for page in _pages(client, language)
            for path in re.findall(r'"(/static/[^"#?]+)', page)
        }

        assert named
        assert [path for path in named if _status(client, path) != 200] == []

    def test_set_no_cookie(self, game: Flask, client: FlaskClient, language: str) -> None:
        _pages(client, language)

        assert not client._cookies

    def test_load_nothing_from_elsewhere(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        for page in _pages(client, language):
            loaded = re.findall(r'<(?:img|script|iframe|source)[^>]* src="([^"]+)', page)
            loaded += re.findall(r'<link[^>]*rel="stylesheet"[^>]* href="([^"]+)', page)
            assert [url for url in loaded if not url.startswith(OWN_PARTS)] == []

    def test_open_other_sites_without_a_trace(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        for page in _pages(client, language):
            for link in re.findall(r'<a [^>]*href="https?:[^>]*>', page):
                assert 'rel="noopener noreferrer"' in link


def _is_inline(element: Element) -> bool:
    """Whether it carries script or style of its own instead of naming a file."""
    names = set(element.attrib)
    is_code = element.tag == "style" or (element.tag == "script" and "src" not in names)
    return is_code or "style" in names or any(name.startswith("on") for name in names)


def _status(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code
