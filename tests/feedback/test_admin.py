"""What players send, on the desk: suggestions and flags."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.database.db import db, transaction
from quizapp.feedback.service import review
from quizapp.quizzes.models import Flag, Item, Suggestion
from quizapp.quizzes.queries import quiz_by_slug
from tests.editors import EditorClient

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TYPED = {
    "language": "ko",
    "stem": "<b>누가</b> 웃었나요?",
    "options": ["황제", "황후"],
    "why": "황후",
    "source": "https://example.org/a",
}


def add_suggestion(quiz: str = "trivia", **typed: object) -> Suggestion:
    row = Suggestion(quiz_id=quiz_by_slug(quiz).id, proposal={**TYPED, **typed}, suggested_at=NOW)
    with transaction():
        db.session.add(row)
    return row


def add_flag(item_id: int, note: str = "") -> Flag:
    flag = Flag(item_id=item_id, reason="wrong-key", note=note, flagged_at=NOW)
    with transaction():
        db.session.add(flag)
    return flag


def newest_item() -> Item:
    return db.session.scalars(select(Item).order_by(Item.id.desc()).limit(1)).one()


class TestSuggestions:
    def test_are_shown_as_they_were_typed(self, game: Flask, editor: EditorClient) -> None:
        add_suggestion()

        page = editor.get("/suggestions").text

        assert "&lt;b&gt;누가&lt;/b&gt; 웃었나요?" in page

    def test_say_when_they_came_by_the_clock_of_the_house(
        self, game: Flask, editor: EditorClient
    ) -> None:
        late = add_suggestion()
        with transaction():
            late.suggested_at = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)

        assert "Nov 24, 2026 00:30 GMT+09:00" in editor.get("/suggestions").text

    def test_approved_become_a_draft_to_edit(self, game: Flask, editor: EditorClient) -> None:
        suggestion = add_suggestion()

        answer = editor.post(f"/suggestions/{suggestion.id}/approve")

        item = newest_item()
        assert answer.location == f"/en/desk/items/{item.id}"
        assert editor.get(f"/items/{item.id}").status_code == 200
        assert item.is_draft
        assert (item.stem.ko, item.stem.en) == ("<b>누가</b> 웃었나요?", "")
        assert [option.text.ko for option in item.options] == ["황제", "황후"]
        assert item.sources[0]["url"] == "https://example.org/a"
        assert (suggestion.status, suggestion.decided_by) == ("approved", "Sunny")

    @pytest.mark.parametrize("source", ["javascript:alert(1)", "", "a book", "x" * 500])
    def test_approved_keep_only_a_web_address(
        self, game: Flask, editor: EditorClient, source: str
    ) -> None:
        editor.post(f"/suggestions/{add_suggestion(source=source).id}/approve")

        assert newest_item().sources == []

    def test_approved_keep_their_subject(self, game: Flask, editor: EditorClient) -> None:
        suggestion = add_suggestion(category="artists")
        assert "The voices" in editor.get("/suggestions").text

        editor.post(f"/suggestions/{suggestion.id}/approve")

        assert newest_item().category == "artists"

    def test_for_the_mood_quiz_wait_for_their_points(
        self, game: Flask, editor: EditorClient
    ) -> None:
        answer = editor.post(f"/suggestions/{add_suggestion('mood').id}/approve")

        assert editor.client.get(answer.location or "").status_code == 200
        assert [option.profile for option in newest_item().options] == [{}, {}]

    def test_rejected_leave_the_queue_with_a_reason(
        self, game: Flask, editor: EditorClient
    ) -> None:
        suggestion = add_suggestion()

        editor.post(f"/suggestions/{suggestion.id}/reject", {"reason": "We have it."})

        assert (suggestion.status, suggestion.answer) == ("rejected", "We have it.")
        assert "The queue is empty." in editor.get("/suggestions").text

    def test_are_not_rejected_without_a_reason(self, game: Flask, editor: EditorClient) -> None:
        suggestion = add_suggestion()

        answer = editor.post(f"/suggestions/{suggestion.id}/reject", {"reason": ""})

        assert answer.status_code == 422
        assert f'id="reason-{suggestion.id}-problem"' in answer.text
        assert suggestion.status == "open"

    def test_keep_a_reason_that_is_too_long(self, game: Flask, editor: EditorClient) -> None:
        add_suggestion()
        suggestion = add_suggestion(stem="Another?")

        answer = editor.post(f"/suggestions/{suggestion.id}/reject", {"reason": "x" * 501})

        assert answer.status_code == 422
        assert answer.text.count("x" * 501) == 1

    def test_come_back_when_a_rejection_is_undone(self, game: Flask, editor: EditorClient) -> None:
        suggestion = add_suggestion()
        answer = editor.post(f"/suggestions/{suggestion.id}/reject", {"reason": "We have it."})
        assert "1 suggestion rejected." in editor.client.get(answer.location or "").text

        back = editor.post("/suggestions/reopen", {"suggestions": [str(suggestion.id)]})

        assert back.location == f"/en/desk/suggestions#suggestion-{suggestion.id}"
        assert (suggestion.status, suggestion.answer, suggestion.decided_at) == ("open", "", None)
        assert "웃었나요?" in editor.get("/suggestions").text

    def test_rejected_stay_below_the_queue_with_who_and_why(
        self, game: Flask, editor: EditorClient
    ) -> None:
        suggestion = add_suggestion(stem="Which one?")
        assert "Rejected lately" not in editor.get("/suggestions").text
        editor.post(f"/suggestions/{suggestion.id}/reject", {"reason": "We have it."})

        page = editor.get("/suggestions").text

        lately = page[page.index("Rejected lately") :]
        assert "Which one?" in lately
        assert "We have it." in lately
        assert "Sunny" in lately
        assert f'name="suggestions" value="{suggestion.id}"' in lately

    @pytest.mark.parametrize("numbers", ["-5", "999", "x"])
    def test_say_nothing_of_what_was_not_rejected(
        self, game: Flask, editor: EditorClient, numbers: str
    ) -> None:
        assert 'role="status"' not in editor.get(f"/suggestions?rejected={numbers}").text

    def test_together_come_back_however_many(
        self, game: Flask, editor: EditorClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(review, "REJECTED_SHOWN", 1)
        chosen = [str(add_suggestion(stem=f"Which {number}?").id) for number in range(3)]
        editor.get("/suggestions")

        answer = editor.post("/suggestions/reject", {"suggestions": chosen, "reason": "Spam."})

        page = editor.client.get(answer.location or "").text
        assert "3 suggestions rejected." in page
        notice = page[
            page.index('role="status"') : page.index("</form>", page.index('role="status"'))
        ]
        assert all(f'name="suggestions" value="{number}"' in notice for number in chosen)

    def test_together_keep_a_reason_when_one_is_left(
        self, game: Flask, editor: EditorClient
    ) -> None:
        theirs, _left = (add_suggestion(stem=f"Which {number}?") for number in range(2))
        editor.post(f"/suggestions/{theirs.id}/reject", {"reason": "We have it."})

        answer = editor.post(
            "/suggestions/reject", {"suggestions": [str(theirs.id)], "reason": "Spam."}
        )

        assert answer.status_code == 409
        assert 'value="Spam."' in answer.text
        assert (
            editor.post("/suggestions/reject", {"reason": "Spam."}).text.count(
                'id="reject-suggestions-problem"'
            )
            == 1
        )

    def test_are_rejected_together_for_one_reason(self, game: Flask, editor: EditorClient) -> None:
        rows = [add_suggestion(stem=f"Which {number}?") for number in range(3)]
        chosen = [str(row.id) for row in rows[:2]]
        editor.get("/suggestions")

        answer = editor.post("/suggestions/reject", {"suggestions": chosen, "reason": "Spam."})

        assert [row.status for row in rows] == ["rejected", "rejected", "open"]
        assert {row.answer for row in rows[:2]} == {"Spam."}
        page = editor.client.get(answer.location or "").text
        assert "2 suggestions rejected." in page
        editor.post("/suggestions/reopen", {"suggestions": chosen})
        assert {row.status for row in rows} == {"open"}

    @pytest.mark.parametrize(
        ("ticks", "reason", "problem"), [(0, "Spam.", "suggestions"), (2, "", "reason")]
    )
    def test_together_keep_ticks_and_reason_where_one_is_missing(
        self, game: Flask, editor: EditorClient, ticks: int, reason: str, problem: str
    ) -> None:
        rows = [add_suggestion(stem=f"Which {number}?") for number in range(2)]
        editor.get("/suggestions")

        answer = editor.post(
            "/suggestions/reject",
            {"suggestions": [str(row.id) for row in rows[:ticks]], "reason": reason},
        )

        assert answer.status_code == 422
        assert f'id="reject-{problem}-problem"' in answer.text
        assert answer.text.count(" checked>") == ticks
        assert f'value="{reason}"' in answer.text
        assert {row.status for row in rows} == {"open"}

    def test_together_leave_what_was_decided_meanwhile(
        self, game: Flask, editor: EditorClient
    ) -> None:
        mine, theirs = (add_suggestion(stem=f"Which {number}?") for number in range(2))
        editor.post(f"/suggestions/{theirs.id}/reject", {"reason": "We have it."})
        both = {"suggestions": [str(mine.id), str(theirs.id), "999"], "reason": "Spam."}

        assert editor.post("/suggestions/reject", both).status_code == 303
        assert (mine.answer, theirs.answer) == ("Spam.", "We have it.")
        assert editor.post("/suggestions/reject", both).status_code == 409

    def test_approved_do_not_come_back(self, game: Flask, editor: EditorClient) -> None:
        suggestion = add_suggestion()
        editor.post(f"/suggestions/{suggestion.id}/approve")

        editor.post(f"/suggestions/{suggestion.id}/reopen")

        assert suggestion.status == "approved"

    def test_are_decided_once(self, game: Flask, editor: EditorClient) -> None:
        address = f"/suggestions/{add_suggestion().id}/approve"

        codes = [editor.post(address).status_code for _ in range(2)]

        assert codes == [303, 409]

    def test_that_are_not_there_are_missing(self, game: Flask, editor: EditorClient) -> None:
        assert editor.post("/suggestions/99/approve").status_code == 404


class TestFlags:
    def test_stand_beside_their_item(self, game: Flask, editor: EditorClient) -> None:
        item = newest_item()
        add_flag(item.id, "The <i>key</i> is wrong.")

        page = editor.get("/flags").text

        assert f'href="/en/desk/items/{item.id}"' in page
        assert "The &lt;i&gt;key&lt;/i&gt; is wrong." in page
        assert "The right answer is wrong" in page

    def test_stand_on_the_form_of_their_item_alone(self, game: Flask, editor: EditorClient) -> None:
        item = newest_item()
        add_flag(item.id, "Read it again.")

        assert "Read it again." in editor.get(f"/items/{item.id}").text
        assert "Read it again." not in editor.get(f"/items/{item.id - 1}").text

    def test_dealt_with_are_gone_from_this_item_only(
        self, game: Flask, editor: EditorClient
    ) -> None:
        item = newest_item()
        flags = [add_flag(item.id, "one"), add_flag(item.id, "two")]
        other = add_flag(item.id - 1, "other")

        editor.post(f"/flags/{item.id}/resolve")

        assert all(flag.resolved_at for flag in flags)
        assert other.resolved_at is None
        assert "other" in editor.get("/flags").text

    def test_come_back_when_that_is_undone(self, game: Flask, editor: EditorClient) -> None:
        item = newest_item()
        before, flag = add_flag(item.id, "long ago"), add_flag(item.id, "today")
        with transaction():
            before.resolved_at = NOW
        answer = editor.post(f"/flags/{item.id}/resolve")
        address = f"/flags/{item.id}/replant"
        assert address in editor.client.get(answer.location or "").text

        editor.post(address)

        assert (flag.resolved_at, before.resolved_at) == (None, NOW)
