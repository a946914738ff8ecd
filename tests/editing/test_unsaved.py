"""What is typed and not saved: stored, found again, discarded."""

import pytest
from sqlalchemy import select

from quizapp.database.db import db, transaction
from quizapp.editing.keys import FormKey
from quizapp.editing.models import UnsavedForm
from quizapp.quizzes.models import Item
from tests.admin_pages import FormFiller
from tests.editing.items import fresh, path_of
from tests.editors import EditorClient

MALFORMED = "options-²"


class TestUnsavedForm:
    def test_is_kept_by_the_script_and_restored(self, sunny: EditorClient, mood_item: Item) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Half a thou")

        answer = sunny.post(f"{path_of(mood_item)}/draft", dict(form.fields))

        assert answer.json is not None
        assert len(answer.json["speaks"][0]) == 10
        assert FormFiller(sunny, path_of(mood_item)).get("stem-en") == "Half a thou"

    def test_is_nobody_elses(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Mine"})

        assert FormFiller(hyuk, path_of(mood_item)).get("stem-en") == mood_item.stem.en

    def test_can_be_thrown_away(self, sunny: EditorClient, mood_item: Item) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "No.")
        form.press("options add")

        form.press("discard")

        assert form.get("stem-en") == mood_item.stem.en

    def test_survives_signing_out(self, sunny: EditorClient, mood_item: Item) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Still here")
        sunny.post("/sign-out")

        answer = sunny.client.post(
            f"/en/desk{path_of(mood_item)}", data={**dict(form.fields), "csrf_token": sunny.token}
        )

        assert "kept" in answer.text
        assert fresh(mood_item).stem.en == mood_item.stem.en

    def test_is_found_from_the_first_page(self, sunny: EditorClient, mood_item: Item) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Half a thou"})
        sunny.post("/new/tracks/1/draft", {"title-en": "Half a tra"})

        page = sunny.get("/").text

        for address, title in (
            (path_of(mood_item), mood_item.stem.en),
            ("/new/tracks/1", "A new track"),
        ):
            assert f'<a href="/en/desk{address}">{title}</a>' in page

    @pytest.mark.storage
    def test_with_a_malformed_name_is_refused_and_breaks_nothing(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Half a thou"})

        answer = sunny.post(f"{path_of(mood_item)}/draft", {MALFORMED: "x"})

        assert answer.status_code == 400
        assert FormFiller(sunny, path_of(mood_item)).get("stem-en") == "Half a thou"

    @pytest.mark.storage
    def test_stored_with_a_malformed_name_is_mended(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Half a thou"})
        with transaction():
            stored = db.session.scalars(select(UnsavedForm)).one()
            stored.fields = [[MALFORMED, "x"], *stored.fields]

        form = FormFiller(sunny, path_of(mood_item))

        assert form.page.status_code == 200
        assert form.get("stem-en") == "Half a thou"
        assert form.press("options add").status_code == 303

    def test_of_absurd_size_is_refused(self, sunny: EditorClient, mood_item: Item) -> None:
        answer = sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "x" * 200_001})

        assert answer.status_code == 422


@pytest.mark.storage
class TestNewForm:
    @pytest.mark.parametrize("section", ["artists", "themes", "albums", "tracks", "items"])
    def test_below_what_does_not_exist_is_not_found(
        self, sunny: EditorClient, section: str
    ) -> None:
        path = f"/new/{section}/99"

        statuses = {
            sunny.get(path).status_code,
            sunny.post(f"{path}/draft", {"name-en": "x"}).status_code,
            sunny.post(path, {"name-en": "x"}).status_code,
        }

        assert statuses == {404}
        assert db.session.scalars(select(UnsavedForm)).all() == []

    def test_stored_below_what_does_not_exist_spoils_no_page(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Half a thou"})
        with transaction():
            stored = db.session.scalars(select(UnsavedForm)).one()
            stored.key = str(FormKey("artist", parent_id=99))

        page = sunny.get("/")

        assert page.status_code == 200
        assert "/new/artists/99" not in page.text
