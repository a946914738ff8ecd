"""States at the desk: what is new starts as, what a save says, the order, previews, the site."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.catalog.models import Album, Chapter, Front, Site, State, Track
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Quiz
from quizapp.quizzes.queries import content_now, quiz_by_slug
from quizapp.texts import Localized
from tests.admin_pages import FormFiller
from tests.editors import EditorClient
from tests.second_album import MARK, SecondAlbum, add_second_album
from tests.web.cached_pages import look_again

AT_ONCE = "Players see this at once."
WITH_EDITION = "In the quiz and in new results it comes with the next edition"


@pytest.fixture
def second(game: None) -> SecondAlbum:
    return add_second_album(clock.now())


def album(slug: str) -> Album:
    return db.session.scalars(select(Album).where(Album.slug == slug)).one()


def put_state(row: Any, state: State) -> None:
    with transaction():
        row.state = state


def json_of(answer: TestResponse) -> Any:
    return answer.json


def add(desk: EditorClient, section: str, parent_id: int, title: str) -> FormFiller:
    form = FormFiller(desk, f"/new/{section}/{parent_id}").put("title-en", title)
    if section == "tracks":
        form.put("profile", "love", "5", "longing", "1")
    if section == "chapters":
        form.put("body-en", "Some words.")
    if section == "albums":
        form.put("drama-en", "Some drama")
    assert form.press().status_code == 303, form.page.text
    return form


class TestNewContent:
    def test_of_a_new_album_is_hidden_by_the_album_alone(self, sunny: EditorClient) -> None:
        add(sunny, "albums", 0, "Snow")
        snow = album("snow")
        add(sunny, "tracks", snow.id, "Flake")
        add(sunny, "chapters", snow.id, "Drift")

        db.session.expire_all()
        snow = album("snow")
        parts: list[Any] = [*snow.tracks, *snow.chapters]
        quizzes = db.session.scalars(select(Quiz).where(Quiz.album_id == snow.id)).all()
        assert snow.state == State.DRAFT
        assert snow.position > album("the-last-empress-ost").position
        assert [part.state for part in parts] == [State.LIVE] * 2
        assert [quiz.state for quiz in quizzes] == [State.LIVE] * 2

    @pytest.mark.slow
    def test_of_a_live_album_is_a_draft(self, sunny: EditorClient, client: FlaskClient) -> None:
        add(sunny, "tracks", 1, "Flake")
        add(sunny, "chapters", 1, "Drift")

        drafts = [model for model in (Track, Chapter) for row in _drafts(model)]
        assert drafts == [Track, Chapter]
        assert client.get("/en/tracks/flake").status_code == 404
        assert client.get("/en/chapters/drift").status_code == 404
        assert "Flake" not in client.get("/en/album/").text

    def test_is_in_no_edition_while_it_is_a_draft(self, sunny: EditorClient) -> None:
        add(sunny, "tracks", 1, "Flake")
        flake = _drafts(Track)[0]

        def slugs() -> list[str]:
            return [track.slug for track in content_now(quiz_by_slug("mood")).tracks]

        assert "flake" not in slugs()
        put_state(flake, State.HIDDEN)
        assert "flake" in slugs(), "hidden ones are found by whoever gets them"


def _drafts(model: type[Any]) -> list[Any]:
    db.session.expire_all()
    return list(db.session.scalars(select(model).where(model.state == State.DRAFT)))


class TestState:
    def test_is_saved_told_in_the_history_and_restored(
        self, sunny: EditorClient, client: FlaskClient
    ) -> None:
        form = FormFiller(sunny, "/chapters/1").put("state", "hidden")
        form.press()
        history = sunny.get("/history/chapter/1").text

        assert "who finds it" in history
        assert db.session.get_one(Chapter, 1, populate_existing=True).state == State.HIDDEN
        sunny.post("/history/chapter/1", {"number": 1, "revision": 2})
        assert db.session.get_one(Chapter, 1, populate_existing=True).state == State.LIVE

    def test_stays_where_a_form_does_not_say_it(self, sunny: EditorClient) -> None:
        put_state(db.session.get_one(Chapter, 1), State.HIDDEN)

        FormFiller(sunny, "/chapters/1").put("state").put("title-en", "Other").press()

        chapter = db.session.get_one(Chapter, 1, populate_existing=True)
        assert (chapter.title.en, chapter.state) == ("Other", State.HIDDEN)

    def test_of_a_track_is_never_retired_by_the_form(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/tracks/1").put("state", "retired")

        assert form.press().status_code == 422

    @pytest.mark.slow
    @pytest.mark.parametrize("path", ["/albums/1", "/chapters/1", "/settings/1", "/settings/2"])
    def test_can_be_each_of_the_four(self, sunny: EditorClient, path: str) -> None:
        for state in State:
            assert FormFiller(sunny, path).put("state", state).press().status_code == 303
            assert FormFiller(sunny, path).get("state") == state


class TestWhatASaveSays:
    def test_of_a_track_what_the_quiz_has_later(self, sunny: EditorClient) -> None:
        page = _saved(sunny, "/tracks/1", "tagline-en", "New words")

        assert f"{WITH_EDITION}: tagline." in page

    def test_of_a_track_that_the_quiz_has_nothing_of_it(self, sunny: EditorClient) -> None:
        page = _saved(sunny, "/tracks/1", "credits-en", "Somebody")

        assert AT_ONCE in page
        assert WITH_EDITION not in page

    @pytest.mark.slow
    def test_of_a_draft_that_nobody_sees_it(self, sunny: EditorClient) -> None:
        page = _saved(sunny, "/tracks/1", "state", "draft")

        assert "Nobody but editors sees it while it is a draft." in page
        put_state(db.session.get_one(Track, 1), State.LIVE)
        put_state(db.session.get_one(Album, 1), State.DRAFT)
        page = _saved(sunny, "/tracks/1", "tagline-en", "New words")
        assert "Nobody but editors sees it while its album is a draft." in page

    def test_of_a_quiz_its_state_at_once_and_all_else_with_the_edition(
        self, sunny: EditorClient
    ) -> None:
        later, at_once = "Players get it with the next edition.", "Who finds it changes at once."

        assert later in (page := _saved(sunny, "/settings/1", "title-en", "Other"))
        assert at_once not in page
        assert at_once in (page := _saved(sunny, "/settings/1", "state", "hidden"))
        assert later not in page


def _saved(desk: EditorClient, path: str, name: str, value: str) -> str:
    form = FormFiller(desk, path).put(name, value)
    assert form.press().status_code == 303
    return form.page.text


class TestOrder:
    @pytest.mark.storage
    def test_moves_a_track_by_one_place(self, sunny: EditorClient, client: FlaskClient) -> None:
        before = _tracks()
        sunny.get("/catalog/1/order")

        answer = sunny.post(f"/order/track/{before[1].id}", {"move": "up"})

        assert answer.headers["Location"].endswith(f"#track-{before[1].id}")
        after = [track.slug for track in _tracks()]
        slugs = [track.slug for track in before]
        assert after == [slugs[1], slugs[0], *slugs[2:]]
        assert json_of(client.get("/api/v1/albums"))["albums"][0]["tracks"] == after

    def test_leaves_the_first_where_it_is(self, sunny: EditorClient) -> None:
        before = [track.id for track in _tracks()]
        sunny.get("/catalog/1/order")

        sunny.post(f"/order/track/{before[0]}", {"move": "up"})

        assert [track.id for track in _tracks()] == before

    def test_moves_albums_and_keeps_their_parts_apart(
        self, sunny: EditorClient, second: SecondAlbum
    ) -> None:
        sunny.get("/order")
        sunny.post(f"/order/album/{second.album_id}", {"move": "up"})
        sunny.post(f"/order/quiz/{second.trivia.quiz_id}", {"move": "up"})

        db.session.expire_all()
        in_order = db.session.scalars(select(Album).order_by(Album.position)).all()
        assert [each.slug for each in in_order] == ["second", "the-last-empress-ost"]
        quizzes = db.session.scalars(select(Quiz).order_by(Quiz.position, Quiz.id)).all()
        second_ones = [quiz for quiz in quizzes if quiz.album_id == second.album_id]
        assert [quiz.kind for quiz in second_ones] == ["trivia", "mood"]

    @pytest.mark.parametrize(
        ("path", "move", "status"),
        [("track/999999", "up", 404), ("track/1", "sideways", 422), ("artist/1", "up", 404)],
    )
    def test_refuses_what_it_does_not_know(
        self, sunny: EditorClient, path: str, move: str, status: int
    ) -> None:
        sunny.get("/order")

        assert sunny.post(f"/order/{path}", {"move": move}).status_code == status


def _tracks() -> list[Track]:
    db.session.expire_all()
    in_order = select(Track).where(Track.album_id == 1).order_by(Track.position)
    return list(db.session.scalars(in_order))


class TestPreview:
    def test_shows_drafts_to_editors_alone(
        self, sunny: EditorClient, client: FlaskClient, second: SecondAlbum
    ) -> None:
        put_state(db.session.get_one(Album, second.album_id), State.DRAFT)
        rows = {
            "albums": second.album_id,
            "tracks": db.session.scalars(select(Track.id).where(Track.slug == second.track)).one(),
            "chapters": db.session.scalars(
                select(Chapter.id).where(Chapter.slug == second.chapter)
            ).one(),
        }

        for section, row_id in rows.items():
            page = sunny.get(f"/{section}/{row_id}/preview")
            assert page.status_code == 200
            assert MARK in page.text
            assert "A preview for editors." in page.text
            address = f"/en/desk/{section}/{row_id}/preview"
            assert "/desk/sign-in" in client.get(address).headers["Location"]


class TestSite:
    def set(self, desk: EditorClient, **values: str) -> None:
        path = desk.client.get(f"{desk.base}/site").headers["Location"].removeprefix(desk.base)
        form = FormFiller(desk, path)
        for name, value in values.items():
            form.put(name.replace("_en", "-en").replace("_ko", "-ko"), value)
        assert form.press().status_code == 303, form.page.text

    @pytest.mark.storage
    def test_gives_its_title_to_every_page(self, sunny: EditorClient, client: FlaskClient) -> None:
        assert "The Last Empress OST quiz" in client.get("/en/diary").text

        self.set(sunny, title_en="Drama music", title_ko="드라마 음악", tagline_en="One for all.")
        look_again(client.application)

        pages = ("/en/", "/en/diary", "/en/offline", "/en/nothing-here", "/en/embed/mood")
        for address in pages:
            page = client.get(address).text
            assert "Drama music" in page, address
            assert "The Last Empress OST quiz" not in page, address
        manifest = json_of(client.get("/en/app.webmanifest"))
        assert (manifest["name"], manifest["description"]) == ("Drama music", "One for all.")
        assert '<meta property="og:site_name" content="Drama music">' in client.get("/en/").text
        oembed = json_of(client.get("/oembed?url=https://quiz.example.org/en/"))
        assert oembed["provider_name"] == "Drama music"
        assert "드라마 음악" in client.get("/ko/diary").text

    def test_has_one_row_with_a_history(self, sunny: EditorClient) -> None:
        self.set(sunny, title_en="One")
        self.set(sunny, title_en="Two")

        rows = db.session.scalars(select(Site)).all()
        assert [(row.id, row.title.en, row.revision) for row in rows] == [(1, "Two", 2)]
        assert "Two" in sunny.get("/history/site/1").text
        form = FormFiller(sunny, "/new/sites/0").put("title-en", "Three")
        assert form.press().status_code == 409

    def test_an_empty_title_is_the_main_albums(
        self, sunny: EditorClient, client: FlaskClient, second: SecondAlbum
    ) -> None:
        self.set(sunny, main_album=second.album)
        look_again(client.application)

        assert f"<title>{MARK}" in client.get("/en/diary").text.replace("Your mood diary · ", "")
        assert MARK in client.get("/en/album/").text
        put_state(db.session.get_one(Album, second.album_id), State.HIDDEN)
        look_again(client.application)
        assert MARK not in client.get("/en/album/").text, "the first live one stands in"

    def test_shows_the_shelf_of_live_albums(
        self, sunny: EditorClient, client: FlaskClient, second: SecondAlbum
    ) -> None:
        with transaction():
            db.session.add(Album(slug="third", title=Localized("Quiet"), state=State.DRAFT))
        self.set(sunny, front=Front.SHELF, title_en="Drama music")
        look_again(client.application)

        page = client.get("/en/").text
        assert "<h1>Drama music</h1>" in page
        assert page.count('class="panel stack shelved"') == 2
        for address in (
            "/en/albums/second/",
            "/en/mood/second-mood/",
            "/en/trivia/quizzes/second-trivia/",
            "/en/albums/the-last-empress-ost/",
            'href="/en/mood/"',
        ):
            assert address in page
        assert "Quiet" not in page

    def test_without_a_live_album_is_an_empty_shelf(self, game: Flask, client: FlaskClient) -> None:
        put_state(db.session.get_one(Album, 1), State.DRAFT)

        page = client.get("/en/")
        assert page.status_code == 200
        assert "no album is open yet" in page.text
        assert client.get("/en/album/").status_code == 404
