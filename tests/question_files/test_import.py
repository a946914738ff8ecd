"""The import page: looked at first, then imported exactly as shown."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.auth.queries import editor_by_name
from quizapp.catalog.models import Album
from quizapp.database.db import db, transaction
from quizapp.editing.documents import KINDS
from quizapp.editing.models import Revision, StagedImport
from quizapp.question_files import service
from quizapp.quizzes.models import Item, Option
from quizapp.texts import Localized
from tests.editors import EditorClient
from tests.killing import is_killed_at

BROKEN = sorted((Path(__file__).parent / "formats/broken").iterdir())
TABLE = """question,option 1,option 2,key,themes
Who sings Not Over?,Gaho,Kei,1,revenge
Who sings nothing?,Nobody,Somebody,2,
Which answer is missing?,Only one,,1,
Which theme is unknown?,One,Two,1,weather
"""
MOOD = """items:
- stem: {en: 'A new mood question?', ko: ''}
  options:
  - {text: {en: 'Love'}, weights: {love: 4}}
  - {text: {en: 'Power'}, weights: {power: 4}}
"""


def paste(desk: EditorClient, text: str, **fields: str) -> TestResponse:
    return desk.post("/import", {"text": text, "format": "", "album": "1", **fields})


def upload(desk: EditorClient, data: bytes, name: str) -> TestResponse:
    file = (io.BytesIO(data), name)
    return desk.post("/import", {"file": file, "text": "", "format": "", "album": "1"})


def confirm(desk: EditorClient, page: str) -> TestResponse:
    found = re.search(r'name="digest"[^>]*value="([^"]+)"', page)
    assert found
    return desk.post("/import/preview", {"digest": found[1]})


def item_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Item)) or 0


@contextmanager
def options_refused() -> Iterator[None]:
    """The disk is full when the items are written and their options are not."""

    def refuse(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO option"):
            raise OSError("disk full")

    event.listen(db.engine, "before_cursor_execute", refuse)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", refuse)


class TestLookAt:
    def test_shows_every_row_with_its_fate_and_line(
        self, game: Flask, editor: EditorClient
    ) -> None:
        answer = paste(editor, TABLE)
        page = editor.get("/import/preview").text

        assert answer.location == "/en/desk/import/preview"
        assert re.findall(r'class="row-status (\w+)"', page) == ["new", "new", "bad", "bad"]
        assert re.findall(r"<td>(\d+)</td>", page) == ["2", "3", "4", "5"]
        assert "“weather” is not a known theme." in unescape(page)

    def test_keeps_nothing_in_the_bank(self, game: Flask, editor: EditorClient) -> None:
        before = item_count()

        paste(editor, TABLE)
        editor.get("/import/preview")

        assert item_count() == before

    def test_says_what_is_wrong_with_the_whole_file(
        self, game: Flask, editor: EditorClient
    ) -> None:
        answer = paste(editor, "nothing of any kind")

        assert answer.status_code == 422
        assert "This file cannot be read" in answer.text
        assert "nothing of any kind" in answer.text

    @pytest.mark.parametrize("text", ["", " \n", "\x00", "{" * 5000])
    def test_takes_any_text(self, game: Flask, editor: EditorClient, text: str) -> None:
        assert paste(editor, text).status_code == 422

    def test_reads_the_encoding_of_korean_windows(self, game: Flask, editor: EditorClient) -> None:
        table = "문제,보기 1,보기 2,정답\n누가 부르나요?,가호,케이,1\n"
        upload(editor, table.encode("cp949"), "문제.csv")

        page = editor.get("/import/preview").text

        assert "누가 부르나요?" in page
        assert "cp949" in page

    def test_refuses_more_than_the_limit(
        self, game: Flask, editor: EditorClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            import_module("quizapp.question_files.formats.decode"), "MAX_BYTES", 1000
        )

        answer = upload(editor, b"x" * 1001, "large.csv")

        assert answer.status_code == 422
        assert "too large" in answer.text

    @pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00.csv", "x" * 900, "<b>.yaml"])
    def test_uses_no_file_name(self, game: Flask, editor: EditorClient, name: str) -> None:
        assert upload(editor, TABLE.encode(), name).status_code == 303
        assert editor.get("/import/preview").status_code == 200

    def test_takes_no_album_for_granted_where_there_are_several(
        self, game: Flask, editor: EditorClient
    ) -> None:
        title = Localized("Another album", "다른 앨범")
        with transaction():
            album = Album(slug="another", title=title, drama=title, intro=title)
            db.session.add(album)

        answer = paste(editor, TABLE, album="0")
        paste(editor, TABLE, album=str(album.id))

        assert answer.status_code == 422
        page = editor.get("/import/preview").text
        assert "For the album “Another album”." in page
        assert "has no quiz of the kind" in page

    def test_refuses_an_album_that_is_not_there(self, game: Flask, editor: EditorClient) -> None:
        assert paste(editor, TABLE, album="999").status_code == 422


@pytest.mark.storage
class TestImport:
    def test_adds_the_good_rows_as_drafts(self, game: Flask, editor: EditorClient) -> None:
        before = item_count()
        paste(editor, TABLE)

        answer = confirm(editor, editor.get("/import/preview").text)

        added = db.session.scalars(select(Item).order_by(Item.id.desc()).limit(2)).all()
        assert answer.location == "/en/desk/import?added=2&updated=0"
        assert item_count() == before + 2
        assert {item.stem.en for item in added} == {"Who sings Not Over?", "Who sings nothing?"}
        assert all(item.is_draft for item in added)
        assert [option.is_key for option in added[-1].options] == [True, False]

    def test_remembers_who_did_it(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, TABLE)
        confirm(editor, editor.get("/import/preview").text)

        names = db.session.scalars(select(Revision.editor_name)).all()

        assert names == ["Sunny", "Sunny"]

    def test_keeps_the_points_of_mood_questions(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, MOOD)
        confirm(editor, editor.get("/import/preview").text)

        options = db.session.scalars(select(Option).order_by(Option.id.desc()).limit(2)).all()

        assert [option.profile for option in options] == [{"power": 4}, {"love": 4}]

    def test_of_the_same_file_again_adds_nothing(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, TABLE)
        confirm(editor, editor.get("/import/preview").text)
        after = item_count()

        paste(editor, TABLE)
        page = editor.get("/import/preview").text

        assert re.findall(r'class="row-status (\w+)"', page) == ["same", "same", "bad", "bad"]
        assert item_count() == after

    def test_sent_twice_is_done_once(self, game: Flask, editor: EditorClient) -> None:
        before = item_count()
        paste(editor, TABLE)
        page = editor.get("/import/preview").text

        codes = [confirm(editor, page).status_code for _ in range(2)]

        assert codes == [303, 404]
        assert item_count() == before + 2

    def test_keeps_of_a_question_all_that_its_form_shows(
        self, game: Flask, editor: EditorClient
    ) -> None:
        paste(editor, MOOD)
        confirm(editor, editor.get("/import/preview").text)

        item = db.session.scalars(select(Item).order_by(Item.id.desc())).first()
        assert item is not None
        revision = db.session.scalars(select(Revision).where(Revision.object_id == item.id)).one()
        assert revision.content == KINDS["item"].read(item)
        assert [option.profile for option in item.options] == [{"love": 4}, {"power": 4}]
        assert (revision.number, item.revision, item.is_draft) == (1, 1, True)

    def test_of_what_was_not_shown_is_refused(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, TABLE)
        page = editor.get("/import/preview").text
        paste(editor, TABLE + "One more?,Yes,No,1,\n")
        before = item_count()

        answer = confirm(editor, page)

        assert answer.status_code == 409
        assert "One more?" in answer.text
        assert item_count() == before

    def test_adds_nothing_when_one_row_cannot_be_added(
        self, game: Flask, editor: EditorClient
    ) -> None:
        paste(editor, TABLE)
        sunny = editor_by_name("Sunny")
        digest = service.staged_plan(editor_id=sunny.id).plan.digest
        before = item_count()

        with options_refused(), pytest.raises(OSError, match="disk full"):
            service.import_staged(digest=digest, author=sunny, now=clock.now())

        assert item_count() == before
        assert db.session.scalar(select(func.count()).select_from(StagedImport)) == 1

    def test_killed_at_any_moment_adds_all_or_nothing(
        self, game: Flask, editor: EditorClient
    ) -> None:
        rows = "".join(f"Question number {n}?,Yes,No,1,\n" for n in range(6))
        paste(editor, TABLE.partition("\n")[0] + "\n" + rows)
        sunny = editor_by_name("Sunny")
        digest = service.staged_plan(editor_id=sunny.id).plan.digest
        before = item_count()

        def import_all() -> None:
            service.import_staged(digest=digest, author=sunny, now=clock.now())

        left = []
        for number in range(1, 11):
            assert is_killed_at(number, import_all)
            left.append(item_count())
        import_all()

        assert left == [before] * 10
        assert item_count() == before + 6

    def test_takes_no_slug_of_another_question(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, MOOD.replace("- stem", "- slug: palace-gates\n  stem"))

        page = editor.get("/import/preview").text

        assert "Another question has this slug (palace-gates)" in page
        assert confirm(editor, page).location == "/en/desk/import?added=1&updated=0"


class TestRejectedRows:
    def test_come_back_as_a_file_to_mend(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, TABLE)

        answer = editor.get("/import/rejected")

        assert answer.headers["Content-Disposition"] == 'attachment; filename="to-mend.csv"'
        assert "Which theme is unknown?" in answer.text
        assert "Who sings" not in answer.text

    def test_are_good_once_they_are_mended(self, game: Flask, editor: EditorClient) -> None:
        paste(editor, TABLE)
        mended = editor.get("/import/rejected").data.replace(b"weather", b"love")

        upload(editor, mended, "to-mend.csv")

        assert '"row-status new"' in editor.get("/import/preview").text

    def test_have_a_byte_order_mark_only_as_a_table(
        self, game: Flask, editor: EditorClient
    ) -> None:
        paste(editor, "Who? {=a ~b}\n\nWhat? {=a}\n")
        assert editor.get("/import/rejected").data.startswith(b"//")
        paste(editor, TABLE)
        assert editor.get("/import/rejected").data.startswith(b"\xef\xbb\xbf")

    def test_are_missing_when_there_is_no_file(self, game: Flask, editor: EditorClient) -> None:
        assert editor.get("/import/rejected").status_code == 404


class TestBrokenFiles:
    """Every file of the corpus: told what is wrong, and nothing written that was not shown."""

    def test_are_forty_at_least(self) -> None:
        assert len(BROKEN) >= 40

    def test_are_never_more_than_shown(self, game: Flask, editor: EditorClient) -> None:
        for path in BROKEN:
            before = item_count()
            answer = upload(editor, path.read_bytes(), path.name)
            if answer.status_code == 422:
                assert "This file cannot be read" in answer.text, path.name
                continue
            assert answer.status_code == 303, path.name
            page = editor.get("/import/preview").text
            assert item_count() == before, path.name
            assert (
                'class="problem"' in page or "There" in page or "muted" in page or "Line" in page
            ), path.name
            shown = page.count('"row-status new"')
            if shown:
                assert confirm(editor, page).status_code == 303, path.name
            assert item_count() == before + shown, path.name
