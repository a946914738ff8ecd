"""Two people share, open, take and compare; what is mine stays mine; frames of other origins."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from quizapp.texts import LANGUAGES
from tests.browser.conftest import PHONE, NewPage, axe_remarks
from tests.browser.playing import answer_all
from tests.combinations import combinations

RESULT = re.compile(r"/(en|ko)/r/[\w-]{22}$")
COMPARISON = re.compile(r"/(en|ko)/c/[\w-]{22}$")
FAKE_SHARE = "navigator.share = async () => {{ {} }}; navigator.canShare = () => true;"
NO_CLIPBOARD = "navigator.clipboard.writeText = async () => { throw new Error('no'); };"


def page_height(page: Page) -> int:
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return height


@pytest.fixture
def result(page: Page) -> Page:
    """A page that shows the result of whoever looks at it."""
    page.goto("/en/mood/")
    answer_all(page, 0)
    return page


class TestTwoPeople:
    @pytest.mark.parametrize(
        ("language", "has_script"),
        combinations(LANGUAGES, [True, False], quick=[("ko", False)]),
    )
    def test_share_open_take_and_compare(
        self, open_context: NewPage, language: str, has_script: bool
    ) -> None:
        locale = {"en": "en-US", "ko": "ko-KR"}[language]
        options = {"viewport": PHONE, "locale": locale, "java_script_enabled": has_script}
        first, second = open_context(**options), open_context(**options)
        first.goto(f"/{language}/mood/")
        answer_all(first, 0)
        link = first.locator("#share-link").input_value()

        second.goto(link)
        expect(second).to_have_url(RESULT)
        second.locator("a[href*='friend=']").first.click()
        answer_all(second, 2)

        expect(second).to_have_url(COMPARISON)
        assert second.locator("html").get_attribute("lang") == language
        first.goto(second.locator("#share-link").input_value())
        both = [page.locator("h1").inner_text() for page in (first, second)]
        assert both[0] == both[1]

    @pytest.mark.parametrize(
        ("language", "scheme", "has_script"),
        combinations(
            LANGUAGES,
            ["dark", "light"],
            [True, False],
            quick=[],
        ),
    )
    def test_axe_finds_nothing(
        self, open_context: NewPage, language: str, scheme: str, has_script: bool
    ) -> None:
        page = open_context(viewport=PHONE, color_scheme=scheme)
        if not has_script:  # axe itself needs JavaScript
            page.route("**/*.js", lambda route: route.abort())
        page.goto(f"/{language}/mood/")
        answer_all(page, 0)
        for part in page.locator("summary").all():
            part.click()
        assert axe_remarks(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

        friend = open_context(viewport=PHONE, color_scheme=scheme)
        if not has_script:
            friend.route("**/*.js", lambda route: route.abort())
        friend.goto(page.locator("#share-link").input_value())
        friend.locator("a[href*='friend=']").first.click()
        answer_all(friend, 3)

        assert axe_remarks(friend) == []
        assert friend.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


class TestPanel:
    def test_asks_for_no_card_before_it_is_seen_and_moves_nothing_then(self, page: Page) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/en/mood/")
        answer_all(page, 0)
        page.reload(wait_until="networkidle")
        assert not [url for url in asked if "/cards/" in url]
        frame, button = page.locator("[data-picture]"), page.locator("[data-copy='share-link']")
        before = page_height(page)

        button.scroll_into_view_if_needed()

        expect(frame.get_by_role("img")).to_have_attribute("alt", re.compile("My track · "))
        frame.get_by_role("img").evaluate("picture => picture.decode()")
        assert page_height(page) == before

    def test_shows_the_card_without_javascript(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE, java_script_enabled=False)
        page.goto("/en/mood/")
        answer_all(page, 0)

        page.locator("[data-picture]").scroll_into_view_if_needed()

        expect(page.locator("[data-picture]").get_by_role("img")).to_be_visible()

    def test_hands_over_the_card_as_a_file(self, page: Page) -> None:
        page.add_init_script(
            "navigator.canShare = () => true;"
            "navigator.share = async (what) => { window.handed = what.files[0].type; };"
        )
        page.goto("/en/mood/")
        answer_all(page, 0)

        page.get_by_role("button", name="Share…").click()

        expect(page.locator("[data-said]")).to_have_text("Shared.")
        assert page.evaluate("window.handed") == "image/png"

    def test_says_that_a_cancelled_share_copied_nothing(self, page: Page) -> None:
        page.add_init_script(FAKE_SHARE.format("throw new DOMException('', 'AbortError')"))
        page.goto("/en/mood/")
        answer_all(page, 0)

        page.get_by_role("button", name="Share…").click()

        expect(page.locator("[data-said]")).to_have_text("Not sent. Nothing was copied.")

    def test_copies_the_link(self, result: Page) -> None:
        result.context.grant_permissions(["clipboard-read", "clipboard-write"])

        result.get_by_role("button", name="Copy the link").click()

        expect(result.locator("[data-said]")).to_have_text("Copied.")
        copied = result.evaluate("navigator.clipboard.readText()")
        assert copied == result.locator("#share-link").input_value()

    def test_selects_the_field_where_the_clipboard_fails(self, page: Page) -> None:
        page.add_init_script(NO_CLIPBOARD)
        page.goto("/en/mood/")
        answer_all(page, 0)

        page.get_by_role("button", name="Copy the text").click()

        expect(page.locator("[data-said]")).to_contain_text("copy it yourself")
        expect(page.locator("#share-text")).to_be_focused()
        assert "/r/" in page.evaluate("getSelection().toString() || document.activeElement.value")


class TestMine:
    def test_is_told_without_javascript_by_no_address(self, open_context: NewPage) -> None:
        page = open_context(viewport=PHONE, java_script_enabled=False)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("/en/mood/")
        answer_all(page, 0)
        expect(page).to_have_url(RESULT)
        address = page.url
        key = page.locator("[data-link]").input_value().partition("#")[2]

        page.get_by_role("button", name="Delete this result").click()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_text("Your track", exact=True)).to_be_visible()
        page.get_by_role("button", name="Delete this result").click()
        page.get_by_role("button", name="Delete it").click()

        expect(page.get_by_role("status")).to_contain_text("is deleted")
        gone = page.goto(address)
        assert gone is not None
        assert gone.status == 410
        assert len(key) == 45
        assert not [url for url in asked if key in url]

    def test_is_deleted_by_the_private_link_in_another_browser(
        self, result: Page, open_context: NewPage
    ) -> None:
        link, other = result.locator("[data-link]").input_value(), open_context(viewport=PHONE)

        other.goto(link)
        expect(other.get_by_label("Your key")).to_be_hidden()
        assert "#" not in other.url
        other.get_by_role("button", name="Delete it").click()

        expect(other.get_by_role("status")).to_contain_text("is deleted")

    def test_key_leaves_the_address_and_stays_in_the_browser(self, result: Page) -> None:
        expect(result).to_have_url(RESULT)

        result.reload()

        expect(result.get_by_role("button", name="Delete this result")).to_be_visible()
        expect(result.get_by_text("it keeps the key")).to_be_visible()
        expect(result.get_by_text("It is shown only now")).to_be_hidden()

    def test_deleting_ends_in_a_page_that_is_gone(self, result: Page) -> None:
        address = result.url

        result.get_by_role("button", name="Delete this result").click()
        result.get_by_role("button", name="Delete it").click()

        expect(result.get_by_role("status")).to_contain_text("is deleted")
        gone = result.goto(address)
        assert gone is not None
        assert gone.status == 410
        result.goto("/en/diary")
        expect(result.get_by_text("Still blank")).to_be_visible()


class TestDiary:
    def test_names_tracks_in_the_language_of_the_page_and_marks_every_result(
        self, page: Page
    ) -> None:
        korean = []
        for option in (0, 1):
            page.goto("/en/mood/")
            answer_all(page, option)
            page.goto(page.url.replace("/en/", "/ko/"))
            korean.append(page.locator("h1").inner_text())
        page.goto("/ko/diary")

        day = page.locator(".days .lit")
        expect(day).to_have_count(1)
        expect(day).to_have_text(re.compile(r"^\d{1,2}\D{2}$"))
        links = page.locator("[data-months] a").all_inner_texts()
        assert len(links) == 2
        for link, title in zip(links, korean, strict=True):
            assert all(part in title for part in link.split(" · "))

    def test_shows_what_was_got_and_forgets_it_when_told(self, result: Page) -> None:
        track, address = result.locator("h1").inner_text(), result.url
        result.goto("/en/diary")
        expect(result.locator(".days .lit")).to_have_count(1)
        assert axe_remarks(result) == []
        with result.expect_download() as download:
            result.get_by_role("button", name="Export").click()
        kept = json.loads(Path(download.value.path()).read_text())
        assert [entry["titles"]["en"] for entry in kept.values()] == [[track]]

        result.get_by_role("link", name=track).click()
        expect(result).to_have_url(address)
        result.goto("/en/diary")
        result.get_by_role("button", name="Wipe", exact=True).click()
        result.get_by_role("button", name="Wipe it").click()

        expect(result.get_by_text("Still blank")).to_be_visible()


SAY_ANOTHER_HEIGHT = """() => new Promise((heard) => {
    addEventListener("message", () => setTimeout(heard), {once: true});
    postMessage({lastEmpressHeight: 9}, "*");
})"""
"""Not the frame says it, but the page around it, which is of another origin."""


@contextmanager
def _other_site(folder: Path) -> Iterator[str]:
    """A page of another origin."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://localhost:{site.server_port}"
        site.shutdown()


