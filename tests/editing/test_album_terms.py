"""Episodes, categories and titles that an album says itself."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.catalog.models import Album
from quizapp.database.db import db
from quizapp.quizzes.models import Item, Quiz
from quizapp.trivia.forms import CATEGORY_LABELS, CategoryLabels
from tests.admin_pages import FormFiller
from tests.editors import EditorClient

NEW_ALBUM = "/new/albums/0"


@pytest.fixture
def bells(sunny: EditorClient) -> Album:
    """An album of its own: 100 episodes, two categories."""
    form = FormFiller(sunny, NEW_ALBUM)
    form.put("title-en", "Bells").put("drama-en", "The Bell").put("episode_count", "100")
    for at, (slug, label) in enumerate([("rings", "Rings"), ("drama", "The bell")]):
        form.press("categories add")
        form.put(f"categories-{at}-slug", slug).put(f"categories-{at}-label-en", label)
        form.put(f"categories-{at}-label-ko", label)
    assert form.press().status_code == 303
    return db.session.scalars(select(Album).filter_by(slug="bells")).one()


def new_question(sunny: EditorClient, album: Album) -> FormFiller:
    of_trivia = Quiz.album_id == album.id, Quiz.kind == "trivia"
    quiz = db.session.scalars(select(Quiz).where(*of_trivia)).one()
    form = FormFiller(sunny, f"/new/items/{quiz.id}")
    form.put("stem-en", "Who rings?").put("options-0-text-en", "He").put("options-1-text-en", "She")
    form.put("options-0-is_key", "y")
    form.fields = [
        pair for pair in form.fields if not pair[0].startswith(("options-2", "options-3", "is_"))
    ]
    return form


class TestAlbum:
    def test_names_its_quizzes(self, bells: Album) -> None:
        titles = db.session.scalars(select(Quiz).where(Quiz.album_id == bells.id)).all()

        assert {quiz.title.en for quiz in titles} == {
            "Which track of Bells is your mood?",
            "How well do you know The Bell?",
        }

    def test_refuses_a_category_twice(self, bells: Album, sunny: EditorClient) -> None:
        form = FormFiller(sunny, f"/albums/{bells.id}").put("categories-1-slug", "rings")

        assert form.press().status_code == 422


class TestQuestions:
    def test_take_episodes_and_categories_of_their_album(
        self, bells: Album, sunny: EditorClient
    ) -> None:
        form = new_question(sunny, bells)
        assert '<option value="rings">Rings</option>' in form.page.text
        assert "music on screen" not in form.page.text

        answer = form.put("category", "rings").put("spoiler_episode", "100").press()

        assert answer.status_code == 303
        item = db.session.scalars(select(Item).order_by(Item.id.desc())).first()
        assert item is not None
        assert (item.category, item.spoiler_episode) == ("rings", 100)

    def test_refuse_an_episode_after_the_last(self, bells: Album, sunny: EditorClient) -> None:
        assert new_question(sunny, bells).put("spoiler_episode", "101").press().status_code == 422

    def test_of_other_albums_end_at_52_as_before(self, game: Flask, sunny: EditorClient) -> None:
        album = db.session.get_one(Album, 1)

        assert new_question(sunny, album).put("spoiler_episode", "53").press().status_code == 422


class TestLabels:
    def test_of_an_own_category_are_the_albums(self, bells: Album, game: Flask) -> None:
        labels = CategoryLabels(CATEGORY_LABELS)

        with game.test_request_context("/en/"):
            assert (labels["rings"], str(labels["drama"])) == ("Rings", "The drama")

    def test_of_no_category_are_the_slug(self, game: Flask) -> None:
        with game.test_request_context("/en/"):
            assert CategoryLabels(CATEGORY_LABELS)["nothing"] == "nothing"


class TestImportedTables:
    def test_know_the_albums_own_categories(self, bells: Album, sunny: EditorClient) -> None:
        table = "question,option 1,option 2,key,category\nWho rings?,He,She,1,rings\n"
        fields = {"text": table, "format": "", "album": str(bells.id)}

        sunny.get("/import")
        assert sunny.post("/import", fields).status_code == 303
        page = sunny.get("/import/preview").text

        assert "trivia · rings" in page
        assert "not one of our categories" not in page
