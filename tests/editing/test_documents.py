"""The desk's forms through the client, as a browser without JavaScript."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.auth.models import Role
from quizapp.catalog.models import ThemeTag, Track
from quizapp.catalog.queries import all_artists
from quizapp.database.db import db
from quizapp.editing.models import Draft, Revision
from quizapp.quizzes.models import Item, Option, Quiz
from tests.desk_pages import Typist, desk_of
from tests.editors import Desk


@pytest.fixture
def sunny(game: Flask) -> Desk:
    return desk_of(game, "Sunny", Role.ADMIN)


@pytest.fixture
def hyuk(game: Flask) -> Desk:
    return desk_of(game, "Hyuk")


@pytest.fixture
def mood_item(game: Flask) -> Item:
    of_mood = select(Item).join(Quiz).where(Quiz.kind == "mood").order_by(Item.id)
    item = db.session.scalars(of_mood).first()
    assert item is not None
    return item


def path_of(item: Item) -> str:
    return f"/items/{item.id}"


def fresh(item: Item) -> Item:
    db.session.expire_all()
    return db.session.get_one(Item, item.id)


class TestEdit:
    def test_saves_what_was_typed_and_counts_the_revision(
        self, sunny: Desk, mood_item: Item
    ) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Which door do you take?")

        answer = form.press()

        assert answer.status_code == 303
        assert fresh(mood_item).stem.en == "Which door do you take?"
        assert fresh(mood_item).revision == 2

    def test_keeps_the_ids_of_options(self, sunny: Desk, mood_item: Item) -> None:
        before = [option.id for option in mood_item.options]
        form = Typist(sunny, path_of(mood_item)).put("options-1-text-en", "Another answer.")

        form.press()

        assert [option.id for option in fresh(mood_item).options_in_use] == before

    def test_without_a_change_makes_no_revision(self, sunny: Desk, mood_item: Item) -> None:
        Typist(sunny, path_of(mood_item)).press()

        assert fresh(mood_item).revision == 1
        assert db.session.scalars(select(Revision)).all() == []

    @pytest.mark.parametrize("section", ["tracks", "artists", "themes", "chapters", "albums"])
    def test_sends_every_form_back_unchanged(self, sunny: Desk, section: str) -> None:
        answer = Typist(sunny, f"/{section}/1").press()

        assert answer.status_code == 303
        assert db.session.scalars(select(Revision)).all() == []

    @pytest.mark.parametrize("path", ["/tracks/1", "/new/tracks/1"])
    def test_has_no_preview_but_of_items(self, sunny: Desk, path: str) -> None:
        """A preview asked for elsewhere keeps what was typed, and leads back to the form."""
        form = Typist(sunny, path).put("title-en", "Half typed")
        form.put("profile", "love", "5", "mischief", "4")

        answer = form.press("preview")

        assert answer.location == f"/en/desk{path}"
        assert form.get("title-en") == "Half typed"
        assert "Not saved yet" in form.page.text

    @pytest.mark.parametrize("path", ["/items/999999", "/tracks/0", "/history/item/999999"])
    def test_of_nothing_is_missing(self, sunny: Desk, path: str) -> None:
        assert sunny.get(path).status_code == 404


class TestRows:
    def test_are_added_and_removed_without_losing_what_was_typed(
        self, sunny: Desk, mood_item: Item
    ) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Half typed")

        form.press("options add")
        form.put("options-4-text-en", "A fifth").press("options remove 1")

        assert form.get("stem-en") == "Half typed"
        assert form.get("options-3-text-en") == "A fifth"
        assert "Not saved yet" in form.page.text

    def test_keep_their_options_when_they_move(self, sunny: Desk, mood_item: Item) -> None:
        ids = [option.id for option in mood_item.options]

        Typist(sunny, path_of(mood_item)).press("options down 0")
        Typist(sunny, path_of(mood_item)).press()

        moved = [option.id for option in fresh(mood_item).options_in_use]
        assert moved == [ids[1], ids[0], *ids[2:]]

    def test_that_are_removed_retire_their_option(self, sunny: Desk, mood_item: Item) -> None:
        last = mood_item.options[-1].id
        form = Typist(sunny, path_of(mood_item))

        form.press("options remove 3")
        form.press()

        assert db.session.get_one(Option, last, populate_existing=True).retired_at is not None

    def test_of_sources_work_the_same(self, sunny: Desk) -> None:
        form = Typist(sunny, "/artists/1")

        form.press("sources add")

        assert "sources-1-url" in dict(form.fields)


class TestRules:
    def test_speak_beside_the_field(self, sunny: Desk, mood_item: Item) -> None:
        themes = list(mood_item.options[0].profile)
        form = Typist(sunny, path_of(mood_item)).put("options-0-weights", themes[0], "7")

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
        self, sunny: Desk, mood_item: Item, pairs: tuple[str, ...], words: str
    ) -> None:
        form = Typist(sunny, path_of(mood_item)).put("options-0-weights", *pairs)

        assert form.press().status_code == 422
        assert words in form.page.text

    def test_want_both_languages_before_the_next_edition(
        self, sunny: Desk, mood_item: Item
    ) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-ko", "")

        assert form.press().status_code == 422
        assert "One of the two languages is missing." in form.page.text

    def test_let_a_draft_wait_for_its_korean(self, sunny: Desk, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-ko", "").put("is_ready")

        assert form.press().status_code == 303
        assert fresh(mood_item).is_draft

    def test_of_tracks_are_those_of_the_balance_report(self, sunny: Desk) -> None:
        form = Typist(sunny, "/tracks/1").put("profile", "love", "4", "power", "2")

        assert form.press().status_code == 422
        assert "Its strongest theme has 5; here it is 4." in form.page.text

    def test_refuse_the_double_of_another_track(self, sunny: Desk) -> None:
        other = db.session.get_one(Track, 2)
        pairs = [text for pair in other.profile.items() for text in map(str, pair)]

        form = Typist(sunny, "/tracks/1").put("profile", *pairs)

        assert form.press().status_code == 422
        assert "nearly that of another track (100%)" in form.page.text

    def test_refuse_addresses_that_run_code(self, sunny: Desk) -> None:
        form = Typist(sunny, "/artists/1").put("sources-0-url", "javascript:alert(1)")

        assert form.press().status_code == 422


class TestNew:
    def test_item_goes_from_five_rows_to_four(self, sunny: Desk) -> None:
        form = Typist(sunny, "/new/items/1").put("stem-en", "Which hour?").put("stem-ko", "몇 시?")
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
        assert db.session.scalars(select(Draft)).all() == []

    def test_slugs_step_aside(self, sunny: Desk) -> None:
        for _again in range(2):
            form = Typist(sunny, "/new/artists/0").put("name-en", "Choi")
            assert form.press().status_code == 303

        slugs = [artist.slug for artist in all_artists()]
        assert slugs[-2:] == ["choi", "choi-2"]

    def test_album_comes_with_its_quizzes(self, sunny: Desk) -> None:
        form = Typist(sunny, "/new/albums/0").put("title-en", "Snow").put("drama-en", "Snow")

        form.press()

        slugs = db.session.scalars(select(Quiz.slug).order_by(Quiz.id)).all()
        assert slugs[-2:] == ["snow-mood", "snow-trivia"]

    def test_track_belongs_to_its_album(self, sunny: Desk) -> None:
        form = Typist(sunny, "/new/tracks/1").put("title-en", "New one")
        form.put("profile", "love", "5", "mischief", "4")

        assert form.press().status_code == 303
        track = db.session.scalars(select(Track).order_by(Track.id.desc())).first()
        assert track is not None
        assert (track.album_id, track.profile) == (1, {"love": 5, "mischief": 4})


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
        self, sunny: Desk, mood_item: Item, name: str, values: list[str], words: str
    ) -> None:
        form = Typist(sunny, path_of(mood_item)).put(name, *values)

        assert form.press().status_code == 422
        assert form.page.text.count("<li><a href=") == 1
        assert f'<li><a href="#{name}">{words}' in form.page.text
        assert f'id="{name}-problem"' in form.page.text
        assert "Throw away what I typed" in form.page.text


class TestConflict:
    def test_shows_both_versions_and_loses_neither(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        Typist(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        answer = late.press()

        assert answer.status_code == 409
        assert "Early words" in late.page.text
        assert late.get("stem-en") == "Late words"
        assert fresh(mood_item).stem.en == "Early words"

    def test_is_merged_field_by_field(self, sunny: Desk, hyuk: Desk, mood_item: Item) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        late.put("stem-ko", "나중에 쓴 말")
        early = Typist(sunny, path_of(mood_item)).put("stem-en", "Early words")
        early.put("stem-ko", "먼저 쓴 말").press()
        late.press()

        late.press("take stem-ko")
        answer = late.press()

        assert answer.status_code == 303
        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", "먼저 쓴 말")
        assert fresh(mood_item).revision == 3

    def test_has_what_they_alone_changed_by_itself(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        early = Typist(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말")
        early.put("options-0-text-en", "Early answer").press()

        late.press()
        assert "Your changes do not overlap with theirs" in late.page.text
        assert "Take theirs" not in late.page.text
        late.press()

        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", "먼저 쓴 말")
        assert fresh(mood_item).options[0].text.en == "Early answer"

    def test_asks_only_about_what_both_changed(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        late.put("options-1-text-en", "Mine alone")
        Typist(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        late.press()

        assert late.page.text.count("Take theirs") == 1
        assert late.get("options-1-text-en") == "Mine alone"

    def test_does_not_take_again_what_was_put_back(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        before = mood_item.stem.ko
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        Typist(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()
        late.press()

        late.put("stem-ko", before).press("options add")
        late.press("options remove 4")
        late.press()

        assert (fresh(mood_item).stem.en, fresh(mood_item).stem.ko) == ("Late words", before)

    def test_does_not_take_it_again_at_a_third_save_either(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        before = mood_item.stem.ko
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        Typist(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()
        late.press()
        late.put("stem-ko", before)
        Typist(sunny, path_of(mood_item)).put("options-0-text-en", "Third").press()

        assert late.press().status_code == 409
        assert (late.get("stem-ko"), late.get("options-0-text-en")) == (before, "Third")

    def test_of_a_draft_kept_before_their_save_has_both(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        hyuk.post(f"{path_of(mood_item)}/draft", dict(late.fields))
        Typist(sunny, path_of(mood_item)).put("stem-ko", "먼저 쓴 말").press()

        form = Typist(hyuk, path_of(mood_item))

        assert (form.get("stem-en"), form.get("stem-ko")) == ("Late words", "먼저 쓴 말")

    def test_that_meets_a_third_save_is_shown_again(
        self, sunny: Desk, hyuk: Desk, mood_item: Item
    ) -> None:
        late = Typist(hyuk, path_of(mood_item)).put("stem-en", "Late words")
        Typist(sunny, path_of(mood_item)).put("stem-en", "First").press()
        late.press()
        Typist(sunny, path_of(mood_item)).put("stem-en", "Second").press()

        assert late.press().status_code == 409
        assert fresh(mood_item).stem.en == "Second"

    def test_is_none_for_a_second_click(self, sunny: Desk, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Twice")
        fields = form.fields
        form.press()
        form.fields = fields

        assert form.press().status_code == 303
        assert fresh(mood_item).revision == 2


class TestDraft:
    def test_is_kept_by_the_script_and_restored(self, sunny: Desk, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Half a thou")

        answer = sunny.post(f"{path_of(mood_item)}/draft", dict(form.fields))

        assert answer.json is not None
        assert len(answer.json["speaks"][0]) == 10
        assert Typist(sunny, path_of(mood_item)).get("stem-en") == "Half a thou"

    def test_is_nobody_elses(self, sunny: Desk, hyuk: Desk, mood_item: Item) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Mine"})

        assert Typist(hyuk, path_of(mood_item)).get("stem-en") == mood_item.stem.en

    def test_can_be_thrown_away(self, sunny: Desk, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "No.")
        form.press("options add")

        form.press("discard")

        assert form.get("stem-en") == mood_item.stem.en

    def test_survives_signing_out(self, sunny: Desk, mood_item: Item) -> None:
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Still here")
        sunny.post("/sign-out")

        answer = sunny.client.post(
            f"/en/desk{path_of(mood_item)}", data={**dict(form.fields), "csrf_token": "old"}
        )

        assert "kept" in answer.text
        assert fresh(mood_item).stem.en == mood_item.stem.en

    def test_is_found_from_the_first_page(self, sunny: Desk, mood_item: Item) -> None:
        sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "Half a thou"})
        sunny.post("/new/tracks/1/draft", {"title-en": "Half a tra"})

        page = sunny.get("/").text

        for address, title in (
            (path_of(mood_item), mood_item.stem.en),
            ("/new/tracks/1", "A new track"),
        ):
            assert f'<a href="/en/desk{address}">{title}</a>' in page

    def test_of_absurd_size_is_refused(self, sunny: Desk, mood_item: Item) -> None:
        answer = sunny.post(f"{path_of(mood_item)}/draft", {"stem-en": "x" * 200_001})

        assert answer.status_code == 422


class TestHistory:
    def test_says_who_changed_what(self, sunny: Desk, mood_item: Item) -> None:
        before = mood_item.stem.en
        Typist(sunny, path_of(mood_item)).put("stem-en", "After").press()

        page = sunny.get(f"/history/item/{mood_item.id}").text

        assert "Sunny" in page
        assert "<ins>After</ins>" in page
        assert before.split()[0] in page

    def test_undoes_a_save(self, sunny: Desk, mood_item: Item) -> None:
        before = fresh(mood_item).stem.en
        form = Typist(sunny, path_of(mood_item)).put("stem-en", "Oops")
        form.press()
        assert "Undo" in form.page.text

        sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert fresh(mood_item).stem.en == before

    def test_brings_back_an_option_with_its_id(self, sunny: Desk, mood_item: Item) -> None:
        ids = [option.id for option in mood_item.options]
        form = Typist(sunny, path_of(mood_item))
        form.press("options remove 0")
        form.press()

        sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert [option.id for option in fresh(mood_item).options_in_use] == ids

    def test_restores_nothing_over_a_later_save(self, sunny: Desk, mood_item: Item) -> None:
        for text in ("One", "Two"):
            Typist(sunny, path_of(mood_item)).put("stem-en", text).press()

        answer = sunny.post(f"/history/item/{mood_item.id}", {"number": 1, "revision": 2})

        assert answer.status_code == 409
        assert "nothing was changed" in answer.text
        assert "<ins>Two</ins>" in answer.text
        assert fresh(mood_item).stem.en == "Two"


class TestRetire:
    def test_takes_an_item_out_of_what_comes_next_and_brings_it_back(
        self, sunny: Desk, mood_item: Item
    ) -> None:
        path = f"{path_of(mood_item)}/retire"

        sunny.post(path, {"retired": "yes", "revision": 1})
        assert fresh(mood_item).retired_at is not None
        sunny.post(path, {"retired": "no", "revision": 2})

        assert fresh(mood_item).retired_at is None

    def test_of_a_theme_that_has_points_is_refused_with_their_number(self, sunny: Desk) -> None:
        answer = sunny.post("/themes/1/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 422
        assert "Tracks with points for it: 3." in answer.text
        assert db.session.get_one(ThemeTag, 1).retired_at is None

    def test_of_a_theme_that_nothing_has_points_for_is_done(self, sunny: Desk) -> None:
        Typist(sunny, "/new/themes/1").put("label-en", "Hope").put("label-ko", "희망").put(
            "phrase-en", "the first light"
        ).put("phrase-ko", "첫 빛").put("glyph", "☼").press()
        theme = db.session.scalars(select(ThemeTag).where(ThemeTag.slug == "hope")).one()

        answer = sunny.post(f"/themes/{theme.id}/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 303
        db.session.expire_all()
        assert theme.retired_at is not None

    def test_of_what_was_saved_meanwhile_shows_it_again(self, sunny: Desk, mood_item: Item) -> None:
        Typist(sunny, path_of(mood_item)).put("stem-en", "Early words").press()

        answer = sunny.post(f"{path_of(mood_item)}/retire", {"retired": "yes", "revision": 1})

        assert answer.status_code == 409
        assert "nothing was changed" in answer.text
        assert "Early words" in answer.text
        assert fresh(mood_item).retired_at is None
