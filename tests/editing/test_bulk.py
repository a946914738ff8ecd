"""Bulk actions of the question grid: over nobody else's work, and undone exactly."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.auth.models import Author
from quizapp.database.db import db, transaction
from quizapp.editing.documents import items as documents
from quizapp.editing.grid import service
from quizapp.editing.grid.changes import Change
from quizapp.editing.grid.service import (
    NothingDone,
    Tick,
    change_all,
    copy_all,
    move_all,
    undo,
)
from quizapp.editing.models import BulkAction
from quizapp.editing.saving import insert, save
from quizapp.editing.undoing import NothingToUndo
from quizapp.quizzes.models import Item, Quiz
from tests.editing.items import fresh, trivia
from tests.editors import add_editor
from tests.races import overtaken

NOW = clock.now()


def ticks(items: Sequence[Item]) -> list[Tick]:
    return [Tick(item.id, item.revision) for item in items]


def state(item: Item) -> tuple[Any, ...]:
    """All that an undo has to bring back."""
    now = fresh(item)
    return documents.read(now), now.retired_at, now.quiz_id, now.position


@pytest.fixture
def author(game: Flask) -> Author:
    return add_editor("Wang Sik")


@pytest.mark.storage
class TestChange:
    def test_is_made_to_all_and_undone_exactly(self, game: Flask, author: Author) -> None:
        items = trivia(3)
        with transaction():  # one was retired long ago, one is a draft
            items[1].retired_at = NOW - timedelta(days=90)
            items[2].is_draft = True
        before = [state(item) for item in items]
        change = Change(state="restored", category="album", stars=5)

        action = change_all(ticks=ticks(items), change=change, author=author, now=NOW)

        after = [state(item) for item in items]
        assert [(each[0]["stars"], each[0]["category"], each[1]) for each in after] == [
            (5, "album", None)
        ] * 3
        undo(action_id=action.id, author=author, now=NOW + timedelta(days=29))
        assert [state(item) for item in items] == before
        assert (action.editor_name, action.undone_by) == ("Wang Sik", "Wang Sik")

    def test_leaves_out_what_was_saved_meanwhile_and_names_who(
        self, game: Flask, author: Author
    ) -> None:
        mine, theirs = trivia(2)
        seen = ticks([mine, theirs])
        save_stem(theirs, "Hae-ra wrote this?")

        action = change_all(ticks=seen, change=Change(state="retired"), author=author, now=NOW)

        assert fresh(mine).retired_at
        assert not fresh(theirs).retired_at
        assert action.left == [{"item": theirs.id, "why": "meanwhile", "detail": "Hae-ra"}]
        assert [row["item"] for row in action.rows] == [mine.id]

    def test_would_take_it_without_the_check(self, game: Flask, author: Author) -> None:
        """The red twin: without the revision the other editor's question is retired unseen."""
        (theirs,) = trivia(1)
        seen = ticks([theirs])
        save_stem(theirs, "Hae-ra wrote this?")

        with patch.object(service, "_as_seen", lambda item, _tick: item):
            change_all(ticks=seen, change=Change(state="retired"), author=author, now=NOW)

        assert fresh(theirs).retired_at

    def test_waits_for_a_save_and_then_leaves_it_out(self, game: Flask, author: Author) -> None:
        (item,) = trivia(1)
        seen, content = ticks([item]), documents.read(item)
        other = add_editor("Hae-ra")

        def saving() -> object:
            typed = {**content, "spoiler_episode": 7}
            return save(
                kind="item", object_id=item.id, content=typed, revision=1, author=other, now=NOW
            )

        def changing() -> object:
            return change_all(ticks=seen, change=Change(stars=5), author=author, now=NOW)

        first, second = overtaken(game, saving, changing)

        assert not isinstance(first, Exception)
        assert isinstance(second, NothingDone)
        assert (fresh(item).spoiler_episode, fresh(item).revision) == (7, 2)

    def test_makes_nothing_ready_that_lacks_something(self, game: Flask, author: Author) -> None:
        fine, poor = trivia(2)
        with transaction():
            fine.is_draft = poor.is_draft = True
            poor.explanation = type(poor.stem)("only English")

        action = change_all(
            ticks=ticks([fine, poor]), change=Change(state="ready"), author=author, now=NOW
        )

        assert (fresh(fine).is_draft, fresh(poor).is_draft) == (False, True)
        assert [(row["item"], row["why"]) for row in action.left] == [(poor.id, "breaks-rules")]
        assert action.left[0]["detail"][0][1] == "explanation.ko"

    def test_gives_mood_questions_nothing_of_trivia(self, game: Flask, author: Author) -> None:
        mood = db.session.get_one(Quiz, 1).items[0]

        with pytest.raises(NothingDone) as refused:
            change_all(ticks=ticks([mood]), change=Change(stars=1), author=author, now=NOW)

        assert refused.value.left[0]["why"] == "not-of-mood"
        assert not db.session.scalars(select(BulkAction)).all()

    def test_replaces_a_text_everywhere_and_refuses_what_becomes_too_long(
        self, game: Flask, author: Author
    ) -> None:
        one, other = trivia(2)
        with transaction():
            one.stem = type(one.stem)("Whose lantren?", "누구의 등불인가요?")
            other.stem = type(one.stem)("lantren " + "x" * 190, "등불")
        before = state(one)

        action = change_all(
            ticks=ticks([one, other]),
            change=Change(find="lantren", put="lantern, at last"),
            author=author,
            now=NOW,
        )

        assert fresh(one).stem.en == "Whose lantern, at last?"
        assert [row["why"] for row in action.left] == ["breaks-rules"]
        undo(action_id=action.id, author=author, now=NOW)
        assert state(one) == before


