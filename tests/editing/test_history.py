"""Histories, restoring, retiring."""

from sqlalchemy import select

from quizapp.catalog.models import ThemeTag
from quizapp.database.db import db
from quizapp.quizzes.models import Item
from tests.admin_pages import FormFiller
from tests.editing.items import fresh, path_of
from tests.editors import EditorClient


class TestHistory:
    def test_says_who_changed_what(self, sunny: EditorClient, mood_item: Item) -> None:
        before = mood_item.stem.en
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "After").press()

        page = sunny.get(f"/history/item/{mood_item.id}").text

        assert "Sunny" in page
        assert "<ins>After</ins>" in page
        assert before.split()[0] in page

    def test_undoes_a_save(self, sunny: EditorClient, mood_item: Item) -> None:
        before = fresh(mood_item).stem.en
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Oops")
        form.press()
        assert "Undo" in form.page.text

        sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert fresh(mood_item).stem.en == before

    def test_brings_back_an_option_with_its_id(self, sunny: EditorClient, mood_item: Item) -> None:
        ids = [option.id for option in mood_item.options]
        form = FormFiller(sunny, path_of(mood_item))
        form.press("options remove 0")
        form.press()

        sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert [option.id for option in fresh(mood_item).options_in_use] == ids

    def test_restores_nothing_over_a_later_save(self, sunny: EditorClient, mood_item: Item) -> None:
        for text in ("One", "Two"):
            FormFiller(sunny, path_of(mood_item)).put("stem-en", text).press()

        answer = sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert answer.status_code == 409
        assert "nothing was changed" in answer.text
        assert "<ins>Two</ins>" in answer.text
        assert fresh(mood_item).stem.en == "Two"


class TestRetire:
    def test_takes_an_item_out_of_what_comes_next_and_brings_it_back(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        path = f"{path_of(mood_item)}/retire"

        sunny.post(path, {"retired": "yes", "revision": 1})
        assert fresh(mood_item).retired_at is not None
        sunny.post(path, {"retired": "no", "revision": 2})

        assert fresh(mood_item).retired_at is None

    def test_of_a_theme_that_has_points_is_refused_with_their_number(
        self, sunny: EditorClient
    ) -> None:
        answer = sunny.post("/themes/1/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 422
        assert "Tracks with points for it: 3." in answer.text
        assert db.session.get_one(ThemeTag, 1).retired_at is None

    def test_of_a_theme_that_nothing_has_points_for_is_done(self, sunny: EditorClient) -> None:
        FormFiller(sunny, "/new/themes/0").put("label-en", "Hope").put("label-ko", "희망").put(
            "phrase-en", "the first light"
        ).put("phrase-ko", "첫 빛").put("glyph", "☼").press()
        theme = db.session.scalars(select(ThemeTag).where(ThemeTag.slug == "hope")).one()

        answer = sunny.post(f"/themes/{theme.id}/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 303
        db.session.expire_all()
        assert theme.retired_at is not None

    def test_of_what_was_saved_meanwhile_shows_it_again(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        FormFiller(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        answer = sunny.post(f"{path_of(mood_item)}/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 409
        assert "nothing was changed" in answer.text
        assert "Early words" in answer.text
        assert fresh(mood_item).retired_at is None
