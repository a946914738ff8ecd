"""A file that says something else about known questions: shown, taken over as ticked, undone."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.auth.queries import editor_by_name
from quizapp.database.db import db, transaction
from quizapp.editing.models import FileImport, Revision
from quizapp.maintenance.retention import purge
from quizapp.question_files import service
from quizapp.question_files.import_plan import line_ranges
from quizapp.quizzes.models import Item
from tests.editors import EditorClient
from tests.question_files.test_import import confirm, paste

FIRST = (
    "slug,stem_en,option_1_en,option_2_en,key,category\nbell-one,Which bell?,bronze,iron,1,drama\n"
)
EDITED = (
    "slug,stem_en,stem_ko,option_1_en,option_1_ko,option_2_en,option_2_ko,key,explanation_en,stars\n"
    "bell-one,Which bell rang?,어느 종이죠?,bronze,청동,iron,쇠,2,As told.,\n"
)
LIST = "문제,보기1,보기2,정답\n맞는 것은?,{},{},1\n"


def statuses(page: str) -> list[str]:
    return re.findall(r'class="row-status (\w+)"', page)


def ticks(page: str) -> list[str]:
    return re.findall(r'name="take" form="take" value="([\d.]+)"', page)


def preview(desk: EditorClient, text: str) -> str:
    paste(desk, text)
    return desk.get("/import/preview").text


def import_all(desk: EditorClient, text: str) -> None:
    assert confirm(desk, preview(desk, text)).status_code == 303


def bell() -> Item:
    return db.session.scalars(
        select(Item).where(Item.slug == "bell-one").execution_options(populate_existing=True)
    ).one()


def take(desk: EditorClient, page: str, values: list[str]) -> int:
    found = re.search(r'name="digest"[^>]*value="([^"]+)"', page)
    assert found
    fields = {"digest": found[1], "is_ticked": "1", "take": values}
    return desk.post("/import/preview", fields).status_code


@pytest.mark.storage
class TestUpdate:
    def test_shows_the_differences_and_takes_them_over(
        self, game: Flask, editor: EditorClient
    ) -> None:
        import_all(editor, FIRST)
        page = preview(editor, EDITED)

        assert statuses(page) == ["changed"]
        assert "<ins>어느 종이죠?</ins>" in page
        assert confirm(editor, page).location == "/en/desk/import?added=0&updated=1"
        item = bell()
        assert (item.stem.en, item.stem.ko, item.explanation.en) == (
            "Which bell rang?",
            "어느 종이죠?",
            "As told.",
        )
        assert [(o.text.ko, o.is_key) for o in item.options] == [("청동", False), ("쇠", True)]
        assert (item.category, item.revision, item.is_draft) == ("drama", 2, True)

    def test_takes_over_only_what_is_ticked(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        page = preview(editor, EDITED)
        told = re.findall(r'name="take"[^>]*> <span>([^<]+)</span>', page)
        key = told.index("answer 1, right answer · answer 2, right answer")

        assert take(editor, page, [ticks(page)[0], ticks(page)[key]]) == 303
        item = bell()
        assert (item.stem.en, item.stem.ko) == ("Which bell rang?", "")
        assert [(o.text.ko, o.is_key) for o in item.options] == [("", False), ("", True)]

    def test_refuses_ticks_that_make_no_question(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        page = preview(editor, FIRST.replace("bronze,iron", "iron,steel"))

        assert take(editor, page, ticks(page)[:1]) == 409  # "iron" twice
        assert [option.text.en for option in bell().options] == ["bronze", "iron"]
        assert take(editor, page, ticks(page)) == 303
        assert [option.text.en for option in bell().options] == ["iron", "steel"]

    def test_says_that_nothing_differs(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        assert statuses(preview(editor, FIRST)) == ["same"]
        assert statuses(preview(editor, FIRST.replace("bell-one", ""))) == ["same"]

    def test_is_not_of_a_question_that_only_has_the_same_words_or_slug(
        self, game: Flask, editor: EditorClient
    ) -> None:
        import_all(editor, FIRST + "clock-one,Is it late?,True,False,1,\n")
        import_all(editor, LIST.format("하나", "둘"))

        assert statuses(preview(editor, LIST.format("셋", "넷"))) == ["new"]
        page = preview(editor, FIRST.replace("bell-one,Which bell", "clock-one,Who was the cook"))
        assert statuses(page) == ["new"]
        assert "Another question has this slug (clock-one)" in page

    def test_brings_retired_questions_back_only_when_ticked(
        self, game: Flask, editor: EditorClient
    ) -> None:
        import_all(editor, FIRST)
        with transaction():
            bell().retired_at = clock.now()
        page = preview(editor, FIRST)

        assert statuses(page) == ["retired"]
        assert take(editor, page, ticks(page)) == 303
        assert bell().retired_at is None


class TestLog:
    def test_names_file_lines_and_counts(
        self, game: Flask, editor: EditorClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("INFO", "quizapp.events")
        import_all(editor, FIRST + "bell-two,Which cracked?,tin,clay,1,\nbell-six,Whose?,a,b,2,\n")
        (fields,) = (vars(r)["fields"] for r in caplog.records if r.getMessage() == "items.import")
        told = {name: fields[name] for name in ("by", "album", "added", "updated", "lines")}
        assert told == {"by": "Sunny", "album": 1, "added": 3, "updated": 0, "lines": "2-4"}

    def test_shortens_lines(self) -> None:
        assert line_ranges([9, 2, 3, 4, 7, 4]) == "2-4,7,9"


@pytest.mark.storage
class TestUndo:
    def undo(self, desk: EditorClient) -> str:
        last = db.session.scalars(select(FileImport).order_by(FileImport.id.desc())).first()
        assert last is not None
        return desk.post(f"/import/{last.id}/undo", {}).location or ""

    def test_restores_what_was_changed_and_retires_what_was_added(
        self, game: Flask, editor: EditorClient
    ) -> None:
        import_all(editor, FIRST)
        import_all(editor, EDITED + "bell-two,Which one cracked?,,glass,,tin,,1,,4\n")
        added = db.session.scalars(select(Item).order_by(Item.id.desc())).first()

        assert self.undo(editor) == "/en/desk/import?restored=2&left=0"
        item = bell()
        assert (item.stem.en, item.stem.ko, item.revision) == ("Which bell?", "", 3)
        assert added is not None
        db.session.refresh(added)
        assert added.retired_at is not None
        assert editor.post("/import/999/undo", {}).status_code == 404

    def test_leaves_what_was_edited_since(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        import_all(editor, EDITED)
        with transaction():
            bell().revision += 1

        assert self.undo(editor) == "/en/desk/import?restored=0&left=1"
        assert bell().stem.en == "Which bell rang?"

    def test_is_offered_for_thirty_days(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        assert "Undo this import" in editor.get("/import").text
        with transaction():
            db.session.scalars(select(FileImport)).one().imported_at -= timedelta(days=31)

        assert "Undo this import" not in editor.get("/import").text
        assert self.undo(editor) == ""
        assert purge(now=clock.now())["imports"] == 1

    def test_is_remembered_by_name(self, game: Flask, editor: EditorClient) -> None:
        import_all(editor, FIRST)
        self.undo(editor)
        query = select(Revision.editor_name).where(Revision.object_id == bell().id)
        assert db.session.scalars(query).all() == ["Sunny", "Sunny"]


class TestLanguages:
    TEXT = "question,A,B,answer\nGaho Kei?,x,y,A\nWho was it?,x,y,A\n"

    def test_are_changed_for_one_question_and_for_all(
        self, game: Flask, editor: EditorClient
    ) -> None:
        paste(editor, self.TEXT)
        sunny = editor_by_name("Sunny").id

        editor.post("/import/languages", {"all": "", "row": ["1.ko", ""]})
        one = [row.row.item for row in service.staged_plan(editor_id=sunny).plan.rows]
        assert [(item.stem.en, item.stem.ko) for item in one if item] == [
            ("", "Gaho Kei?"),
            ("Who was it?", ""),
        ]
        editor.post("/import/languages", {"all": "ko", "row": ["2.en"]})
        all_but_one = [row.row.item for row in service.staged_plan(editor_id=sunny).plan.rows]
        assert [bool(item.stem.ko) for item in all_but_one if item] == [True, False]

    def test_of_what_is_not_there_are_refused(self, game: Flask, editor: EditorClient) -> None:
        assert editor.post("/import/languages", {"all": "ko"}).status_code == 404