class TestEmbed:
    def test_plays_from_discovery_to_result_inside_another_page(
        self, result: Page, new_context: Callable[..., BrowserContext], tmp_path: Path
    ) -> None:
        found = result.locator("link[type='application/json+oembed']").get_attribute("href")
        answer = result.request.get(str(found)).json()
        (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{answer['html']}")

        with _other_site(tmp_path) as origin:
            page = new_context().new_page()
            page.goto(origin)
            inside = page.frame_locator("iframe")
            inside.get_by_role("link", name="Take the quiz").click()
            inside.get_by_text("Question 1 of 8").wait_for()
            frame = page.frames[1]
            answer_all(frame, 1)  # type: ignore[arg-type]  # a frame finds things as a page does

            expect(inside.get_by_role("link", name="Open the whole result")).to_be_visible()
            height = page.locator("iframe").evaluate("frame => frame.style.height")
            assert int(height.removesuffix("px")) > 300
            page.evaluate(SAY_ANOTHER_HEIGHT)
            assert page.locator("iframe").evaluate("frame => frame.style.height") == height

    def test_is_found_in_the_language_of_the_page(self, page: Page) -> None:
        page.goto("/ko/")
        found = page.locator("link[type='application/json+oembed']").get_attribute("href")

        answer = page.request.get(str(found), headers={"Accept-Language": "en"}).json()

        assert "/ko/embed/mood" in answer["html"]

    def test_of_any_other_page_is_refused(
        self,
        result: Page,
        new_context: Callable[..., BrowserContext],
        server: str,
        tmp_path: Path,
    ) -> None:
        paths = [result.url.removeprefix(server), "/en/", "/en/mood/", "/en/album/"]
        frames = "".join(f"<iframe src='{server}{path}'></iframe>" for path in paths)
        (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{frames}")

        with _other_site(tmp_path) as origin:
            page = new_context().new_page()
            page.goto(origin, wait_until="networkidle")

            assert [frame.url for frame in page.frames[1:]] == ["chrome-error://chromewebdata/"] * 4
