"""What is typed and not saved: stored, found again, discarded."""

from quizapp.quizzes.models import Item
from tests.admin_pages import Typist
from tests.editing.items import fresh, path_of
from tests.editors import EditorClient


class TestUnsavedForm:
    def test_is_kept_by_the_script_and_restored(self, sunny: EditorClient, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Half a thou")

        answer = sunny.post(f"{path_of(mood_item)}/draft", dict(form.fields))

        assert answer.json is not None
        assert len(answer.json["speaks"][0]) == 10
        assert Typist(sunny, path_of(mood_item)).get("stem-en") == "Half a thou"

    def test_is_nobody_elses(
        self, sunny: EditorClient, hyuk: EditorClient, mood_item: Item
    ) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Mine"})

        assert Typist(hyuk, path_of(mood_item)).get("stem-en") == mood_item.stem.en

    def test_can_be_thrown_away(self, sunny: EditorClient, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "No.")
        form.press("options add")

        form.press("discard")

        assert form.get("stem-en") == mood_item.stem.en

    def test_survives_signing_out(self, sunny: EditorClient, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Still here")
        sunny.post("/sign-out")

        answer = sunny.client.post(
            f"/en/desk{path_of(mood_item)}", data={**dict(form.fields), "csrf_token": "old"}
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

    def test_of_absurd_size_is_refused(self, sunny: EditorClient, mood_item: Item) -> None:
        answer = sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "x" * 200_001})

        assert answer.status_code == 422
