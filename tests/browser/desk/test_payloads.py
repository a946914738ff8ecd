"""Texts that try to run, through every field of every form, in a Chromium whose policy is off.

The content security policy is the second wall; here it is taken away, so that a hole in the first
one (escaping) would show. The game is one of its own: nobody else should meet what is saved here.
"""

from collections.abc import Iterator
from contextlib import closing
from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import serving, watch
from tests.browser.desk.conftest import choose_password, invitation, sign_in
from tests.combinations import combinations
from tests.hostile import PAYLOADS

pytestmark = pytest.mark.slow
HOLES = ("<p>{}</p>", '<input value="{}">', "<textarea>{}</textarea>")
SLOW = 30_000
LONGEST, SHORTEST = 60, 30
"""Characters that any text in a form, and any label, may have."""
AT_ONCE = 3
WAY_OUT = "\"'></textarea></title></style></script>-->"
"""Whatever holds a text that is not escaped, what comes after this is outside of it."""
FORMS = (
    "items/1",
    "items/20",
    "tracks/1",
    "artists/1",
    "themes/1",
    "chapters/1",
    "albums/1",
    "settings/1",
    "settings/2",
    "new/items/1",
    "new/items/2",
    "new/tracks/1",
    "new/artists/0",
    "new/themes/0",
    "new/chapters/1",
    "new/albums/0",
)
SAVED = (
    *(f"items/{number}" for number in range(1, 13)),
    *(f"tracks/{number}" for number in range(1, 10)),
    *(f"themes/{number}" for number in range(1, 14)),
    "artists/1",
    "chapters/1",
    "albums/1",
    "settings/1",
    "settings/2",
)
DESK = (
    "",
    "catalog/1/",
    "quizzes/mood/",
    "quizzes/mood/balance",
    "quizzes/mood/guide",
    "items/1",
    "items/1/preview",
    "history/item/1",
    "history/track/1",
    "figures/mood",
    "suggestions",
    "flags",
    "people",
    "import",
    "export",
)
PUBLIC = (
    "",
    "album/",
    "chapters/why-it-matters",
    "themes/love",
    "tracks/not-over",
    "search/?q=hit",
)

FILL = """texts => {
  const kinds = "input:not([type]), input[type=text], input[type=url], textarea";
  const form = document.querySelector("main form.document, main form[method=post].stack");
  [...form.querySelectorAll(kinds)]
    .filter((field) => !field.readOnly && field.name !== "website")
    .forEach((field, place) => (field.value = texts[place % texts.length]));
}"""
TEXTS_ALONE = """([texts, short]) => {
  const form = document.querySelector("form.document");
  [...form.querySelectorAll("input:not([type]), input[type=text], textarea")]
    .filter((field) => /-(en|ko)$/.test(field.name) && !field.name.startsWith("new_"))
    .forEach((field, place) => {
      field.value = (field.name.startsWith("label") ? short : texts)[place];
    });
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An admin's page without policy, at a game of its own.

    One page for all: Chromium can hang when a page is closed while another document is on its way.
    """
    folder = tmp_path_factory.mktemp("hostile")
    with (
        serving(folder) as address,
        closing(
            browser.new_context(
                base_url=address,
                bypass_csp=True,
                reduced_motion="reduce",
                service_workers="block",  # nothing here is for offline
            )
        ) as context,
    ):
        remarks = watch(context, address)
        page = context.new_page()
        choose_password(page, invitation(address, folder))
        sign_in(page)
        yield page
        assert remarks == []


def assert_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.hit") is None, page.url


def chunks() -> list[str]:
    """All payloads in a few texts, so that a page is loaded only a few times."""
    return ["\n".join([WAY_OUT, *PAYLOADS[at::AT_ONCE]]) for at in range(AT_ONCE)]


