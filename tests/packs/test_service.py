"""Loading packs, and writing them out again."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import clock
from quizapp.catalog.models import Album, Track
from quizapp.catalog.queries import track_by_slug
from quizapp.database.db import db, transaction
from quizapp.packs.export import pack_of
from quizapp.packs.files import PackRefused, read_pack
from quizapp.packs.service import load, load_shipped_packs, shipped_packs
from quizapp.quizzes.models import Edition, Item
from quizapp.texts import Localized

pytestmark = pytest.mark.storage

[PACK] = shipped_packs()


def _count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestLoad:
    def test_brings_the_album_its_tracks_and_a_playable_edition(self, game: Flask) -> None:
        assert _count(Album) == 1
        assert _count(Track) == 10
        assert _count(Edition) >= 1

    def test_a_second_time_adds_nothing(self, game: Flask) -> None:
        before = [_count(model) for model in (Track, Item, Edition)]

        load(directory=PACK, now=clock.now())

        assert [_count(model) for model in (Track, Item, Edition)] == before

    def test_never_overwrites_what_an_editor_changed(self, game: Flask) -> None:
        with transaction():
            track_by_slug("not-over").title = Localized("Edited", "고침")

        load(directory=PACK, now=clock.now())

        assert track_by_slug("not-over").title.en == "Edited"

    def test_brings_back_what_is_missing(self, game: Flask) -> None:
        with transaction():
            db.session.delete(db.session.scalars(select(Album)).one().chapters[0])

        load(directory=PACK, now=clock.now())

        db.session.expire_all()
        assert len(db.session.scalars(select(Album)).one().chapters) == 4

    def test_of_a_broken_pack_loads_nothing(self, app: Flask, tmp_path: Path) -> None:
        (tmp_path / "album.yaml").write_text("format: 2\n")

        with pytest.raises(PackRefused, match=r"album\.yaml: line 1: This file says format 2"):
            load(directory=tmp_path, now=clock.now())

        assert _count(Album) == 0


class TestLoadShippedPacks:
    def test_leaves_a_pack_alone_that_was_loaded_from_the_same_files(self, game: Flask) -> None:
        with transaction():
            db.session.delete(db.session.scalars(select(Album)).one().chapters[0])

        load_shipped_packs(now=clock.now())

        assert len(db.session.scalars(select(Album)).one().chapters) == 3


class TestPackOf:
    def test_gives_back_the_pack_that_was_loaded(self, game: Flask) -> None:
        assert pack_of(album_slug=PACK.name) == read_pack(PACK)
