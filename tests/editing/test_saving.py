"""An editor's save as one transaction, whatever becomes of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, select

from quizapp.catalog.models import Artist
from quizapp.database.db import db
from quizapp.editing.models import Revision, UnsavedForm
from tests.admin_pages import FormFiller
from tests.editors import EditorClient
from tests.statements import logged_transactions

pytestmark = pytest.mark.storage

PATH = "/artists/1"
WRITE = re.compile(r"(INSERT|UPDATE|DELETE)(?: INTO| FROM)? (\w+)")


def writes_of(transactions: list[list[str]]) -> list[set[str]]:
    """What each committed transaction wrote, as "INSERT revision"; those that only read are left
    out, and so are the versions of cached pages, which every change counts up."""
    written = [set(map(WRITE.match, statements)) - {None} for statements in transactions]
    named = [{f"{found[1]} {found[2]}" for found in writes if found} for writes in written]
    return [writes - {"INSERT page_version"} for writes in named if writes]


def about_of_artist() -> str:
    db.session.expire_all()
    return db.session.get_one(Artist, 1).about.en


def unsaved_of(name: str) -> str | None:
    """What an unsaved form holds under a name, if there is such a form."""
    row = db.session.scalar(select(UnsavedForm).execution_options(populate_existing=True))
    return dict(row.fields)[name] if row else None


@contextmanager
def failing_on(beginning: str) -> Iterator[None]:
    """Every statement that begins so fails, as if the machine had stopped there."""

    def fail(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith(beginning):
            raise InterruptedError(statement)

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


class TestSaveForm:
    def test_writes_and_drops_the_unsaved_form_in_one_transaction(
        self, sunny: EditorClient
    ) -> None:
        form = FormFiller(sunny, PATH).put("about-en", "Sings at night.")
        sunny.post(f"{PATH}/draft", dict(form.fields))

        with logged_transactions() as transactions:
            answer = form.press()

        assert answer.status_code == 303
        assert writes_of(transactions) == [{"UPDATE artist", "INSERT revision", "DELETE draft"}]
        assert about_of_artist() == "Sings at night."
        assert unsaved_of("about-en") is None

    def test_adds_a_new_object_in_one_transaction(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/new/artists/0").put("name-en", "Choi")
        sunny.post("/new/artists/0/draft", dict(form.fields))

        with logged_transactions() as transactions:
            form.press()

        assert writes_of(transactions) == [{"INSERT artist", "INSERT revision", "DELETE draft"}]

    def test_without_a_change_only_drops_the_unsaved_form(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, PATH)
        sunny.post(f"{PATH}/draft", dict(form.fields))

        with logged_transactions() as transactions:
            form.press()

        assert writes_of(transactions) == [{"DELETE draft"}]

    def test_that_is_refused_only_stores_what_was_typed(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, PATH).put("sources-0-url", "javascript:alert(1)")

        with logged_transactions() as transactions:
            answer = form.press()

        assert answer.status_code == 422
        assert writes_of(transactions) == [{"INSERT draft"}]
        assert unsaved_of("sources-0-url") == "javascript:alert(1)"

    def test_that_clashes_only_stores_the_merged_form(
        self, sunny: EditorClient, hyuk: EditorClient
    ) -> None:
        late = FormFiller(hyuk, PATH).put("about-en", "Late words")
        FormFiller(sunny, PATH).put("about-en", "Early words").put("about-ko", "먼저 쓴 말").press()

        with logged_transactions() as transactions:
            answer = late.press()

        assert answer.status_code == 409
        assert writes_of(transactions) == [{"INSERT draft"}]
        assert (unsaved_of("about-en"), unsaved_of("about-ko")) == ("Late words", "먼저 쓴 말")
        assert about_of_artist() == "Early words"

    @pytest.mark.parametrize("statement", ["UPDATE artist", "INSERT INTO revision", "DELETE FROM"])
    def test_that_fails_anywhere_leaves_everything_as_it_was(
        self, sunny: EditorClient, statement: str
    ) -> None:
        before = about_of_artist()
        form = FormFiller(sunny, PATH).put("about-en", "Sings at night.")
        sunny.post(f"{PATH}/draft", dict(form.fields))

        with failing_on(statement):
            answer = form.press()

        assert answer.status_code == 500
        assert about_of_artist() == before
        assert db.session.scalars(select(Revision)).all() == []
        assert unsaved_of("about-en") == "Sings at night."
