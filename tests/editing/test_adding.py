"""Artists and themes added from the form of a track, without leaving it or losing what is typed."""

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.catalog.models import Artist, ThemeTag, Track
from quizapp.database.db import db
from tests.admin_pages import FormFiller
from tests.editors import EditorClient

NEW_TRACK = "/new/tracks/1"


@pytest.fixture
def form(game: Flask, sunny: EditorClient) -> FormFiller:
    form = FormFiller(sunny, NEW_TRACK)
    return form.put("title-en", "Bell Song").put("story-en", "It rings.")


def artist_named(name: str) -> Artist | None:
    db.session.rollback()
    return next((a for a in db.session.scalars(select(Artist)) if a.name.en == name), None)


class TestNewArtist:
    def test_is_added_and_ticked_while_everything_typed_stays(self, form: FormFiller) -> None:
        form.put("new_artist-en", "The Ringers").press("artist new")

        assert artist_named("The Ringers") is not None
        assert ("artists", "the-ringers") in form.fields
        assert (form.get("title-en"), form.get("story-en")) == ("Bell Song", "It rings.")
        assert form.get("new_artist-en") == ""

    def test_comes_with_the_track_when_it_is_saved(self, form: FormFiller) -> None:
        form.put("new_artist-en", "The Ringers").put("profile", "love", "5", "power", "1")

        assert form.press().status_code == 303
        track = db.session.scalars(select(Track).filter_by(slug="bell-song")).one()
        assert [artist.name.en for artist in track.artists] == ["The Ringers"]

    def test_who_is_known_is_ticked_and_not_made_twice(self, form: FormFiller) -> None:
        form.put("new_artist-en", "gaho").press("artist new")

        assert ("artists", "gaho") in form.fields
        assert artist_named("gaho") is None

    def test_whose_name_is_too_long_is_refused_beside_it(self, form: FormFiller) -> None:
        answer = form.put("new_artist-en", "x" * 81).press()

        assert answer.status_code == 422
        assert artist_named("x" * 81) is None
        assert form.get("new_artist-en") == "x" * 81


class TestNewTheme:
    def test_is_added_and_waits_for_points_in_the_profile(self, form: FormFiller) -> None:
        form.put("new_theme-label-en", "Bells").put("new_theme-phrase-en", "the ringing")
        form.put("new_theme-glyph", "♪").put("profile", "love", "5", "", "").press("theme new")

        assert db.session.scalars(select(ThemeTag).filter_by(slug="bells")).one().glyph == "♪"
        profile = [value for name, value in form.fields if name == "profile"]
        assert profile[:4] == ["love", "5", "bells", ""]
        assert form.get("title-en") == "Bell Song"

    def test_that_lacks_something_is_not_added(self, form: FormFiller) -> None:
        answer = form.put("new_theme-label-en", "Bells").press("theme new")

        assert answer.status_code == 422
        assert db.session.scalar(select(ThemeTag).filter_by(slug="bells")) is None
        assert form.get("new_theme-label-en") == "Bells"

    def test_that_was_begun_and_not_added_keeps_the_track_from_being_saved(
        self, form: FormFiller
    ) -> None:
        form.put("new_theme-label-en", "Bells").put("new_theme-phrase-en", "the ringing")
        form.put("new_theme-glyph", "♪").put("profile", "love", "5", "power", "1")

        assert form.press().status_code == 422
        assert "Press “Add this theme” first" in form.page.text


class TestSaveAndAdd:
    def test_leads_to_the_next_new_one_and_names_the_last(self, form: FormFiller) -> None:
        form.put("profile", "love", "5", "power", "1")

        answer = form.press("save and add")

        assert answer.headers["Location"].startswith("/en/desk/new/tracks/1?added=")
        assert "Bell Song</a>" in form.page.text
        assert form.get("title-en") == ""
