"""Deleting results and rounds: in every order, under every key, and at the worst of moments."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.mood.comparison.service import compare
from quizapp.plays.models import Comparison, LeaderboardEntry, MoodResult, TriviaResponse
from quizapp.plays.ownership import PURPOSE, opens, owner_key
from quizapp.plays.queries import ResultDeleted
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from quizapp.sharing.card_store import stored_subjects
from quizapp.sharing.card_views import folder
from quizapp.sharing.service import delete_result, delete_round, sweep_cards
from quizapp.sharing.shares import share_by_slug
from quizapp.trivia.queries import RoundDeleted
from quizapp.trivia.service.board import enter_board
from quizapp.web import signing
from quizapp.web.page_cache import RECHECK_SECONDS
from tests.players import MoodPlayer
from tests.races import Outcome, raced, without_locks
from tests.sharing.conftest import Made, made, requests_noted
from tests.trivia.players import TriviaPlayer

pytestmark = pytest.mark.storage

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def delete(result: Made, cards: Path) -> None:
    delete_result(slug=result.slug, key=result.key, cards=cards, now=clock.now())


@pytest.fixture
def runner(game: Flask) -> TriviaPlayer:
    return TriviaPlayer(live_edition("trivia", QuizKind.TRIVIA), NOW)


class TestResult:
    @pytest.mark.parametrize("first", [0, 1])
    def test_goes_whichever_of_one_page_is_deleted_first(
        self, player: MoodPlayer, client: FlaskClient, first: int
    ) -> None:
        player.open_quiz()
        both = [made(player, player.play_to_the_end(first_option=option)) for option in (0, 2)]

        for result in (both[first], both[1 - first]):
            answer = client.post(f"/en/r/{result.slug}/delete", data={"key": result.key})
            assert answer.status_code == 303
            assert client.get(f"/ko/r/{result.slug}").status_code == 410

    def test_is_no_longer_known_by_its_attempt(
        self, player: MoodPlayer, result: Made, tmp_path: Path
    ) -> None:
        [attempt] = db.session.scalars(select(MoodResult.attempt))

        delete(result, tmp_path)

        [row] = db.session.scalars(select(MoodResult))
        assert (row.facts, row.sheet) == ({}, "")
        assert attempt not in row.attempt
        assert player.own_page(f"/en/r/{result.slug}").status_code == 410


class TestKey:
    def test_outlives_the_secret_key_and_the_next_one(
        self, game: Flask, result: Made, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = f"/en/r/{result.slug}/delete"
        for secret in ("another-key-of-the-same-length-0123456789", "a-third-one-" * 4):
            monkeypatch.setitem(game.config, "SECRET_KEY", secret)
            assert client.post(f"{address}/ask", data={"key": result.key}).status_code == 200

        assert client.post(address, data={"key": result.key}).status_code == 303
        assert client.get(f"/en/r/{result.slug}").status_code == 410

    def test_of_a_result_without_a_secret_is_made_of_its_attempt(
        self, result: Made, tmp_path: Path
    ) -> None:
        with transaction():
            row = db.session.scalars(select(MoodResult)).one()
            row.owner_secret = ""
        of_attempt = Made(result.slug, owner_key(result.slug, row.attempt))

        delete(of_attempt, tmp_path)

        deleted = db.session.scalars(select(MoodResult)).one()
        of_deleted = owner_key(deleted.slug, deleted.attempt)
        assert not opens(of_deleted, deleted)
        with pytest.raises(ResultDeleted):
            delete(Made(result.slug, of_deleted), tmp_path)

    def test_of_before_works_as_long_as_the_key_that_signed_it_is_known(
        self, game: Flask, result: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        signed = Made(result.slug, signing.sign(result.slug, purpose=PURPOSE))
        old = game.config["SECRET_KEY"]
        monkeypatch.setitem(game.config, "SECRET_KEY", "another-key-of-the-same-length-0123456789")
        monkeypatch.setitem(game.config, "SECRET_KEY_FALLBACKS", [old])

        delete(signed, tmp_path)


class TestCompareAndDelete:
    def race(self, game: Flask, client: FlaskClient, cards: Path) -> list[Outcome]:
        player, results = MoodPlayer(client), []
        for option in (0, 2):
            player.open_quiz()
            results.append(made(player, player.play_to_the_end(first_option=option)))
        friend, own = results
        comparing: Callable[[], object] = lambda: compare(  # noqa: E731
            friend_slug=friend.slug, slug=own.slug, now=NOW
        )
        return raced(game, comparing, lambda: delete(friend, cards))

    def test_leave_no_facts_of_a_deleted_result(
        self, game: Flask, client: FlaskClient, tmp_path: Path
    ) -> None:
        outcomes = self.race(game, client, tmp_path)

        assert outcomes[1] is None
        assert isinstance(outcomes[0], str | ResultDeleted)
        assert [facts for facts in db.session.scalars(select(Comparison.facts)) if facts] == []

    def test_would_not_without_the_lock(
        self, game: Flask, client: FlaskClient, tmp_path: Path
    ) -> None:
        with without_locks():
            outcomes = self.race(game, client, tmp_path)

        left = [facts for facts in db.session.scalars(select(Comparison.facts)) if facts]
        fell_over = not isinstance(outcomes[0], str | ResultDeleted) or outcomes[1] is not None
        assert left or fell_over


class TestRound:
    def test_is_gone_with_its_answers_and_its_row(
        self, client: FlaskClient, runner: TriviaPlayer
    ) -> None:
        key = runner.play_today().play_key
        round_ = enter_board(play_key=key, typed="Sunny", now=runner.now)
        [page, shared] = f"/en/trivia/play/{key}", f"/en/trivia/t/{round_.slug}"
        assert "Sunny" in client.get("/en/trivia/leaderboard/all").text
        assert "Delete this round?" in client.get(f"{page}/delete").text

        answer = client.post(f"{page}/delete")

        said = client.get(answer.headers["Location"]).text
        assert "It is deleted, with its cards and all that showed it." in said
        statuses = [client.get(address).status_code for address in (f"{page}/result", shared)]
        assert statuses == [410, 410]
        assert "Sunny" not in client.get("/en/trivia/leaderboard/all").text
        assert db.session.scalars(select(TriviaResponse)).all() == []
        assert client.post(f"{page}/delete").status_code == 410

    def test_that_is_not_finished_cannot_be_deleted(
        self, client: FlaskClient, runner: TriviaPlayer
    ) -> None:
        page = f"/en/trivia/play/{runner.begin_today()}/delete"

        assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]

    def test_leaves_its_place_of_all_time_to_the_next_best_day(
        self, runner: TriviaPlayer, tmp_path: Path
    ) -> None:
        best = runner.play(runner.begin_today(), [True] * 8)
        enter_board(play_key=best.play_key, typed="Sunny", now=runner.now)
        runner.now += timedelta(days=1)
        second = runner.play(runner.begin_today(), [True] * 7 + [False])
        earlier = [best.play_key]
        enter_board(play_key=second.play_key, typed="Sunny", now=runner.now, earlier_keys=earlier)

        delete_round(play_key=best.play_key, cards=tmp_path, now=runner.now)

        rows = db.session.scalars(select(LeaderboardEntry)).all()
        assert {(row.board.rpartition("/")[2], row.right_count) for row in rows} == {
            ("2026-11-24", 7),
            ("all", 7),
        }

    def test_is_on_no_board_when_it_is_entered_at_that_moment(
        self, game: Flask, runner: TriviaPlayer, tmp_path: Path
    ) -> None:
        key = runner.play_today().play_key
        entering = lambda: enter_board(play_key=key, typed="Sunny", now=runner.now)  # noqa: E731

        outcomes = raced(
            game, entering, lambda: delete_round(play_key=key, cards=tmp_path, now=runner.now)
        )

        assert outcomes[1] is None
        assert not isinstance(outcomes[0], Exception) or isinstance(outcomes[0], RoundDeleted)
        assert db.session.scalars(select(LeaderboardEntry)).all() == []

    def test_has_one_nickname_though_two_are_entered_at_once(
        self, game: Flask, runner: TriviaPlayer
    ) -> None:
        key = runner.play_today().play_key

        def entering(name: str) -> Callable[[], object]:
            return lambda: enter_board(play_key=key, typed=name, now=runner.now)

        raced(game, entering("Sunny"), entering("Moon"))

        assert len(set(db.session.scalars(select(LeaderboardEntry.nickname)))) == 1


class TestCards:
    def test_stored_at_another_server_are_neither_shown_nor_kept(
        self, client: FlaskClient, result: Made, tmp_path: Path
    ) -> None:
        address = card_address(client.application, "result", result.slug)
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status == (
            "304 NOT MODIFIED"
        )

        delete(result, cards=tmp_path)  # the folder of the server that deletes

        assert f"result-{result.slug}" in stored_subjects(folder())
        time.sleep(RECHECK_SECONDS)
        assert client.get(address).status_code == 410
        assert f"result-{result.slug}" not in stored_subjects(folder())

    def test_go_out_without_flask_until_something_is_deleted(
        self, client: FlaskClient, result: Made, comparison: Made, tmp_path: Path
    ) -> None:
        address = card_address(client.application, "result", result.slug)
        client.get(address)
        with requests_noted(client.application) as requests:
            client.get(address)
        assert requests == []

        delete(Made(comparison.key.partition(".")[0], comparison.key), tmp_path)

        time.sleep(RECHECK_SECONDS)
        with requests_noted(client.application) as requests:
            assert client.get(address).status_code == 200
        assert len(requests) == 1

    def test_that_nobody_asks_for_are_swept(
        self, client: FlaskClient, result: Made, comparison: Made, tmp_path: Path
    ) -> None:
        for kind, slug in (("result", result.slug), ("comparison", comparison.slug)):
            client.get(card_address(client.application, kind, slug))
        client.get(card_address(client.application, "track", "not-over"))
        delete(result, cards=tmp_path)

        assert sweep_cards(folder()) == 2

        left = stored_subjects(folder())
        assert "track-not-over" in left
        assert not {f"result-{result.slug}", f"comparison-{comparison.slug}"} & left


def card_address(app: Flask, kind: str, slug: str) -> str:
    with app.test_request_context("/en/"):
        app.preprocess_request()
        return share_by_slug(kind, slug).cards["square"].path
