"""The page of bulk actions: what it says, and that nothing typed is lost."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.database.db import db, transaction
from quizapp.editing.models import BulkAction
from quizapp.quizzes.models import Item
from tests.admin_pages import FormFiller
from tests.editing.items import fresh, trivia
from tests.editors import EditorClient


class TestPage:
    def test_tells_what_was_done_and_undoes_it(self, game: Flask, sunny: EditorClient) -> None:
        items = trivia(3)
        sunny.get("/questions/")
        page = press(sunny, "change", items, state="retired", within="quiz=trivia")

        assert "3 questions: retired" in page.text
        number = db.session.scalars(select(BulkAction.id)).one()
        answer = sunny.post(f"/questions/actions/{number}/undo")
        page = sunny.client.get(answer.headers["Location"])
        assert "Undone: 3 questions are as they were." in page.text
        assert not any(fresh(item).retired_at for item in items)
        assert "Sunny" in page.text

    def test_names_what_it_left_alone(
        self, game: Flask, sunny: EditorClient, hyuk: EditorClient
    ) -> None:
        mine, theirs = trivia(2)
        seen = [f"{mine.id}:1", f"{theirs.id}:1"]
        FormFiller(hyuk, f"/items/{theirs.id}").put("stem-en", "Whose lantern?").press()
        sunny.get("/questions/")

        page = press(sunny, "change", [], tick=seen, state="retired", within="q=")

        assert "1 question was left as it is:" in page.text
        assert "Saved by Hyuk meanwhile." in page.text

    @pytest.mark.parametrize(
        ("act", "fields"),
        [
            ("change", {}),
            ("move", {}),
            ("preview", {"find": ""}),
            ("nothing", {}),
            ("change", {"stars": "99"}),
            ("replace", {"find": "x" * 600}),
        ],
    )
    def test_keeps_what_was_typed_when_it_refuses(
        self, game: Flask, sunny: EditorClient, act: str, fields: dict[str, str]
    ) -> None:
        (item,) = trivia(1)
        sunny.get("/questions/")
        typed = {"put": "a new word", "within": "state=ready", **fields}
        answer = sunny.post("/questions/", {"act": act, "tick": f"{item.id}:1", **typed})

        assert answer.status_code == 422
        assert "a new word" in answer.text
        assert f'value="{item.id}:1" checked' in answer.text
        assert '<option selected value="ready">' in answer.text
        assert fresh(item).revision == 1

    def test_keeps_what_was_typed_when_nothing_is_ticked(
        self, game: Flask, sunny: EditorClient
    ) -> None:
        sunny.get("/questions/")
        answer = sunny.post("/questions/", {"act": "preview", "find": "lantren"})

        assert answer.status_code == 422
        assert "lantren" in answer.text

    def test_shows_a_replacement_before_it_is_made(self, game: Flask, sunny: EditorClient) -> None:
        item, other = trivia(2)
        with transaction():
            item.stem = type(item.stem)("Whose lantren?", "등불")
        sunny.get("/questions/")
        fields = {"find": "lantren", "put": "lantern", "within": "q=lan"}
        both = [f"{each.id}:1" for each in (item, other)]

        preview = sunny.post("/questions/", {"act": "preview", "tick": both, **fields})

        assert "It stands in 1 of the ticked questions." in preview.text
        assert "<ins>Whose lantern?</ins>" in preview.text
        assert fresh(item).stem.en == "Whose lantren?"
        page = press(sunny, "replace", [item], **fields)
        assert "1 question: “lantern” instead of “lantren”" in page.text
        assert fresh(item).stem.en == "Whose lantern?"

    def test_ticks_all_without_losing_what_was_typed(
        self, game: Flask, sunny: EditorClient
    ) -> None:
        sunny.get("/questions/")
        page = sunny.post("/questions/", {"act": "all", "find": "lantren", "within": "q="})

        assert page.status_code == 200
        assert 'value="lantren"' in page.text
        assert page.text.count(" checked") == page.text.count('name="tick"') > 10

    def test_downloads_the_ticked_questions(self, game: Flask, sunny: EditorClient) -> None:
        items = trivia(2)
        sunny.get("/questions/")
        table = sunny.post("/questions/export.csv", {"tick": [f"{item.id}:1" for item in items]})

        assert table.headers["Content-Type"].startswith("text/csv")
        assert all(f'"{item.slug}"' in table.text for item in items)
        assert table.text.count('"trivia",') == 2


def press(desk: EditorClient, act: str, items: Sequence[Item], **fields: Any) -> Any:
    """Press a button of the grid, and follow where it leads."""
    tick = {"tick": [f"{item.id}:{item.revision}" for item in items]} | fields
    answer = desk.post("/questions/", {"act": act, **tick})
    assert answer.status_code == 303, answer.text
    return desk.client.get(answer.headers["Location"])
