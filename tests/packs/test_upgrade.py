"""A pack that has changed since it was loaded: what nobody edited is new, and nothing else."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from quizapp import clock
from quizapp.catalog.models import Chapter
from quizapp.catalog.queries import track_by_slug
from quizapp.database.db import db, transaction
from quizapp.packs.digests import digest, shipped_before
from quizapp.packs.export import pack_of
from quizapp.packs.files import read_pack
from quizapp.packs.models import ShippedContent
from quizapp.packs.service import load, load_shipped_packs, shipped_packs
from quizapp.packs.upgrade import Changes
from quizapp.quizzes.models import Edition, Item
from quizapp.quizzes.queries import live_edition
from quizapp.texts import Localized
from tests.packs.pack_files import ALBUM, MOOD, TRIVIA, both, edit
from tests.players import MoodPlayer
from tests.trivia.players import TriviaPlayer

[SHIPPED] = shipped_packs()
FIRST_RELEASE = Path(__file__).parent / "first-release"
"""Some parts of the first release's pack, word by word."""


@pytest.fixture
def newer(app: Flask, directory: Path, tmp_path: Path) -> Path:
    """The pack to come; another was shipped and loaded before it, with other words and points.

    It had no Arirang, and had an artist and a question that the pack to come has not.
    """
    older = shutil.copytree(directory, tmp_path / "older")
    edit(older / ALBUM, lambda c: c["tracks"].pop())
    edit(older / ALBUM, lambda c: c["tracks"][1].update(tagline=both("Once upon a time")))
    edit(older / ALBUM, lambda c: c["tracks"][2].update(profile={"love": 5, "power": 1}))
    edit(older / ALBUM, lambda c: c["artists"].append(c["artists"][0] | {"slug": "gone"}))
    edit(older / MOOD, lambda c: c["items"][0].update(stem=both("How are you?")))
    edit(older / TRIVIA, lambda c: c["items"][0].update(stem=both("Who sings this one?")))
    edit(older / TRIVIA, lambda c: c["items"].append(c["items"][0] | _OLD_QUESTION))
    load(directory=older, is_shipped=True, now=clock.now())
    return directory


_OLD_QUESTION = {"slug": "old-question", "stem": both("Who sang it at eight?")}


def _upgrade(newer: Path) -> Changes:
    changes = load(directory=newer, is_shipped=True, now=clock.now())
    db.session.expire_all()
    return changes


def _item(slug: str) -> Item:
    return db.session.scalars(select(Item).where(Item.slug == slug)).one()


def _editions() -> int:
    return db.session.scalar(select(func.count()).select_from(Edition)) or 0


class TestUpgrade:
    def test_makes_what_nobody_edited_as_it_is_shipped_now(self, newer: Path) -> None:
        changes = _upgrade(newer)

        assert track_by_slug("not-over").tagline.en.startswith("They thought it was over")
        assert track_by_slug("maeumeul-jeonhamyeon").profile["romance"] == 2
        assert {"track not-over", "item palace-gates"} <= set(changes.updated)
        assert changes.added == ["track arirang"]
        assert track_by_slug("not-over").revision == 2

    def test_leaves_the_pack_to_come_in_the_database(self, newer: Path) -> None:
        _upgrade(newer)

        assert pack_of(album_slug="the-last-empress-ost") == read_pack(newer)

    def test_retires_what_is_shipped_no_longer(self, newer: Path) -> None:
        changes = _upgrade(newer)

        assert changes.retired == ["artist gone", "item old-question"]
        assert _item("old-question").retired_at is not None

    def test_keeps_what_an_editor_changed_and_says_so(self, newer: Path) -> None:
        with transaction():
            track_by_slug("not-over").title = Localized("Edited", "고침")
            _item("old-question").stem = Localized("Edited?", "고쳤나요?")

        changes = _upgrade(newer)

        assert changes.kept == ["track not-over", "item old-question"]
        track = track_by_slug("not-over")
        assert (track.title.en, track.tagline.en) == ("Edited", "Once upon a time")
        assert _item("old-question").retired_at is None

    def test_keeps_what_an_editor_retired_or_drafted(self, newer: Path) -> None:
        with transaction():
            _item("palace-gates").retired_at = clock.now()
            _item("not-over-singer").is_draft = True

        changes = _upgrade(newer)

        assert changes.kept == ["item palace-gates", "item not-over-singer"]
        assert _item("palace-gates").retired_at is not None
        assert _item("not-over-singer").stem.en == "Who sings this one?"

    def test_keeps_the_rows_of_options_that_read_the_same(self, newer: Path) -> None:
        before = {option.text.en: option.id for option in _item("not-over-singer").options}

        _upgrade(newer)

        options = {o.text.en: o.id for o in _item("not-over-singer").options_in_use}
        assert options == before

    def test_a_second_time_changes_nothing(self, newer: Path) -> None:
        with transaction():
            track_by_slug("not-over").title = Localized("Edited", "고침")
        _upgrade(newer)
        editions = _editions()

        again = _upgrade(newer)

        assert (again.added, again.updated, again.retired, again.kept) == ([], [], [], [])
        assert (again.published, _editions()) == ([], editions)

    def test_leaves_results_rounds_and_boards_as_they_are(
        self, newer: Path, client: FlaskClient
    ) -> None:
        player = MoodPlayer(client)
        player.open_quiz()
        pages = [player.play_to_the_end(first_option=2)]
        fan = TriviaPlayer(live_edition("trivia", "trivia"), clock.now())
        key = fan.begin_today()
        fan.play(key, [True, False])
        played = f"/en/trivia/play/{key}"
        client.post(f"{played}/result", data={"nickname": "Sunny’s fan"})
        pages += [f"{played}/result", f"{played}/review", "/en/trivia/leaderboard/all"]
        before = [client.get(page).text for page in pages]

        _upgrade(newer)

        assert "Sunny’s fan" in before[-1]
        assert [client.get(page).text for page in pages] == before


