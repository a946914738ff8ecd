"""From a wrong question to its correction: saving, publishing and flags all lead there."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp import clock
from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.quizzes.models import Flag, Item, KeyCorrection, Option
from quizapp.quizzes.queries import edition_by_id, live_edition
from quizapp.texts import Localized
from quizapp.trivia.queries import key_id_now, question, round_by_key, scheduled_day
from tests.admin_pages import Browser, FormFiller, client_of
from tests.editors import EditorClient
from tests.trivia.players import TriviaClient, key_of

REVISION = re.compile(r'name="revision"[^>]*value="(\d+)"')
DIGEST = re.compile(r'name="digest"[^>]*value="([^"]+)"')


@pytest.fixture
def jisoo(game: Flask) -> EditorClient:
    return client_of(game, "Jisoo")


@pytest.fixture
def visitor(game: Flask) -> TriviaClient:
    return TriviaClient(Browser(game, game.response_class))


def todays_items() -> list[int]:
    quiz_id = live_edition("trivia", "trivia").quiz_id
    scheduled = scheduled_day(quiz_id, house_day(clock.now()))
    assert scheduled is not None
    return scheduled.item_ids


def another_item() -> int:
    items = live_edition("trivia", "trivia").content.items
    return next(item.id for item in items if item.id not in todays_items())


def save_key(desk: EditorClient, item_id: int, stem: str = "Who wears it, then?") -> FormFiller:
    """Save another question with its second answer as the right one, or its first."""
    form = FormFiller(desk, f"/items/{item_id}").put("stem-en", stem)
    places = [place for place in range(4) if (f"options-{place}-is_key", "y") in form.fields]
    form.put(f"options-{places[0]}-is_key")
    form.put(f"options-{1 if places[0] == 0 else 0}-is_key", "y")
    assert form.press().status_code == 303
    return form


def publish(desk: EditorClient, *correct_now: object) -> str:
    digest = DIGEST.search(desk.get("/quizzes/trivia/").text)
    assert digest
    fields = {"digest": digest[1], "correct_now": list(correct_now)}
    answer = desk.post("/quizzes/trivia/publish", fields)
    return desk.client.get(answer.location).text if answer.location else answer.text


def first_question(visitor: TriviaClient) -> tuple[str, int]:
    """The page of the first question of a new round of today, and the option that is right."""
    address = visitor.begin_today()
    round_ = round_by_key(key_of(address))
    item = edition_by_id(round_.edition_id).content.item(round_.item_ids[0])
    return visitor.get(address).text, key_id_now(round_.edition_id, item)


def place_of(address: str, option_id: int) -> int:
    """Where the first question of a round shows an option."""
    shown = question(round_by_key(key_of(address)), 1).options
    return [option.option_id for option in shown].index(option_id)


class TestSaving:
    def test_asks_whether_today_is_to_be_corrected_too(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]
        before = jisoo.get(f"/items/{item_id}").text

        form = save_key(jisoo, item_id)

        assert "Correct today too?" not in before
        assert "Correct today too?" in form.page.text
        assert "Its right answer is another one now." in form.page.text
        assert f'href="/en/desk/corrections/{item_id}"' in form.page.text
        assert "Correct today too?" in jisoo.get(f"/items/{item_id}").text

    def test_says_that_today_does_not_have_it(self, jisoo: EditorClient) -> None:
        form = save_key(jisoo, another_item())

        assert "today’s round does not have it" in form.page.text
        assert "Correct today too?" not in form.page.text

    def test_of_a_draft_asks_nothing(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]

        form = FormFiller(jisoo, f"/items/{item_id}").put("stem-en", "Not yet").put("is_ready")
        form.press()

        assert "Saved." in form.page.text
        assert "Correct today too?" not in form.page.text


class TestCorrecting:
    def test_shows_what_it_changes_and_does_it(
        self, jisoo: EditorClient, visitor: TriviaClient
    ) -> None:
        item_id = todays_items()[0]
        save_key(jisoo, item_id)
        new_key = next(o.id for o in db.session.get_one(Item, item_id).options if o.is_key)
        old_page, old_key = first_question(visitor)
        address = visitor.begin_today()
        visitor.answer(address, place_of(address, new_key))

        preview = jisoo.get(f"/corrections/{item_id}").text
        done = jisoo.post(f"/corrections/{item_id}", {"option": new_key, "note": "Sorry."})

        assert "<ins>Who wears it, then?</ins>" in preview
        assert "counts as right in 1 round, " in preview
        assert "It is in today’s round." in preview
        assert done.status_code == 303
        page, key = first_question(visitor)
        assert "Who wears it, then?" in page
        assert "Who wears it, then?" not in old_page
        assert (key, old_key == new_key) == (new_key, False)
        assert "Corrected. Whoever begins" in jisoo.client.get(done.location or "").text
        told = jisoo.get(f"/history/item/{item_id}").text
        assert "another right answer · counts as right in 1 round," in " ".join(told.split())

    def test_refused_keeps_what_was_typed(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]
        jisoo.get(f"/corrections/{item_id}")

        for option, status in (("", 422), ("999999", 422)):
            page = jisoo.post(f"/corrections/{item_id}", {"option": option, "note": "We are sorry"})
            assert page.status_code == status
            assert 'value="We are sorry"' in page.text
            assert 'class="problem"' in page.text

    def test_refused_stays_of_the_state_that_was_looked_at(self, jisoo: EditorClient) -> None:
        """Or what somebody saved meanwhile would go unseen."""
        item_id = todays_items()[0]
        revision = db.session.get_one(Item, item_id).revision
        save_key(jisoo, item_id)

        page = jisoo.post(f"/corrections/{item_id}", {"option": "", "revision": revision})

        assert REVISION.findall(page.text) == [str(revision)]

    def test_of_what_somebody_saved_meanwhile_is_looked_at_again(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]
        revision = db.session.get_one(Item, item_id).revision
        save_key(jisoo, item_id)
        key = next(o.id for o in db.session.get_one(Item, item_id).options if o.is_key)

        page = jisoo.post(
            f"/corrections/{item_id}", {"option": key, "note": "Hm", "revision": revision}
        )

        assert page.status_code == 409
        assert 'value="Hm"' in page.text
        assert db.session.scalars(select(KeyCorrection)).all() == []
        [shown] = REVISION.findall(page.text)
        again = {"option": key, "note": "Hm", "revision": shown}
        assert jisoo.post(f"/corrections/{item_id}", again).status_code == 303

    def test_of_a_draft_is_refused(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]
        with transaction():
            db.session.get_one(Item, item_id).is_draft = True
        option = db.session.get_one(Item, item_id).options[0].id

        page = jisoo.post(f"/corrections/{item_id}", {"option": option})

        assert page.status_code == 409
        assert "mark it ready first" in page.text

    def test_of_what_nobody_is_asked_says_why_and_offers_nothing(self, jisoo: EditorClient) -> None:
        item_id = another_item()
        with transaction():
            db.session.get_one(Item, item_id).retired_at = clock.now()
        publish(jisoo)
        option = db.session.get_one(Item, item_id).options[0].id

        refused = jisoo.post(f"/corrections/{item_id}", {"option": option})

        assert refused.status_code == 409
        assert "nothing was saved" in refused.text
        assert "Nobody is asked this question now: it is retired." in refused.text
        assert 'name="option"' not in refused.text

    def test_to_an_answer_added_since_says_whom_it_does_not_reach(
        self, jisoo: EditorClient, visitor: TriviaClient
    ) -> None:
        item_id = todays_items()[0]
        result = visitor.play_to_the_end(visitor.begin_today())
        with transaction():
            item = db.session.get_one(Item, item_id)
            item.options.append(added := Option(text=Localized("New", "새"), position=9))

        page = jisoo.get(f"/corrections/{item_id}").text
        jisoo.post(f"/corrections/{item_id}", {"option": added.id, "note": "None was right."})

        assert page.count("new: a round already begun does not have it") == 1
        assert "other words or answers" in jisoo.get(f"/corrections/{item_id}").text
        told = visitor.get(result.replace("result", "review"))
        [notice] = re.findall(r'<p class="notice">(.*?)</p>', told.text, re.DOTALL)
        assert "The question was corrected on" in notice
        assert "None was right." in notice

    def test_is_for_trivia(self, jisoo: EditorClient) -> None:
        mood = live_edition("mood", "mood").content.items[0].id

        assert jisoo.get(f"/corrections/{mood}").status_code == 404
        assert jisoo.get("/corrections/999999").status_code == 404

    def test_is_one_click_from_every_flag(self, jisoo: EditorClient) -> None:
        item_id = todays_items()[0]
        with transaction():
            for note in ("one", "two"):
                db.session.add(
                    Flag(item_id=item_id, reason="wrong-key", note=note, flagged_at=clock.now())
                )

        page = jisoo.get("/flags").text

        assert page.count(f'href="/en/desk/corrections/{item_id}"') == 2


class TestPublishing:
    def test_asks_with_the_tick_set(self, jisoo: EditorClient) -> None:
        today, other = todays_items()[0], another_item()
        save_key(jisoo, today)
        FormFiller(jisoo, f"/items/{other}").put("stem-en", "Only another wording?").press()

        page = jisoo.get("/quizzes/trivia/").text

        assert f'name="correct_now" value="{today}" checked' in page
        assert f'name="correct_now" value="{other}"' not in page
        assert "another right answer · counts as right in 0 rounds," in " ".join(page.split())

    def test_corrects_what_is_ticked(self, jisoo: EditorClient, visitor: TriviaClient) -> None:
        first, second = todays_items()[:2]
        save_key(jisoo, first)
        FormFiller(jisoo, f"/items/{second}").put("stem-en", "Something else now?").press()

        page = publish(jisoo, first)

        assert "Who wears it, then? · in today’s round already" in page
        line = re.search("<li>Something else now\\?.*?</li>", page)
        assert line
        assert "today’s round still asks it as it was" in line[0]
        assert "in today’s round already" not in line[0]
        assert "Who wears it, then?" in first_question(visitor)[0]

    def test_without_the_tick_leaves_today_alone(
        self, jisoo: EditorClient, visitor: TriviaClient
    ) -> None:
        old = first_question(visitor)
        save_key(jisoo, todays_items()[0])

        publish(jisoo)

        page, key = first_question(visitor)
        assert "Who wears it, then?" not in page
        assert key == old[1]

    def test_asks_once_about_a_change(self, jisoo: EditorClient) -> None:
        first, second = todays_items()[:2]
        save_key(jisoo, first)
        publish(jisoo)
        save_key(jisoo, second)

        page = jisoo.get("/quizzes/trivia/").text

        assert f'name="correct_now" value="{second}" checked' in page
        assert f'name="correct_now" value="{first}"' not in page

    def test_of_no_number_is_refused_and_keeps_the_ticks(self, jisoo: EditorClient) -> None:
        first, second = todays_items()[:2]
        save_key(jisoo, first)
        save_key(jisoo, second)

        page = publish(jisoo, second, "x")

        assert live_edition("trivia", "trivia").number == 1
        assert f'name="correct_now" value="{first}" checked' not in page