@pytest.mark.storage
class TestUndo:
    def test_leaves_alone_what_was_edited_since(self, game: Flask, author: Author) -> None:
        mine, theirs = trivia(2)
        action = change_all(
            ticks=ticks([mine, theirs]), change=Change(stars=5), author=author, now=NOW
        )
        stars = mine.stars
        save_stem(fresh(theirs), "Hae-ra wrote this?")

        undone = undo(action_id=action.id, author=author, now=NOW)

        assert undone.undo_left == [theirs.id]
        assert fresh(theirs).stem.en == "Hae-ra wrote this?"
        assert fresh(theirs).stars == 5
        assert stars == 5
        assert fresh(mine).revision == 3

    @pytest.mark.parametrize(("days", "times"), [(30, 1), (0, 2)])
    def test_is_possible_once_and_for_thirty_days(
        self, game: Flask, author: Author, days: int, times: int
    ) -> None:
        (item,) = trivia(1)
        action = change_all(ticks=ticks([item]), change=Change(stars=5), author=author, now=NOW)
        if times == 2:
            undo(action_id=action.id, author=author, now=NOW)

        with pytest.raises(NothingToUndo):
            undo(action_id=action.id, author=author, now=NOW + timedelta(days=days))


@pytest.mark.storage
class TestOtherQuiz:
    def test_gets_copies_as_drafts_which_an_undo_retires(
        self, game: Flask, author: Author, other_quiz: Quiz
    ) -> None:
        items = trivia(2)

        action = copy_all(ticks=ticks(items), quiz_id=other_quiz.id, author=author, now=NOW)

        copies = [db.session.get_one(Item, row["item"]) for row in action.rows]
        assert [copy.stem for copy in copies] == [item.stem for item in items]
        assert all(copy.is_draft and copy.quiz_id == other_quiz.id for copy in copies)
        assert [fresh(item).revision for item in items] == [1, 1]
        undo(action_id=action.id, author=author, now=NOW)
        assert all(fresh(copy).retired_at for copy in copies)

    def test_gets_what_nobody_has_met_and_gives_it_back(
        self, game: Flask, author: Author, other_quiz: Quiz
    ) -> None:
        met = trivia(1)[0]
        new = copied(met, author)
        before = state(new)

        action = move_all(ticks=ticks([met, new]), quiz_id=other_quiz.id, author=author, now=NOW)

        assert (fresh(new).quiz_id, fresh(met).quiz_id) == (other_quiz.id, met.quiz_id)
        assert action.left == [{"item": met.id, "why": "published", "detail": ""}]
        undo(action_id=action.id, author=author, now=NOW)
        assert state(new) == before

    def test_is_of_the_same_kind(self, game: Flask, author: Author) -> None:
        (item,) = trivia(1)

        with pytest.raises(NothingDone) as refused:
            copy_all(ticks=ticks([item]), quiz_id=1, author=author, now=NOW)

        assert refused.value.left[0]["why"] == "other-kind"


class TestOwnCategories:
    @pytest.fixture
    def item(self, game: Flask) -> Item:
        """A question of an album that has one category of its own."""
        (item,) = trivia(1)
        with transaction():
            item.quiz.album.categories = [{"slug": "songs", "label": {"en": "Songs", "ko": "곡"}}]
            item.category = "songs"
        return item

    def test_are_kept_by_other_changes(self, item: Item, author: Author) -> None:
        change_all(ticks=ticks([item]), change=Change(stars=5), author=author, now=NOW)

        assert (fresh(item).stars, item.category) == (5, "songs")

    def test_are_the_only_ones(self, item: Item, author: Author) -> None:
        with pytest.raises(NothingDone) as refused:
            change_all(ticks=ticks([item]), change=Change(category="drama"), author=author, now=NOW)

        assert refused.value.left[0]["why"] == "breaks-rules"

    def test_do_not_come_along_to_an_album_without_them(
        self, item: Item, author: Author, other_quiz: Quiz
    ) -> None:
        with pytest.raises(NothingDone):
            copy_all(ticks=ticks([item]), quiz_id=other_quiz.id, author=author, now=NOW)


@pytest.fixture
def other_quiz(game: Flask, author: Author) -> Quiz:
    """The trivia of another album."""
    text = {"en": "Another", "ko": "또 하나"}
    content = {"title": text, "drama": text, "intro": text, "sources": []}
    with transaction():
        album_id = insert(kind="album", parent_id=0, content=content, author=author, now=NOW)
    of_album = select(Quiz).where(Quiz.album_id == album_id, Quiz.kind == "trivia")
    return db.session.scalars(of_album).one()


def copied(item: Item, author: Author) -> Item:
    action = copy_all(ticks=ticks([item]), quiz_id=item.quiz_id, author=author, now=NOW)
    return db.session.get_one(Item, action.rows[0]["item"])


def save_stem(item: Item, stem: str) -> None:
    content = {**documents.read(item), "stem": {"en": stem, "ko": item.stem.ko}}
    author = add_editor("Hae-ra")
    save(
        kind="item",
        object_id=item.id,
        content=content,
        revision=item.revision,
        author=author,
        now=NOW,
    )
    db.session.expire_all()
