"""An edited workbook comes back: its differences are seen, two are taken over, all is undone."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.desk.conftest import SignInAs

TABLE = (
    "slug,stem_en,option_1_en,option_2_en,key,category\n"
    "tuba-one,Which is the tuba?,big,small,1,album\n"
)
EDITS = {"stem_en": "Which one is the tuba?", "explanation_en": "It is big.", "option_2_en": "tiny"}


@pytest.mark.slow
def test_an_edited_workbook_is_taken_over_in_part_and_undone(
    open_context: NewPage, sign_in_as: SignInAs, tmp_path: Path
) -> None:
    desk = sign_in_as(open_context())
    desk.goto("/en/desk/import")
    desk.locator("[name=text]").fill(TABLE)
    look_at(desk)
    take_over(desk)

    desk.locator("[name=file]").set_input_files(edited_workbook(desk, tmp_path))
    look_at(desk)
    expect(desk.locator(".row-status.changed")).to_have_count(1)
    expect(desk.locator("ins")).to_have_text(["Which one is the tuba?", "tiny", "It is big."])
    desk.get_by_role("checkbox", name="answer 2, text, English").uncheck()
    take_over(desk)
    expect(desk.get_by_role("status")).to_contain_text("1 question was updated.")

    expect_texts(desk, "Which one is the tuba?", "small", "It is big.")
    desk.goto("/en/desk/import")
    desk.get_by_role("button", name="Undo this import").first.click()
    expect(desk.get_by_role("status")).to_contain_text("1 question is as it was")
    expect_texts(desk, "Which is the tuba?", "small", "")
    desk.goto("/en/desk/import")
    desk.get_by_role("button", name="Undo this import").first.click()


def look_at(desk: Page) -> None:
    """For the shipped album: where there are several, none is taken for granted."""
    desk.locator("[name=album]").select_option(label="The Last Empress OST")
    desk.get_by_role("button", name="Look at it first").click()


def take_over(desk: Page) -> None:
    desk.get_by_role("button", name="Take over what is ticked").click()
    expect(desk.get_by_role("heading", name="Imported lately")).to_be_visible()


def exported(desk: Page) -> list[dict[str, str]]:
    text = desk.request.get("/en/desk/export/trivia.csv").text().lstrip("\ufeff")
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def edited_workbook(desk: Page, folder: Path) -> Path:
    """What the desk exports, with three cells changed, saved as a workbook."""
    rows = exported(desk)
    next(row for row in rows if row["slug"] == "tuba-one").update(EDITS)
    book, path = Workbook(), folder / "edited.xlsx"
    for cells in ([*rows[0]], *(row.values() for row in rows)):
        book.worksheets[0].append([*cells])
    book.save(path)
    return path


def expect_texts(desk: Page, stem: str, option: str, explanation: str) -> None:
    row = next(row for row in exported(desk) if row["slug"] == "tuba-one")
    assert (row["stem_en"], row["option_2_en"], row["explanation_en"]) == (
        stem,
        option,
        explanation,
    )