class TestEdition:
    def test_is_published_when_all_that_changed_is_shipped(self, newer: Path) -> None:
        assert _upgrade(newer).published == ["mood", "trivia"]

        assert live_edition("mood", "mood").number == 2
        assert any(t.slug == "arirang" for t in live_edition("mood", "mood").content.tracks)

    def test_is_left_to_editors_who_have_something_unpublished(self, newer: Path) -> None:
        with transaction():
            _item("not-over-singer").stem = Localized("Edited?", "고쳤나요?")

        changes = _upgrade(newer)

        assert (changes.published, changes.unpublished) == (["mood"], ["trivia"])

    def test_of_moods_is_left_to_editors_who_changed_a_track(self, newer: Path) -> None:
        with transaction():
            track_by_slug("not-over").tagline = Localized("Edited", "고침")

        changes = _upgrade(newer)

        assert (changes.published, changes.unpublished) == (["trivia"], ["mood"])


class TestPackOfAnEditor:
    def test_is_not_overwritten_when_the_game_starts(self, game: Flask, directory: Path) -> None:
        edit(directory / ALBUM, lambda c: c["tracks"][1].update(tagline=both("Ours")))
        load(directory=directory, now=clock.now())
        with transaction():
            db.session.execute(delete(ShippedContent).where(ShippedContent.kind == "pack"))

        load_shipped_packs(now=clock.now())

        db.session.expire_all()
        assert track_by_slug("not-over").tagline.en == "Ours"

    def test_retires_nothing(self, game: Flask, directory: Path) -> None:
        assert load(directory=directory, now=clock.now()).retired == []


class TestFirstRelease:
    """Databases that were filled before it was kept what a pack had brought."""

    @pytest.fixture
    def changes(self, app: Flask, tmp_path: Path) -> Changes:
        pack = shutil.copytree(FIRST_RELEASE, tmp_path / "pack")
        load(directory=pack, now=clock.now())
        with transaction():
            db.session.execute(delete(ShippedContent))
            chapter = db.session.scalars(select(Chapter)).one()
            chapter.title = Localized("Edited", "고침")
        return _upgrade(SHIPPED)

    def test_is_upgraded_where_nobody_edited(self, changes: Changes) -> None:
        assert changes.kept == ["chapter why-it-matters"]
        assert {"track eottaesseulkka", "track ichinichi-dake", "artist seo-ji-an"} <= {
            *changes.updated
        }
        assert changes.retired == ["item not-over-release-hour"]

    def test_has_a_digest_for_everything(self, changes: Changes) -> None:
        assert len(shipped_before("the-last-empress-ost")) == 173
        assert shipped_before("another") == {}


class TestDigest:
    def test_is_the_same_whatever_empty_field_is_added(self) -> None:
        assert digest({"a": "x", "b": {"en": "", "ko": ""}, "c": 0}) == digest({"a": "x"})

    def test_changes_with_a_text(self) -> None:
        assert digest({"a": ["x", "y"]}) != digest({"a": ["y", "x"]})
