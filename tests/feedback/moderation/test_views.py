"""The desk's pages of moderation, as an editor without JavaScript uses them."""

import re
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.database.db import db
from quizapp.feedback.moderation.models import ModerationRecord
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.service.board import enter_board
from tests.admin_pages import client_of
from tests.editors import EditorClient
from tests.feedback.moderation.conftest import shown_names
from tests.trivia.players import TriviaPlayer
from tests.trivia.second_quiz import add_second_quiz

RESTORE = re.compile(r'action="/en/desk(/moderation/log/\d+/restore)"')


@pytest.fixture
def player(game: Flask) -> TriviaPlayer:
    """Who plays today, by the clock of the pages."""
    return TriviaPlayer(live_edition("trivia", "trivia"), clock.now())


@pytest.fixture
def quiz_id(player: TriviaPlayer) -> int:
    return player.edition.quiz_id


def enter(player: TriviaPlayer, name: str) -> str:
    """The slug of a round of today that is on the boards under this nickname."""
    round_ = player.play_today()
    return enter_board(play_key=round_.play_key, typed=name, now=player.now).slug


def act(editor: EditorClient, quiz_id: int, verb: str, **data: str) -> tuple[int, str]:
    """Send a form of a nickname's page; status and page, the next one after a redirect."""
    editor.get("/account")
    answer = editor.post(f"/moderation/quizzes/{quiz_id}/{verb}", data)
    status = answer.status_code
    page = editor._read(editor.client.get(answer.location)) if status == 303 else answer
    return status, unescape(page.text)


