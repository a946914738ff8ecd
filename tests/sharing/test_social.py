"""What a chat app unfolds from the address of a page."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.mood.pages import comparison_page_by_slug
from quizapp.sharing.card_content import alternative, comparison_content
from quizapp.sharing.shares import share_by_slug
from tests.sharing.conftest import Made
from tests.sharing.crawler import picture, unfold

ORIGIN = "https://quiz.example.org"
COMPLETE = {
    *("og:type", "og:site_name", "og:title", "og:description", "og:url", "og:locale"),
    *("og:locale:alternate", "og:image", "og:image:type", "og:image:width", "og:image:height"),
    *("og:image:alt", "twitter:card", "twitter:title", "twitter:description"),
    *("twitter:image", "twitter:image:alt", "description"),
}


PATHS = {
    "home": "/",
    "track": "/{}/tracks/not-over",
    "today": "/{}/trivia/",
    "result": "/r/",
    "comparison": "/c/",
    "round_slug": "/t/",
}
"""What is unfolded; the last three are followed by the slug of what that fixture makes."""


@pytest.fixture(params=PATHS)
def path(request: pytest.FixtureRequest, game: Flask) -> str:
    path = PATHS[request.param]
    if path in {"/r/", "/c/", "/t/"}:
        made: Made | str = request.getfixturevalue(request.param)
        path += made if isinstance(made, str) else made.slug
    return path


@pytest.mark.parametrize("language", ["en", "ko"])
class TestPreview:
    def test_is_complete_and_has_a_card_of_exact_size(
        self, client: FlaskClient, path: str, language: str
    ) -> None:
        seen = unfold(client, path.format(language), language)

        assert seen.meta.keys() >= COMPLETE
        assert all(seen.meta[name] for name in COMPLETE)
        image, size = picture(client, seen.meta["og:image"])
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert size <= 120_000

    def test_knows_its_address_in_every_language(
        self, client: FlaskClient, path: str, language: str
    ) -> None:
        seen = unfold(client, path.format(language), language)

        for code in ("en", "ko"):
            assert seen.link("alternate", hreflang=code).startswith(f"{ORIGIN}/{code}/")
        assert seen.link("canonical") == seen.link("alternate", hreflang=language)
        assert seen.meta["og:url"] == seen.link("canonical")

    def test_comes_from_the_configured_address_whatever_was_asked(
        self, client: FlaskClient, path: str, language: str
    ) -> None:
        path = path.format(language)
        honest = unfold(client, path, language)

        forwarded = unfold(client, path, language, **{"X-Forwarded-Host": "evil.example"})
        by_loopback = unfold(client, path, language, Host="127.0.0.1:8000")

        assert forwarded == by_loopback == honest
        assert honest.meta["og:image"].startswith(f"{ORIGIN}/cards/")

    def test_is_not_made_for_another_host(
        self, client: FlaskClient, path: str, language: str
    ) -> None:
        answer = client.get(path.format(language), headers={"Host": "evil.example"})

        assert answer.status_code == 400
        assert "evil.example" not in answer.text


class TestResult:
    def test_is_neither_for_search_engines_nor_for_archives(
        self, client: FlaskClient, result: Made
    ) -> None:
        meta = unfold(client, f"/r/{result.slug}", "en").meta

        assert meta["robots"] == "noindex"
        assert meta["archive.org_bot"] == "noarchive"

    def test_says_on_its_card_the_numbers_of_its_page(
        self, client: FlaskClient, result: Made
    ) -> None:
        page = client.get(f"/en/r/{result.slug}").text
        with client.application.test_request_context(f"/en/r/{result.slug}"):
            content = share_by_slug("result", result.slug).content

        assert len(content.rows) == 3
        for name, fit in content.rows:
            assert f">{name.replace(chr(39), '&#39;')}</a>" in page
            assert f"<span>{fit}</span>" in page
            assert f"{name} {fit}" in alternative(content)


class TestComparison:
    def test_quotes_a_duet_once_in_korean(self, game: Flask, comparison: Made) -> None:
        korean = {"Accept-Language": "ko"}
        with game.app_context(), game.test_request_context(headers=korean):
            page = comparison_page_by_slug(comparison.slug, "ko")
            both = [page.first.tracks[0], page.second.tracks[0]]
            content = comparison_content(replace(page, first=replace(page.first, tracks=both)))

        [people, _] = [row for row, _fit in content.rows]
        assert (people.count("‘"), people.count("’")) == (1, 1)
        assert all(track.title.text in people for track in both)
