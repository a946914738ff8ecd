"""The writing guide of the shipped pack, and what a phone can hold."""

import re

import pytest

from quizapp.catalog.emblem import emblem, palette
from quizapp.packs.files import Pack, read_pack
from quizapp.packs.service import shipped_packs

[SHIPPED] = shipped_packs()
FILES = ("album.yaml", "mood.yaml", "trivia.yaml")


@pytest.fixture(scope="module")
def shipped() -> Pack:
    return read_pack(SHIPPED)


class TestShippedPack:
    def test_writes_optional_notes_in_both_languages(self, shipped: Pack) -> None:
        for track in shipped.album.tracks:
            for note in (track.title_note, track.performance, track.credits):
                assert bool(note.en) == bool(note.ko), track.slug

    @pytest.mark.parametrize("name", FILES)
    def test_quotes_as_books_do(self, name: str) -> None:
        texts = (SHIPPED / name).read_text("utf-8")

        assert re.findall(r".*'.*", texts) == []

    def test_leads_the_options_of_an_item_by_different_themes(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        for item in shipped.mood.items:
            leads = [max(option.weights, key=option.weights.__getitem__) for option in item.options]
            assert len({*leads}) == 4, item.slug

    def test_names_every_theme_in_five_options_or_more(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        options = [option for item in shipped.mood.items for option in item.options]
        for theme in shipped.album.themes:
            assert sum(theme.slug in option.weights for option in options) >= 5, theme.slug

    def test_gives_each_track_a_strongest_theme_of_its_own(self, shipped: Pack) -> None:
        strongest = [max(t.profile, key=t.profile.__getitem__) for t in shipped.album.tracks]

        assert len({*strongest}) == len(strongest)

    def test_draws_each_track_a_picture_of_its_own(self, shipped: Pack) -> None:
        profiles = [track.profile for track in shipped.album.tracks]

        assert len({str(emblem(profile)) for profile in profiles}) == len(profiles)
        assert len({str(palette(profile)) for profile in profiles}) == len(profiles)

    def test_fits_a_phone(self, shipped: Pack) -> None:
        assert shipped.mood is not None
        for item in shipped.mood.items:
            assert max(len(item.stem.en), len(item.stem.ko)) <= 110
            for option in item.options:
                assert max(len(option.text.en), len(option.text.ko)) <= 80

    def test_gives_a_chapter_its_length(self, shipped: Pack) -> None:
        for chapter in shipped.album.chapters:
            for body in (chapter.body.en, chapter.body.ko):
                assert 120 <= len(body.split()) <= 200, chapter.slug

    def test_claims_part_numbers_only_where_they_are_sourced(self, shipped: Pack) -> None:
        parts = {track.slug: track.part for track in shipped.album.tracks if track.part}

        assert parts == {"not-over": 2, "maeumeul-jeonhamyeon": 3}