class TestNames:
    def test_are_reached_from_every_page_of_the_desk(
        self, game: Flask, editor: EditorClient
    ) -> None:
        assert 'href="/en/desk/moderation/"' in editor.get("/").text

    def test_are_those_of_today_or_of_all_time(
        self, player: TriviaPlayer, editor: EditorClient
    ) -> None:
        enter(player, "Moon Rabbit")

        assert "Moon Rabbit" in editor.get("/moderation/").text
        assert "Moon Rabbit" in editor.get("/moderation/?day=").text
        assert "Nobody to see here." in editor.get("/moderation/?day=2020-01-01").text

    def test_are_found_by_a_part_of_them(self, player: TriviaPlayer, editor: EditorClient) -> None:
        for name in ("Moon Rabbit", "100%", "Sun"):
            enter(player, name)

        found = {
            part: [n for n in ("Moon Rabbit", "100%", "Sun") if f"<bdi>{n}</bdi>" in page]
            for part in ("RABB", "%", "u", "")
            for page in [editor.get("/moderation/", query_string={"search": part}).text]
        }

        assert found == {
            "RABB": ["Moon Rabbit"],
            "%": ["100%"],
            "u": ["Sun"],
            "": ["Moon Rabbit", "100%", "Sun"],
        }

    def test_are_listed_by_what_is_wrong_with_them(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        for name in ("Moon", "Sun"):
            enter(player, name)
        act(editor, quiz_id, "hide", key="moon", reason="x")

        hidden = editor.get("/moderation/?state=hidden").text
        refused = editor.get("/moderation/?state=refused").text

        assert "<bdi>Moon</bdi>" in hidden
        assert "<bdi>Sun</bdi>" not in hidden
        assert "No nickname on this leaderboard fits." in refused

    @pytest.mark.parametrize("query", ["day=yesterday", "state=odd", "quiz=mood", "offset=-1"])
    def test_of_nowhere_are_refused(self, game: Flask, editor: EditorClient, query: str) -> None:
        page = editor.get(f"/moderation/?{query}")

        assert page.status_code == 422
        assert "Nobody to see here." not in page.text

    def test_of_no_day_are_refused_in_korean_too(self, game: Flask) -> None:
        page = client_of(game, "Jisoo").client.get("/ko/desk/moderation/?day=yesterday").text

        assert "날짜로 읽을 수 없어요." in page


class TestName:
    def test_is_hidden_and_shown_again(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")

        status, page = act(editor, quiz_id, "hide", key="moon", reason="A slur.")

        assert (status, shown_names()) == (303, [])
        assert "Nickname hidden: Moon" in page
        status, page = act(editor, quiz_id, "show", key="moon", reason="It is none.")
        assert shown_names() == ["Moon"]

    def test_is_renamed_by_the_rules_and_nothing_typed_is_lost(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        for name in ("Moon", "Sun"):
            enter(player, name)

        for typed, said in (
            ("h1tler", "Please choose a friendlier name."),
            ("sun", "“sun” is somebody else’s already."),
            ("Moon", "It has this very name."),
            ("", "This field is required."),
        ):
            status, page = act(editor, quiz_id, "rename", key="moon", name=typed, reason="Kinder")
            assert status in {409, 422}
            assert said in page
            assert 'value="Kinder"' in page
            assert f'value="{typed}"' in page
        assert act(editor, quiz_id, "rename", key="moon", name="Friend", reason="Kinder")[0] == 303
        assert set(shown_names()) == {"Friend", "Sun"}

    def test_is_removed_once_that_is_ticked(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")
        form = {"key": "moon", "reason": "They asked."}

        status, page = act(editor, quiz_id, "remove", **form)
        assert (status, shown_names()) == (422, ["Moon"])
        assert 'id="remove-sure-problem"' in page
        assert 'value="They asked."' in page

        assert act(editor, quiz_id, "remove", **form, sure="y")[0] == 303
        assert shown_names() == []

    def test_of_a_second_quiz_leads_back_to_its_list(
        self, player: TriviaPlayer, editor: EditorClient
    ) -> None:
        second = TriviaPlayer(add_second_quiz(player.edition, player.now), player.now)
        enter(second, "Moon")
        editor.get("/account")

        done = {"key": "moon", "reason": "x", "sure": "y"}
        answer = editor.post(f"/moderation/quizzes/{second.edition.quiz_id}/remove", done)

        assert "quiz=other" in (answer.location or "")
        page = editor.client.get(answer.location or "").text
        assert '<option selected value="other">' in page

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_needs_a_reason(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient, reason: str
    ) -> None:
        enter(player, "Moon")

        status, page = act(editor, quiz_id, "hide", key="moon", reason=reason)

        assert status == 422
        assert 'aria-describedby="hide-reason-hint hide-reason-problem"' in page

    def test_that_somebody_else_dealt_with_is_said_so(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")
        act(editor, quiz_id, "hide", key="moon", reason="x")

        status, page = act(editor, quiz_id, "hide", key="moon", reason="Mine")
        assert status == 409
        assert "Somebody has done this already." in page
        act(editor, quiz_id, "remove", key="moon", reason="x", sure="y")
        status, page = act(editor, quiz_id, "rename", key="moon", name="Friend", reason="Mine")
        assert status == 409
        assert "This nickname is on no board any more." in page
        assert 'value="Friend"' in page

    def test_of_nobody_is_missing(self, quiz_id: int, editor: EditorClient) -> None:
        assert editor.get(f"/moderation/quizzes/{quiz_id}/name?key=nobody").status_code == 404


class TestLog:
    def test_says_who_did_what_and_why_and_undoes_it(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")
        act(editor, quiz_id, "hide", key="moon", reason="A <b>slur</b>.")

        page = editor.get("/moderation/log").text
        assert "Sunny" in page
        assert "A &lt;b&gt;slur&lt;/b&gt;." in page
        [undo] = RESTORE.findall(page)
        assert editor.post(undo).status_code == 303

        assert shown_names() == ["Moon"]
        assert "Undone: " in editor.get("/moderation/log").text
        assert editor.post(undo).status_code == 409

    def test_of_long_ago_is_undone_where_it_stands(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")
        act(editor, quiz_id, "hide", key="moon", reason="x")
        first = db.session.scalars(select(ModerationRecord.id)).one()

        page = editor.get(f"/moderation/log?before={first + 1}").text

        address = f"/moderation/log/{first}/restore?before={first + 1}"
        assert f'action="/en/desk{address}"' in page
        back = f"/en/desk/moderation/log?before={first + 1}#record-{first}"
        assert editor.post(address).location == back

    def test_says_where_it_begins(self, game: Flask, editor: EditorClient) -> None:
        assert "Nothing has been done yet." in editor.get("/moderation/log").text
        assert "Nothing was done before that." in editor.get("/moderation/log?before=1").text

    def test_says_what_stands_in_the_way(
        self, player: TriviaPlayer, quiz_id: int, editor: EditorClient
    ) -> None:
        enter(player, "Moon")
        act(editor, quiz_id, "remove", key="moon", reason="x", sure="y")
        [undo] = RESTORE.findall(editor.get("/moderation/log").text)
        enter(player, "Moon")

        page = editor.post(undo)

        assert page.status_code == 409
        assert "“Moon” is another player’s by now." in page.text


class TestDeletions:
    def test_find_a_round_by_its_link_and_ask_before_it_goes(
        self, game: Flask, player: TriviaPlayer, editor: EditorClient
    ) -> None:
        slug = enter(player, "Moon")
        editor.get("/moderation/deletions")

        answer = editor.post("/moderation/deletions", {"link": f" https://x.org/t/{slug}?a "})

        assert answer.location == f"/en/desk/moderation/deletions/{slug}"
        path = f"/moderation/deletions/{slug}"
        assert "Moon" in editor.get(path).text
        assert editor.post(path, {"reason": "They asked."}).status_code == 422
        assert editor.post(path, {"reason": "They asked.", "sure": "y"}).status_code == 303
        assert shown_names() == []
        assert editor.client.get(f"/en/trivia/t/{slug}").status_code == 410
        late = [editor.get(path), editor.post(path, {"reason": "They asked.", "sure": "y"})]
        assert [page.status_code for page in late] == [410, 410]
        for page in late:
            assert "It is deleted already." in page.text
            assert f'value="{slug}"' in page.text

    @pytest.mark.parametrize(
        ("link", "status"), [("", 422), ("nowhere", 404), ("x" * 501, 422), ("A" * 22, 404)]
    )
    def test_say_when_there_is_no_such_thing(
        self, game: Flask, editor: EditorClient, link: str, status: int
    ) -> None:
        editor.get("/moderation/deletions")

        answer = editor.post("/moderation/deletions", {"link": link})

        assert answer.status_code == status
        assert 'id="link-problem"' in answer.text
        assert f'value="{link}"' in answer.text
