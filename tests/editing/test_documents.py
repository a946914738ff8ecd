"""Edit forms through the client, as a browser without JavaScript."""

import pytest
from sqlalchemy import select

from quizapp.catalog.models import Track
from quizapp.catalog.queries import all_artists
from quizapp.database.db import db
from quizapp.editing.models import Revision, UnsavedForm
from quizapp.quizzes.models import Item, Option, Quiz
from tests.admin_pages import FormFiller
from tests.editing.items import fresh, path_of
from tests.editors import EditorClient


class TestEdit:
    def test_saves_what_was_typed_and_counts_the_revision(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Which door do you take?")

        answer = form.press()

        assert answer.status_code == 303
        assert fresh(mood_item).stem.en == "Which door do you take?"
        assert fresh(mood_item).revision == 2

    def test_keeps_the_ids_of_options(self, sunny: EditorClient, mood_item: Item) -> None:
        before = [option.id for option in mood_item.options]
        form = FormFiller(sunny, path_of(mood_item)).put("options-1-text-en", "Another answer.")

        form.press()

        assert [option.id for option in fresh(mood_item).options_in_use] == before

    def test_without_a_change_makes_no_revision(self, sunny: EditorClient, mood_item: Item) -> None:
        FormFiller(sunny, path_of(mood_item)).press()

        assert fresh(mood_item).revision == 1
        assert db.session.scalars(select(Revision)).all() == []

    @pytest.mark.parametrize("section", ["tracks", "artists", "themes", "chapters", "albums"])
    def test_sends_every_form_back_unchanged(self, sunny: EditorClient, section: str) -> None:
        answer = FormFiller(sunny, f"/{section}/1").press()

        assert answer.status_code == 303
        assert db.session.scalars(select(Revision)).all() == []

    @pytest.mark.parametrize("path", ["/tracks/1", "/new/tracks/1"])
    def test_has_no_preview_but_of_items(self, sunny: EditorClient, path: str) -> None:
        """A preview asked for elsewhere keeps what was typed, and leads back to the form."""
        form = FormFiller(sunny, path).put("title-en", "Half typed")
        form.put("profile", "love", "5", "mischief", "4")

        answer = form.press("preview")

        assert answer.location == f"/en/desk{path}"
        assert form.get("title-en") == "Half typed"
        assert "Not saved yet" in form.page.text

    @pytest.mark.parametrize("path", ["/items/999999", "/tracks/0", "/history/item/999999"])
    def test_of_nothing_is_missing(self, sunny: EditorClient, path: str) -> None:
        assert sunny.get(path).status_code == 404


class TestRows:
    def test_are_added_and_removed_without_losing_what_was_typed(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-en", "Half typed")

        form.press("options add")
        form.put("options-4-text-en", "A fifth").press("options remove 1")

        assert form.get("stem-en") == "Half typed"
        assert form.get("options-3-text-en") == "A fifth"
        assert "Not saved yet" in form.page.text

    def test_keep_their_options_when_they_move(self, sunny: EditorClient, mood_item: Item) -> None:
        ids = [option.id for option in mood_item.options]

        FormFiller(sunny, path_of(mood_item)).press("options down 0")
        FormFiller(sunny, path_of(mood_item)).press()

        moved = [option.id for option in fresh(mood_item).options_in_use]
        assert moved == [ids[1], ids[0], *ids[2:]]

    def test_that_are_removed_retire_their_option(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        last = mood_item.options[-1].id
        form = FormFiller(sunny, path_of(mood_item))

        form.press("options remove 3")
        form.press()

        assert db.session.get_one(Option, last, populate_existing=True).retired_at is not None

    def test_of_sources_work_the_same(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/artists/1")

        form.press("sources add")

        assert "sources-1-url" in dict(form.fields)


class TestRules:
    def test_speak_beside_the_field(self, sunny: EditorClient, mood_item: Item) -> None:
        themes = list(mood_item.options[0].profile)
        form = FormFiller(sunny, path_of(mood_item)).put("options-0-weights", themes[0], "7")

        answer = form.press()

        assert answer.status_code == 422
        assert "An option has 4 points to give; this one gives 7." in form.page.text
        assert 'aria-describedby="options-0-weights-problem"' in form.page.text
        assert ("options-0-weights", "7") in form.fields

    @pytest.mark.parametrize(
        ("pairs", "words"),
        [
            (("love", "x"), "Points are whole numbers."),
            (("", "4"), "Choose a theme for these points."),
            (("love", "2", "love", "2"), "A theme appears twice."),
            (("nonsense", "4"), "is not a known theme"),
            (("love", "9" * 40), "Points are whole numbers."),
        ],
    )
    def test_refuse_points_that_make_no_sense(
        self, sunny: EditorClient, mood_item: Item, pairs: tuple[str, ...], words: str
    ) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("options-0-weights", *pairs)

        assert form.press().status_code == 422
        assert words in form.page.text

    def test_want_both_languages_before_the_next_edition(
        self, sunny: EditorClient, mood_item: Item
    ) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-ko", "")

        assert form.press().status_code == 422
        assert "One of the two languages is missing." in form.page.text

    def test_let_a_draft_wait_for_its_korean(self, sunny: EditorClient, mood_item: Item) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put("stem-ko", "").put("is_ready")

        assert form.press().status_code == 303
        assert fresh(mood_item).is_draft

    def test_of_tracks_are_those_of_the_balance_report(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/tracks/1").put("profile", "love", "4", "power", "2")

        assert form.press().status_code == 422
        assert "Its strongest theme has 5; here it is 4." in form.page.text

    def test_refuse_the_double_of_another_track(self, sunny: EditorClient) -> None:
        other = db.session.get_one(Track, 2)
        pairs = [text for pair in other.profile.items() for text in map(str, pair)]

        form = FormFiller(sunny, "/tracks/1").put("profile", *pairs)

        assert form.press().status_code == 422
        assert "nearly that of another track (100%)" in form.page.text

    def test_refuse_addresses_that_run_code(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/artists/1").put("sources-0-url", "javascript:alert(1)")

        assert form.press().status_code == 422


class TestNew:
    def test_item_goes_from_five_rows_to_four(self, sunny: EditorClient) -> None:
        form = (
            FormFiller(sunny, "/new/items/1").put("stem-en", "Which hour?").put("stem-ko", "몇 시?")
        )
        form.press("options add")
        themes = ["love", "power", "mischief", "revenge", "tragedy"]
        for place, theme in enumerate(themes):
            form.put(f"options-{place}-text-en", f"Hour {theme}")
            form.put(f"options-{place}-text-ko", f"시간 {theme}")
            form.put(f"options-{place}-weights", theme, "4")
        form.press("options remove 2")

        answer = form.press()

        assert answer.status_code == 303
        item = db.session.scalars(select(Item).order_by(Item.id.desc())).first()
        assert item is not None
        assert [option.profile for option in item.options_in_use] == [
            {"love": 4},
            {"power": 4},
            {"revenge": 4},
            {"tragedy": 4},
        ]
        assert item.slug == "which-hour"
        assert db.session.scalars(select(UnsavedForm)).all() == []

    def test_slugs_step_aside(self, sunny: EditorClient) -> None:
        for _again in range(2):
            form = FormFiller(sunny, "/new/artists/0").put("name-en", "Choi")
            assert form.press().status_code == 303

        slugs = [artist.slug for artist in all_artists()]
        assert slugs[-2:] == ["choi", "choi-2"]

    def test_album_comes_with_its_quizzes(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/new/albums/0").put("title-en", "Snow").put("drama-en", "Snow")

        form.press()

        slugs = db.session.scalars(select(Quiz.slug).order_by(Quiz.id)).all()
        assert slugs[-2:] == ["snow-mood", "snow-trivia"]

    def test_track_belongs_to_its_album(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/new/tracks/1").put("title-en", "New one")
        form.put("profile", "love", "5", "mischief", "4")

        assert form.press().status_code == 303
        track = db.session.scalars(select(Track).order_by(Track.id.desc())).first()
        assert track is not None
        assert (track.album_id, track.profile) == (1, {"love": 5, "mischief": 4})


class TestScene:
    def test_is_saved_with_one_of_the_sources_of_its_track(self, sunny: EditorClient) -> None:
        track = _track("not-over")
        form = FormFiller(sunny, f"/tracks/{track.id}").put("scene-en", "Heard on a boat.")
        form.put("spoiler_episode", "14").put("scene_source", track.sources[0]["url"])

        assert form.press().status_code == 303
        track = _track("not-over")
        assert (track.scene.en, track.spoiler_episode) == ("Heard on a boat.", 14)
        assert track.scene_source == track.sources[0]["url"]

    def test_needs_a_source_that_its_track_names(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, f"/tracks/{_track('not-over').id}")
        form.put("scene_source", "https://example.org/elsewhere")

        assert form.press().status_code == 422
        assert "This has to be the address of one of the sources below." in form.page.text


def _track(slug: str) -> Track:
    db.session.expire_all()
    return db.session.scalars(select(Track).where(Track.slug == slug)).one()


class TestRefusal:
    @pytest.mark.parametrize(
        ("name", "values", "words"),
        [
            ("options-0-weights", ["love", "3"], "answer 1, points</a>: An option has 4 points"),
            ("options-3-text-en", ["x" * 141], "answer 4, text, English</a>: Too long"),
            ("stem-en", ["x" * 201], "question, English</a>: Too long"),
        ],
    )
    def test_is_listed_at_the_head_and_said_beside_its_field(
        self, sunny: EditorClient, mood_item: Item, name: str, values: list[str], words: str
    ) -> None:
        form = FormFiller(sunny, path_of(mood_item)).put(name, *values)

        assert form.press().status_code == 422
        assert form.page.text.count("<li><a href=") == 1
        assert f'<li><a href="#{name}">{words}' in form.page.text
        assert f'id="{name}-problem"' in form.page.text
        assert "Throw away what I typed" in form.page.text
