"""A second album from one file, by the desk's pages alone: looked at, taken over, undone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizapp.packs.album_files.template import TEMPLATE
from tests.browser.conftest import NewPage
from tests.browser.desk.conftest import SignInAs


@pytest.mark.slow
def test_a_second_album_comes_from_one_file_as_a_draft(
    open_context: NewPage, sign_in_as: SignInAs, tmp_path: Path
) -> None:
    desk = sign_in_as(open_context())
    desk.goto("/en/desk/")
    desk.get_by_role("link", name="Add an album from a file").click()
    look_at(desk, changed(tmp_path, "kind: release   ", "kind: single   "))
    expect(desk.get_by_role("alert")).to_contain_text("tracks[0].kind")

    look_at(desk, TEMPLATE)
    expect(desk.locator(".row-status.new").first).to_be_visible()
    desk.get_by_role("button", name="Take over what is ticked").click()
    desk.get_by_role("link", name="To the album", exact=True).click()
    expect(desk.get_by_role("link", name="First Track")).to_be_visible()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Download this album").click()
    assert "your-album-ost" in download.value.suggested_filename

    desk.get_by_role("link", name="Take over a changed file").click()
    look_at(desk, changed(tmp_path, "en: First Track,", "en: The Very First Track,"))
    expect(desk.locator("ins")).to_have_text(["The Very First Track"])
    desk.get_by_role("button", name="Take over what is ticked").click()
    for _import in range(2):
        desk.get_by_role("button", name="Undo this import").first.click()
        expect(desk.get_by_role("status")).to_contain_text("before the import")


def look_at(desk: Page, file: Path) -> None:
    desk.locator("[name=file]").set_input_files(file)
    desk.get_by_role("button", name="Look at it first").click()


def changed(folder: Path, old: str, new: str) -> Path:
    """The template with one text of it replaced."""
    text = TEMPLATE.read_text("utf-8")
    assert text.count(old) == 1
    path = folder / "album.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return path
