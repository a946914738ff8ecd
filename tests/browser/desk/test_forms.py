"""The desk's forms while somebody types: drafts, points, order, the session, a second editor."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.desk.conftest import SignInAs


def save(page: Page) -> None:
    page.locator(".bar").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def throw_away(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Throw away what I typed").click()


def answers(page: Page) -> list[str]:
    boxes = page.locator("[name^=options-][name$=-text-en]").all()
    return [box.input_value() for box in boxes]


def ids(page: Page) -> list[str]:
    hidden = page.locator("[name^=options-][name$=-id]").all()
    return [field.get_attribute("value") or "" for field in hidden]


class TestPoints:
    def test_speak_while_they_are_typed(self, page: Page, sign_in_as: SignInAs) -> None:
        sign_in_as(page).goto("/en/desk/items/2")
        voices = page.locator("[data-speaks='0'] .number")
        before = voices.all_inner_texts()

        page.locator("select[name=options-0-weights]").first.select_option("mischief")

        expect(page.locator("[data-kept]")).to_have_text("Kept as a draft")
        assert voices.all_inner_texts() != before
        page.reload()
        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        throw_away(page)
        assert voices.all_inner_texts() == before

    @pytest.mark.slow
    def test_are_counted_in_the_words_of_the_language(
        self, page: Page, sign_in_as: SignInAs
    ) -> None:
        """In Korean the budget stands before the number that changes."""
        sign_in_as(page, "ko").goto("/ko/desk/items/2")
        points = page.locator("[name=options-0-weights][type=number]")
        before = sum(int(box.input_value() or 0) for box in points.all())
        hint = page.locator("#options-0 .hint", has_text="4점 중")
        expect(hint).to_have_text(f"4점 중 {before}점")

        points.first.fill("0")

        expect(page.locator("[data-kept]")).to_have_text(re.compile("초안"))
        after = sum(int(box.input_value() or 0) for box in points.all())
        assert after != before
        expect(hint).to_have_text(f"4점 중 {after}점")
        page.reload()
        with page.expect_navigation():
            page.locator("button[value=discard]").click()


class TestOrder:
    @pytest.mark.slow
    def test_is_changed_by_keyboard_and_keeps_the_ids(
        self, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        for has_script in (True, False):
            page = sign_in_as(open_context(java_script_enabled=has_script))
            page.goto("/en/desk/items/5")
            texts, numbers = answers(page), ids(page)

            page.locator("button[value='options down 0']").focus()
            page.keyboard.press("Enter")
            expect(page.locator("[name=options-0-text-en]")).to_have_value(texts[1])
            save(page)

            assert answers(page) == [texts[1], texts[0], *texts[2:]]
            assert ids(page) == [numbers[1], numbers[0], *numbers[2:]]
            page.get_by_role("button", name="Undo").click()
            expect(page.locator("[name=options-0-text-en]")).to_have_value(texts[0])
            assert ids(page) == numbers

    def test_goes_on_where_the_moved_row_is(self, page: Page, sign_in_as: SignInAs) -> None:
        sign_in_as(page).goto("/en/desk/items/6")
        text = answers(page)[3]

        for place in (3, 2, 1):
            page.locator(f"button[value='options up {place}']").focus()
            page.keyboard.press("Enter")
            expect(page.locator(f"[name=options-{place - 1}-text-en]")).to_have_value(text)
            expect(page.locator(f"#options-{place - 1}")).to_be_in_viewport()

        assert answers(page)[0] == text
        throw_away(page)


class TestDraft:
    def test_is_saved_by_keyboard_alone(self, page: Page, sign_in_as: SignInAs) -> None:
        sign_in_as(page).goto("/en/desk/items/3")

        page.locator("[name=stem-en]").focus()
        page.keyboard.press("End")
        page.keyboard.type(" Now?")
        page.keyboard.press("Enter")

        expect(page.get_by_text("Saved.")).to_be_visible()
        page.get_by_role("button", name="Undo").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[name=stem-en]")).not_to_have_value(re.compile("Now"))

    @pytest.mark.slow
    def test_on_its_way_does_not_come_back_after_the_save(
        self, page: Page, sign_in_as: SignInAs
    ) -> None:
        """However slow the network: the draft is sent, the form waits for it, then is saved."""
        sign_in_as(page).goto("/en/desk/artists/2")
        order: list[str] = []

        def hold(route: Route) -> None:
            page.wait_for_timeout(1500)
            order.append("draft")
            route.continue_()

        page.route("**/draft", hold)
        page.on("request", lambda request: order.append("saved") if is_saved(request) else None)
        with page.expect_request("**/draft"):
            page.locator("[name=about-en]").press_sequentially("Typed slowly. ")
        page.locator(".bar").get_by_role("button", name="Save", exact=True).dblclick()

        expect(page.get_by_text("Saved.")).to_be_visible()
        assert order == ["draft", "saved"]
        page.reload()
        expect(page.get_by_text("Not saved yet.")).to_have_count(0)

    @pytest.mark.parametrize("back", ["Flags", None])
    def test_is_not_lost_by_leaving_in_the_middle_of_a_word(
        self, back: str | None, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        """Also where a browser loses what a page sends while it is left."""
        page = sign_in_as(open_context())
        page.add_init_script("navigator.sendBeacon = () => true")
        page.goto("/en/desk/items/5")
        page.locator("[name=stem-en]").fill("Typed and gon")

        if back:
            with page.expect_response("**/items/5/draft"):
                page.get_by_role("link", name=back).first.click()
        page.goto("/en/desk/items/5")

        expect(page.get_by_text("Not saved yet.")).to_be_visible()
        expect(page.locator("[name=stem-en]")).to_have_value("Typed and gon")
        throw_away(page)

    def test_left_in_the_middle_of_a_word_stays_in_no_browser_after_signing_out(
        self, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        page = sign_in_as(open_context())
        page.add_init_script("navigator.sendBeacon = () => true")
        page.goto("/en/desk/items/5")
        page.locator("[name=stem-en]").fill("Typed and gon")

        page.context.clear_cookies()
        with page.expect_response("**/admin.js"):
            page.goto("/en/desk/")

        page.wait_for_function("sessionStorage.length === 0")

    def test_is_not_lost_when_the_session_ends(
        self, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        page = sign_in_as(open_context())
        page.goto("/en/desk/items/4")
        page.locator("[name=stem-en]").fill("Typed before the door fell shut")
        expect(page.locator("[data-kept]")).to_have_text("Kept as a draft")

        page.context.clear_cookies()
        page = sign_in_as(page)
        page.goto("/en/desk/items/4")

        expect(page.locator("[name=stem-en]")).to_have_value("Typed before the door fell shut")
        throw_away(page)

    def test_of_a_form_sent_too_late_comes_back_after_signing_in(
        self, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        page = sign_in_as(open_context(java_script_enabled=False))
        page.goto("/en/desk/artists/3")
        page.locator("[name=about-en]").fill("Sent after the door fell shut")
        page.context.clear_cookies()
        page.locator(".bar").get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("You were signed out. Nothing was changed.")).to_be_visible()

        page.locator("[name=name]").fill("Hae-ra")
        page.locator("[name=password]").fill("the snow falls on every roof")
        page.locator("[name=password]").press("Enter")
        page.get_by_text("What it says").click()
        expect(page.get_by_text("Sent after the door fell shut")).to_be_visible()
        page.get_by_role("button", name="Send it now").click()

        expect(page.get_by_text("Saved.")).to_be_visible()
        expect(page.locator("[name=about-en]")).to_have_value("Sent after the door fell shut")


def is_saved(request: Request) -> bool:
    """The page that a save leads to; the POST itself is not told apart from it."""
    return request.url.endswith("/artists/2?was=1")


class TestConflict:
    def test_shows_both_versions_and_merges(
        self, open_context: NewPage, sign_in_as: SignInAs
    ) -> None:
        late, early = sign_in_as(open_context()), sign_in_as(open_context())
        late.goto("/en/desk/artists/1")
        early.goto("/en/desk/artists/1")
        early.locator("[name=about-ko]").fill("먼저 쓴 말")
        early.locator("[name=about-ko]").press("Tab")
        save(early)

        late.locator("[name=about-en]").fill("Late words")
        late.locator(".bar").get_by_role("button", name="Save", exact=True).click()
        expect(late.get_by_text("What they alone changed is in the form already:")).to_be_visible()
        late.get_by_role("button", name="Save the merged version").click()

        expect(late.get_by_text("Saved.")).to_be_visible()
        expect(late.locator("[name=about-en]")).to_have_value("Late words")
        expect(late.locator("[name=about-ko]")).to_have_value("먼저 쓴 말")
