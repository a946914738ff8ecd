"""Static files: caching, joined style sheets, and requests that no file can answer."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.web.assets import EXPORT, IMPORT, joined_modules, static_url

STATIC = Path(__file__).parents[2] / "static"


def fetched(client: FlaskClient, path: str, method: str = "GET") -> TestResponse:
    return client.open(static_url(path), method=method, buffered=True)


class TestStaticFiles:
    def test_are_kept_for_good_and_taken_for_nothing_else(
        self, app: Flask, client: FlaskClient
    ) -> None:
        headers = fetched(client, "shared/base.css").headers

        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        assert "Access-Control-Allow-Origin" not in headers

    @pytest.mark.parametrize("path", ["shared/base.css", "shared/icon.svg"])
    def test_that_are_text_say_how_they_are_written(
        self, app: Flask, client: FlaskClient, path: str
    ) -> None:
        assert fetched(client, path).mimetype_params == {"charset": "utf-8"}

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
    def test_cannot_be_written_and_say_so_on_a_page(
        self, app: Flask, client: FlaskClient, method: str
    ) -> None:
        answer = fetched(client, "shared/base.css", method)

        assert answer.status_code == 405
        assert "Content-Security-Policy" in answer.headers
        assert 'href="/en/"' in answer.text

    def test_of_an_older_release_are_todays_and_not_kept(
        self, app: Flask, client: FlaskClient
    ) -> None:
        answer = client.get("/static/0123456789ab/shared/base.css", buffered=True)

        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"

    @pytest.mark.parametrize("path", ["../wsgi.py", "..%2fwsgi.py", "shared/", "nope.css"])
    def test_are_all_that_is_served(self, app: Flask, client: FlaskClient, path: str) -> None:
        assert fetched(client, path).status_code == 404
        assert client.get(f"/static/now/{path}").status_code == 404


class TestJoinedSheets:
    def test_have_all_their_parts_in_the_order_of_the_names(
        self, app: Flask, client: FlaskClient
    ) -> None:
        sheet = fetched(client, "shared/base.css").text
        parts = [path.read_text() for path in sorted((STATIC / "shared" / "base.css").iterdir())]

        assert len(parts) > 1
        assert sheet == "\n".join(parts)

    def test_are_asked_for_without_their_bytes(self, app: Flask, client: FlaskClient) -> None:
        whole = fetched(client, "shared/base.css")
        head = fetched(client, "shared/base.css", "HEAD")

        assert (head.status_code, head.text) == (200, "")
        assert head.headers["Content-Length"] == str(len(whole.data))

    def test_that_a_browser_has_are_not_sent_again(self, app: Flask, client: FlaskClient) -> None:
        tag = fetched(client, "shared/base.css").headers["ETag"]
        again = client.get(static_url("shared/base.css"), headers={"If-None-Match": tag})

        assert (again.status_code, again.data) == (304, b"")


class TestJoinedModules:
    def test_hold_what_they_import_once_and_in_order(self, tmp_path: Path) -> None:
        (tmp_path / "page.js").write_text(
            'import { two } from "./two.js";\nimport "./one.js";\nexport const three = two + 1;\n'
        )
        (tmp_path / "two.js").write_text(
            'import { one } from "./one.js";\nexport const two = one + 1;\n'
        )
        (tmp_path / "one.js").write_text("export const one = 1;\n")

        joined = joined_modules(tmp_path)

        assert sorted(joined) == ["page.js", "two.js"]
        text = joined["page.js"].decode()
        assert [text.count(f"const {name} =") for name in ("one", "two", "three")] == [1, 1, 1]
        assert text.index("const one =") < text.index("const two =") < text.index("const three =")
        assert text.endswith("export const { three } = module2;\n")

    def test_leave_no_import_or_export_of_another_form(self) -> None:
        scripts = [path.read_text() for path in STATIC.rglob("*.js")]
        lines = [line for text in scripts for line in text.splitlines(keepends=True)]
        forms = re.compile(r"\s*(?:import|export)\b")

        others = [
            line
            for line in lines
            if forms.match(line) and not IMPORT.match(line) and not EXPORT.match(line)
        ]

        assert others == []

    def test_are_what_a_page_gets(self, app: Flask, client: FlaskClient) -> None:
        answer = fetched(client, "mood/quiz.js")

        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert b"class Steps" in answer.data
        assert not re.search(rb"^(import|export) ", answer.data, re.MULTILINE)
