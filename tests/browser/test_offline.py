"""A quiz that was once opened is played without a network, and nothing of others is kept."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

RESULT = re.compile(r"/en/r/[\w-]{22}")
WAIT_UNTIL_KEPT = """async (quiz) => {
  const pause = () => new Promise((done) => setTimeout(done, 50));
  while (!navigator.serviceWorker.controller) await pause();
  while (!(await caches.match(quiz))) await pause();
}"""
PAGES_KEPT = """async () => {
  const kept = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(kept.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => new URL(url))
    .map(({ pathname, search }) => pathname + search)
    .filter((path) => !path.startsWith("/static/")).sort();
}"""


def open_quiz(page: Page, site: str = "") -> None:
    """Open the quiz and wait until the browser has cached it."""
    page.goto(f"{site}/en/mood/")
    page.evaluate(WAIT_UNTIL_KEPT, f"{urlsplit(site).path}/en/mood/")


def play(page: Page, option: int = 0) -> None:
    """Answer all questions of the page and send them."""
    for _ in range(8):
        page.locator("fieldset:visible label.option").nth(option).click()
    page.locator("[data-next]").click()


def settle(page: Page) -> str:
    """Answer deciders, and give the address of the result."""
    again = page.get_by_role("link", name="Try this page again")
    for count in range(3):
        page.locator(f"[data-decider='{count + 1}'], .spotlight").first.wait_for(timeout=20_000)
        while again.is_visible():  # the service worker is back a moment later than the page
            again.click()
            page.locator("[data-mine], [data-again]").first.wait_for(state="attached")
        if RESULT.search(page.url):
            break
        page.locator("label.option").first.click()
        page.locator("main form .primary").click()
    page.wait_for_load_state()  # until then the scripts have noted nothing
    return page.url


class TestOffline:
    def test_a_quiz_is_played_and_sent_once_when_the_network_is_back(self, page: Page) -> None:
        open_quiz(page)

        page.context.set_offline(True)
        page.reload()
        expect(page).to_have_title(re.compile("^Question 1 of 8"))
        assert (
            page.locator(".option").first.evaluate("it => getComputedStyle(it).display") == "flex"
        )
        page.locator("fieldset:visible label.option").nth(2).click()
        page.reload()
        expect(page).to_have_title(re.compile("^Question 2 of 8"))
        page.locator("[data-back]").click()
        expect(page.locator("fieldset:visible [type=radio]").nth(2)).to_be_checked()
        play(page)
        expect(page.locator("[data-news]")).to_contain_text("No connection")
        page.context.set_offline(False)
        first = settle(page)

        assert page.evaluate("localStorage.getItem('quiz:mood')") is None
        page.goto("/en/diary")
        results = page.locator("[data-months] a")
        expect(results).to_have_count(1)
        assert (results.get_attribute("href") or "") in first

    def test_any_other_page_says_so_and_leads_to_the_quiz(self, page: Page) -> None:
        open_quiz(page)

        page.context.set_offline(True)
        page.goto("/en/album/")
        expect(page.get_by_role("heading", level=1)).to_have_text("The lanterns are out")
        page.get_by_role("link", name="Take the quiz").click()

        expect(page).to_have_title(re.compile("^Question 1 of 8"))


class TestCache:
    def test_holds_no_result_no_key_and_nothing_posted(self, page: Page) -> None:
        open_quiz(page)
        play(page)
        result = settle(page)
        for path in (result, "/en/mood/?friend=nobody&more=1", "/en/trivia/", "/en/desk/sign-in"):
            page.goto(path)

        assert page.evaluate(PAGES_KEPT) == ["/en/mood/", "/en/offline", "/ko/offline"]

    def test_belongs_to_one_browser(self, page: Page, open_context: NewPage) -> None:
        open_quiz(page)
        stranger = open_context()
        stranger.goto("/en/mood/")

        attempt = "document.querySelector('[name=attempt]').value"
        assert stranger.evaluate(attempt) != page.evaluate(attempt)


class TestBack:
    def test_from_a_result_leads_past_the_deciders_to_the_quiz(self, page: Page) -> None:
        open_quiz(page)
        for option in range(4):
            page.goto("/en/mood/")
            play(page, option)
            page.locator("[data-decider], .spotlight").first.wait_for()
            if page.locator("[data-decider]").count():
                break
        expect(page.locator("[data-decider]")).to_be_visible()
        settle(page)

        page.go_back()

        expect(page).to_have_title(re.compile("^Question 8 of 8"))
        expect(page.get_by_text("The result of these answers stands")).to_be_visible()
