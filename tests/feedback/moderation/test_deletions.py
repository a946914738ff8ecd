"""Results and rounds that were deleted for a player who asked."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import func, select

from quizapp.database.db import db
from quizapp.errors import Missing
from quizapp.feedback.moderation.links import read_link
from quizapp.feedback.moderation.service import deletions, record
from quizapp.maintenance import retention
from quizapp.plays.models import Comparison, LeaderboardEntry, MoodResult, TriviaResponse
from quizapp.plays.queries import ResultDeleted
from quizapp.sharing.card_views import folder
from quizapp.trivia.pages import challenge
from quizapp.trivia.queries import RoundDeleted, RoundMissing
from tests.feedback.conftest import NOW
from tests.feedback.moderation.conftest import Enter, shown_names
from tests.players import MoodPlayer
from tests.trivia.players import TriviaPlayer

CARD = re.compile(r'data-picture="([^"]+)"')


def by(cards: Path) -> dict[str, Any]:
    return {"cards": cards, "reason": "They asked.", "by": "Sunny", "now": NOW}


def undo(record_id: int) -> None:
    record.restore(record_id=record_id, by="Hae-ra", now=NOW)


class TestRound:
    def test_goes_with_its_page_and_entries(self, enter: Enter, tmp_path: Path) -> None:
        round_ = enter("Moon")

        done = deletions.delete(slug=round_.slug, **by(tmp_path))

        assert shown_names() == []
        with pytest.raises(RoundDeleted):
            challenge(round_.slug)
        undo(done.id)
        assert shown_names() == shown_names(str(NOW.date())) == ["Moon"]
        assert challenge(round_.slug).side.nickname == "Moon"

    def test_leaves_its_place_to_the_next_best_of_the_nickname(
        self, enter: Enter, player: TriviaPlayer, tmp_path: Path
    ) -> None:
        first = enter("Moon", right_count=5)
        player.now += timedelta(days=1)
        best = enter("Moon", right_count=8, earlier=first.play_key)

        done = deletions.delete(slug=best.slug, **by(tmp_path))

        assert scores() == [first.score]
        assert shown_names(str(player.now.date())) == []
        undo(done.id)
        assert scores() == [best.score]

    def test_does_not_come_back_over_who_took_the_name_since(
        self, enter: Enter, tmp_path: Path
    ) -> None:
        mine = enter("Moon", right_count=8)
        done = deletions.delete(slug=mine.slug, **by(tmp_path))
        other = enter("Moon", right_count=3)

        with pytest.raises(record.ChangedSince):
            undo(done.id)

        assert scores() == [other.score]
        with pytest.raises(RoundDeleted):
            challenge(mine.slug)

    def test_is_deleted_once(self, enter: Enter, player: TriviaPlayer, tmp_path: Path) -> None:
        round_ = enter("Moon")
        deletions.delete(slug=round_.slug, **by(tmp_path))

        with pytest.raises(RoundDeleted):
            deletions.delete(slug=round_.slug, **by(tmp_path))
        with pytest.raises(RoundMissing):
            deletions.delete(slug="nowhere", **by(tmp_path))

    def test_is_forgotten_for_good_after_thirty_days(self, enter: Enter, tmp_path: Path) -> None:
        round_ = enter("Moon")
        deletions.delete(slug=round_.slug, **by(tmp_path))

        retention.purge(now=NOW + timedelta(days=30))

        assert db.session.scalar(select(func.count()).select_from(TriviaResponse)) == 0
        db.session.refresh(round_)
        assert (round_.nickname, round_.nickname_key) == ("", "")


class TestResult:
    def test_goes_with_its_comparisons_and_comes_back(
        self, game: Flask, client: FlaskClient, tmp_path: Path
    ) -> None:
        slug, comparison = compared(client)
        pages = [f"/en/r/{slug}", comparison, f"/api/v1/results/{slug}"]
        assert statuses(client, pages) == [200, 200, 200]

        done = deletions.delete(slug=slug, **by(tmp_path))

        assert statuses(game.test_client(), pages) == [410, 410, 410]
        with pytest.raises(ResultDeleted):
            deletions.delete(slug=slug, **by(tmp_path))
        undo(done.id)
        assert statuses(game.test_client(), pages) == [200, 200, 200]

    def test_takes_the_stored_cards_along(self, game: Flask, client: FlaskClient) -> None:
        slug, comparison = compared(client)
        cards = [card_of(client, page) for page in (f"/en/r/{slug}", comparison)]
        assert statuses(client, cards) == [200, 200]

        deletions.delete(slug=slug, **by(folder()))

        assert statuses(client, cards) == [410, 410]
        assert not [path for path in folder().rglob("*.png") if slug in path.name]

    def test_is_forgotten_for_good_after_thirty_days(
        self, game: Flask, client: FlaskClient, tmp_path: Path
    ) -> None:
        """Two of one attempt, too: their rows must not collide once they are blank."""
        slugs = [compared(client)[0] for _ in range(2)]
        for slug in slugs:
            deletions.delete(slug=slug, **by(tmp_path))

        retention.purge(now=NOW + timedelta(days=30))

        gone = select(MoodResult).where(MoodResult.slug.in_(slugs))
        assert [(row.facts, row.sheet) for row in db.session.scalars(gone)] == [({}, "")] * 2
        assert set(map(str, db.session.scalars(select(Comparison.facts)))) == {"{}"}


def test_a_code_alone_may_be_any(enter: Enter, client: FlaskClient) -> None:
    round_ = enter("Moon")
    slug, comparison = compared(client)

    found = [deletions.slug_of(read_link(code)) for code in (round_.slug, round_.play_key, slug)]

    assert found == [round_.slug, round_.slug, slug]
    with pytest.raises(deletions.OfComparison) as two:
        deletions.slug_of(read_link(comparison.rpartition("/")[2]))
    assert two.value.slugs[0] == slug
    with pytest.raises(Missing):
        deletions.slug_of(read_link("A" * 22))


def compared(client: FlaskClient) -> tuple[str, str]:
    """The slug of a result, and the address of a comparison with it."""
    player = MoodPlayer(client)
    player.open_quiz()
    slug = player.play_to_the_end().rpartition("/")[2].partition("?")[0]
    friend = MoodPlayer(client)
    friend.open_quiz(friend=slug)
    return slug, friend.play_to_the_end(first_option=2).partition("?")[0]


def card_of(client: FlaskClient, page: str) -> str:
    found = CARD.search(client.get(page).text)
    assert found
    return found[1]


def statuses(client: FlaskClient, pages: list[str]) -> list[int]:
    """Of these pages, as of a process that looks at the cache versions now."""
    current_app.extensions["page_cache"].checked_at = float("-inf")
    return [client.get(page).status_code for page in pages]


def scores() -> list[int]:
    """Of the entries on the board of all time."""
    entry = LeaderboardEntry
    return list(db.session.scalars(select(entry.score).where(entry.board.endswith("/all"))))
