"""Taking over the file of an album, undoing it, and writing it again."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.catalog.models import Album, Artist, Chapter, ThemeTag, Track
from quizapp.database.db import db
from quizapp.packs.album_files import service
from quizapp.packs.album_files.plan import Status
from quizapp.question_files.commands import CommandLine
from quizapp.quizzes.models import Item, Quiz
from tests.packs.album_files.album_texts import SLUG, exported, imported, template

pytestmark = pytest.mark.storage
SHIPPED = "the-last-empress-ost"


def row(model: Any, slug: str) -> Any:
    db.session.rollback()
    return db.session.scalar(select(model).where(model.slug == slug))


def statuses(data: bytes) -> dict[tuple[str, str], str]:
    db.session.rollback()
    plan = service.dry_run(data=data).plan
    assert plan is not None
    return {entry.name: entry.status for entry in plan.entries}


def undone(done: service.Done) -> tuple[int, int]:
    db.session.rollback()
    result = service.undo_import(import_id=done.import_id, author=CommandLine(), now=clock.now())
    return result.restored, result.left


def retitled(file: Any) -> None:
    file["tracks"][0]["title"]["en"] = "Another Title"


def reworded(file: Any) -> None:
    file["trivia"]["items"][0]["stem"]["en"] = "Who sang it?"


class TestRoundTrip:
    def test_of_the_shipped_album_changes_nothing(self, game: Flask) -> None:
        first = exported(SHIPPED)

        assert set(statuses(first.encode()).values()) == {Status.SAME}

    def test_of_a_new_album_gives_the_same_file(self, app: Flask) -> None:
        imported(template())
        first = exported()
        imported(first.encode())

        assert exported() == first
        assert set(statuses(first.encode()).values()) == {Status.SAME}


class TestImport:
    def test_of_a_new_album_is_a_draft_with_all_of_its_file(self, game: Flask) -> None:
        done = imported(template())

        album = row(Album, SLUG)
        assert (album.state, album.episode_count) == ("draft", 16)
        assert [category["slug"] for category in album.categories] == ["songs", "story"]
        assert [track.slug for track in album.tracks] == ["your-first-track", "your-second-track"]
        assert row(Item, "your-first-trivia-question").is_draft is False
        assert done.album_id == album.id

    def test_makes_an_empty_quiz_of_a_kind_that_the_file_lacks(self, app: Flask) -> None:
        imported(template(lambda file: file.pop("mood")))

        quizzes = db.session.scalars(select(Quiz).order_by(Quiz.kind)).all()
        assert [quiz.kind for quiz in quizzes] == ["mood", "trivia"]
        assert quizzes[0].title.en == "Which track of Your Album OST is your mood?"

    def test_changes_what_the_file_says_otherwise_and_keeps_the_state(self, app: Flask) -> None:
        imported(template())
        row(Album, SLUG).state = "live"
        db.session.commit()

        done = imported(template(retitled, reworded))

        assert (done.added, done.updated) == (0, 2)
        assert row(Track, "your-first-track").title.en == "Another Title"
        assert row(Album, SLUG).state == "live"

    def test_leaves_themes_and_artists_of_other_albums(self, game: Flask) -> None:
        def renames_love(file: Any) -> None:
            file["themes"][0]["label"]["en"] = "Bells"

        before = row(ThemeTag, "love").label.en
        imported(template(renames_love))

        assert row(ThemeTag, "love").label.en == before
        assert statuses(template(renames_love))["theme", "love"] == Status.CHANGED

    def test_never_touches_a_track_of_another_album(self, game: Flask) -> None:
        def takes_not_over(file: Any) -> None:
            file["tracks"][0]["slug"] = "not-over"

        imported(template(takes_not_over))

        assert row(Track, "not-over").album.slug == SHIPPED
        assert statuses(template(takes_not_over))["track", "not-over"] == Status.TAKEN

    def test_retires_what_the_file_lacks_only_on_demand(self, app: Flask) -> None:
        def lacks_much(file: Any) -> None:
            del file["tracks"][1], file["chapters"][0], file["mood"]["items"][0]

        imported(template())

        imported(template(lacks_much))
        assert row(Track, "your-second-track").retired_at is None
        done = imported(template(lacks_much), with_missing=True)
        assert done.retired == 3
        assert row(Track, "your-second-track").retired_at is not None
        assert row(Chapter, "your-first-chapter").state == "retired"
        assert "your-second-track" not in exported()

    def test_keeps_drafts_as_drafts(self, app: Flask) -> None:
        def a_draft(file: Any) -> None:
            file["trivia"]["drafts"] = ["your-first-trivia-question"]

        def in_english(file: Any) -> None:
            file["mood"]["items"][0]["stem"]["ko"] = ""

        imported(template(a_draft, in_english))

        assert row(Item, "your-first-trivia-question").is_draft
        assert row(Item, "your-first-mood-question").is_draft
        assert statuses(exported().encode())["item", "your-first-mood-question"] == Status.SAME


class TestUndo:
    def test_of_a_new_album_retires_all_of_it(self, game: Flask) -> None:
        done = imported(template())

        restored, left = undone(done)

        assert (restored, left) == (done.added, 0)
        assert row(Album, SLUG).state == "retired"
        assert row(Track, "your-first-track").retired_at is not None
        assert row(Artist, "your-singer").retired_at is not None
        assert row(ThemeTag, "love").retired_at is None  # it was there before

    def test_can_be_followed_by_the_same_file(self, game: Flask) -> None:
        first = imported(template())
        text = exported()
        undone(first)

        imported(template())

        assert exported() == text
        assert row(Album, SLUG).state == "draft"

    def test_of_changes_says_again_what_was(self, app: Flask) -> None:
        imported(template())
        before = exported()
        done = imported(template(retitled, reworded))

        assert undone(done) == (2, 0)
        assert exported() == before

    def test_leaves_what_was_edited_since(self, app: Flask) -> None:
        imported(template())
        done = imported(template(retitled, reworded))
        imported(template(lambda file: file["tracks"][0]["title"].update(en="A Third Title")))

        assert undone(done)[1] == 2
        assert row(Track, "your-first-track").title.en == "A Third Title"

    def test_is_possible_for_30_days_and_once(self, app: Flask) -> None:
        done = imported(template())
        later = clock.now() + timedelta(days=31)
        with pytest.raises(service.NothingToUndo):
            service.undo_import(import_id=done.import_id, author=CommandLine(), now=later)

        undone(done)
        with pytest.raises(service.NothingToUndo):
            undone(done)