@pytest.mark.parametrize("hole", combinations(HOLES, quick=HOLES[:1]))
def test_the_payloads_would_run(browser: Browser, hole: str) -> None:
    for chunk in chunks():
        with closing(browser.new_context(bypass_csp=True)) as context:
            page = context.new_page()
            page.set_content(hole.format(chunk), wait_until="commit")
            page.wait_for_function("window.hit === 1")


@pytest.mark.parametrize("path", combinations(FORMS, quick=["items/1", "chapters/1"]))
def test_nothing_runs_in_a_form_that_is_refused(page: Page, path: str) -> None:
    page.goto(f"/en/desk/{path}")
    for chunk in chunks():
        page.evaluate(FILL, [chunk])
        with page.expect_navigation():
            page.locator(".bar button[value=save]").click()
        assert_nothing_ran(page)
    with page.expect_navigation():
        page.locator("button[value=discard]").click()


def test_nothing_runs_at_the_doors(page: Page) -> None:
    """Forms that are no documents: import, people, sign-in, suggestions, search."""
    for chunk in chunks():
        for address in ("/en/desk/import", "/en/desk/people"):
            page.goto(address)
            page.evaluate(FILL, [chunk])
            with page.expect_navigation():
                page.locator("main form[method=post].stack button.primary").click()
            assert_nothing_ran(page)
        page.goto("/en/suggest")
        page.evaluate(FILL, [chunk[:130]])
        with page.expect_navigation():
            page.locator("main form button.primary").click()
        assert_nothing_ran(page)
        page.goto("/en/search/")
        page.locator("main [name=q]").fill(chunk[:80])
        with page.expect_navigation():
            page.locator("main [name=q]").press("Enter")
        assert_nothing_ran(page)


@pytest.mark.matrix
def test_nothing_that_was_saved_runs(page: Page) -> None:
    """Desk, quiz, result, its card, its embedding, its comparison and the exports."""
    lines = [text for text in PAYLOADS if len(text) <= LONGEST and "\n" not in text]
    texts, short = cycle(lines), cycle(text for text in lines if len(text) <= SHORTEST)
    for path in SAVED:
        page.goto(f"/en/desk/{path}")
        count = page.locator("form.document :is(input, textarea)").count()
        page.evaluate(TEXTS_ALONE, [[next(of) for _ in range(count)] for of in (texts, short)])
        page.locator(".bar button[value=save]").click()
        expect(page.get_by_text("Saved.")).to_be_visible(timeout=SLOW)
        assert_nothing_ran(page)
    page.goto("/en/desk/quizzes/mood/")
    page.get_by_role("button", name="Publish the next edition").click()
    expect(page.get_by_text("Published.")).to_be_visible(timeout=SLOW)

    for language in ("en", "ko"):
        for room in DESK:
            page.goto(f"/{language}/desk/{room}")
            assert_nothing_ran(page)
        for room in PUBLIC:
            page.goto(f"/{language}/{room}")
            assert_nothing_ran(page)
        play(page, language)
    for ending in (".yaml", ".csv", "-results.csv"):
        answer = page.request.get(f"/en/desk/export/mood{ending}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"


def play(page: Page, language: str) -> None:
    """To the result, and to everything that shows it."""
    page.goto(f"/{language}/mood/")
    for _question in range(8):
        assert_nothing_ran(page)
        page.keyboard.press("1")
        page.keyboard.press("Enter")
    page.locator("[data-decider], .spotlight").first.wait_for()
    while page.locator("[data-decider]").count():
        assert_nothing_ran(page)
        page.locator("label.option").first.click()
        with page.expect_navigation():
            page.locator("main form .primary").click()
    assert_nothing_ran(page)
    slug = page.url.partition("/r/")[2].partition("?")[0]
    pictures = page.evaluate(
        "[...document.querySelectorAll('meta[property$=image]')].map(m => m.content)"
    )
    for address in (
        *pictures,
        f"/{language}/r/{slug}",
        f"/{language}/embed/r/{slug}",
        f"/{language}/diary",
    ):
        page.goto(address)
        assert_nothing_ran(page)
