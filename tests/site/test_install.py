import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient


def missing(client: FlaskClient, paths: list[str]) -> list[str]:
    statuses = {}
    for path in paths:
        with client.get(path) as answer:
            statuses[path] = answer.status_code
    return [path for path, status in statuses.items() if status != 200]


@pytest.mark.parametrize("language", ["en", "ko"])
class TestManifest:
    def test_names_one_app_in_the_language_of_the_page(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        answer = client.get(f"/{language}/app.webmanifest")
        manifest = answer.get_json(force=True)

        assert answer.mimetype == "application/manifest+json"
        assert (manifest["id"], manifest["scope"], manifest["lang"]) == ("/", "/", language)
        assert manifest["start_url"] == f"/{language}/"

    def test_names_icons_and_shortcuts_that_exist(
        self, game: Flask, client: FlaskClient, language: str
    ) -> None:
        manifest = client.get(f"/{language}/app.webmanifest").get_json(force=True)
        named = [icon["src"] for icon in manifest["icons"]]
        named += [shortcut["url"] for shortcut in manifest["shortcuts"]]

        assert missing(client, named) == []
        assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
        assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}


class TestServiceWorker:
    def test_rules_from_the_root_and_is_never_stale(self, game: Flask, client: FlaskClient) -> None:
        answer = client.get("/service-worker.js")

        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "no-cache"

    def test_keeps_whatever_the_quiz_and_the_offline_page_load(
        self, game: Flask, client: FlaskClient
    ) -> None:
        kept = json.loads(re.findall(r"= (\{.*\});", client.get("/service-worker.js").text)[0])
        loaded = {
            path
            for page in ("/en/mood/", "/en/offline")
            for path in re.findall(
                r'(?:rel="stylesheet"|<script[^>]*?) (?:href|src)="([^"]+)', client.get(page).text
            )
        }

        assert loaded <= set(kept["assets"])
        assert missing(client, [*kept["assets"], *kept["offline"].values()]) == []
