"""From a draft to what players get: preview, the gate of the balance report, editions."""

import re

import pytest
from flask import Flask
from markupsafe import escape
from sqlalchemy import func, select

from quizapp.auth.models import Role
from quizapp.catalog.models import Track
from quizapp.database.db import db
from quizapp.plays.models import MoodResult
from quizapp.publishing.balance_view_models import RULES
from quizapp.quizzes import content as contents
from quizapp.quizzes.models import Edition, Item, Quiz
from quizapp.quizzes.queries import content_now, live_edition, quiz_by_slug
from tests.admin_pages import FormFiller, client_of
from tests.editors import EditorClient
from tests.players import MoodPlayer

DIGEST = re.compile(r'name="digest"[^>]*value="([^"]+)"')


@pytest.fixture
def sunny(game: Flask) -> EditorClient:
    return client_of(game, "Sunny", Role.ADMIN)


@pytest.fixture
def hyuk(game: Flask) -> EditorClient:
    return client_of(game, "Hyuk")


def publish(desk: EditorClient, slug: str = "mood", **fields: str) -> int:
    page = desk.get(f"/quizzes/{slug}/").text
    found = DIGEST.search(page)
    digest = {"digest": found[1]} if found else {}
    return desk.post(f"/quizzes/{slug}/publish", digest | fields).status_code


def mood_items() -> list[Item]:
    return list(
        db.session.scalars(select(Item).join(Quiz).where(Quiz.kind == "mood").order_by(Item.id))
    )


def make_alike(desk: EditorClient) -> None:
    """Two tracks with one mood, behind the back of the form that would refuse it."""
    one, other = db.session.get_one(Track, 1), db.session.get_one(Track, 2)
    one.weights[:] = [type(w)(theme_tag=w.theme_tag, weight=w.weight) for w in other.weights]
    db.session.commit()


class TestChanges:
    @pytest.mark.parametrize("slug", ["mood", "trivia"])
    def test_are_none_right_after_an_edition(self, sunny: EditorClient, slug: str) -> None:
        page = sunny.get(f"/quizzes/{slug}/").text

        assert "Nothing has changed since edition 1." in page
        assert "Publish the next edition" not in page

    def test_are_named_before_they_are_published(self, sunny: EditorClient) -> None:
        changed, gone = mood_items()[:2]
        FormFiller(sunny, f"/items/{changed.id}").put("stem-en", "Whose crown is it?").press()
        sunny.post(f"/items/{gone.id}/retire", {"retired": "yes", "revision": "1"})
        FormFiller(sunny, "/tracks/1").put("tagline-en", "Once more, with snow.").press()

        page = sunny.get("/quizzes/mood/").text

        assert "<li>Changed: Whose crown is it?</li>" in page
        assert f"<li>Taken out: {escape(gone.stem.en)}</li>" in page
        assert "Tracks, themes or settings changed" in page


class TestPublish:
    def test_gives_players_what_was_saved(self, sunny: EditorClient) -> None:
        item = mood_items()[0]
        FormFiller(sunny, f"/items/{item.id}").put("stem-en", "Whose crown is it?").press()

        assert publish(sunny) == 303

        edition = live_edition("mood", "mood")
        assert (edition.number, edition.content.item(item.id).stem.en) == (2, "Whose crown is it?")
        row = db.session.get_one(Edition, edition.id)
        assert row.published_by == "Sunny"
        assert row.report["random"]["entropy"] > 0.9

    @pytest.mark.slow
    def test_leaves_results_already_shared_as_they_are(
        self, sunny: EditorClient, game: Flask
    ) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        address = player.play_to_the_end(first_option=1)
        before = player.client.get(address).data
        facts = db.session.scalars(select(MoodResult.facts)).one()
        item, other = mood_items()[:2]
        form = FormFiller(sunny, f"/items/{item.id}").put("stem-en", "Another question entirely?")
        form.press("options remove 1")
        form.press()
        sunny.post(f"/items/{other.id}/retire", {"retired": "yes", "revision": 1})

        assert publish(sunny) == 303

        assert db.session.scalars(select(MoodResult.facts)).one() == facts
        assert player.client.get(address).data == before

    def test_counts_players_of_the_edition_before(self, sunny: EditorClient, game: Flask) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        form = FormFiller(sunny, f"/items/{mood_items()[0].id}")
        form.press("options remove 1")
        form.press()
        publish(sunny)

        address = player.play_to_the_end(first_option=1)

        assert player.client.get(address).status_code == 200

    def test_of_something_else_than_was_looked_at_is_refused(self, sunny: EditorClient) -> None:
        assert publish(sunny, digest="0" * 64) == 409
        assert live_edition("mood", "mood").number == 1

    def test_against_the_report_is_refused_to_editors(self, hyuk: EditorClient) -> None:
        make_alike(hyuk)
        page = hyuk.get("/quizzes/mood/").text
        assert "have the same mood (100%)" in page
        assert not DIGEST.search(page)

        # What a page of before, or somebody's own, would send.
        digest = contents.digest(content_now(quiz_by_slug("mood")))
        answer = hyuk.post("/quizzes/mood/publish", {"digest": digest, "reason": "please"})

        assert answer.status_code == 422
        assert live_edition("mood", "mood").number == 1

    def test_against_the_report_takes_an_admin_and_a_reason(self, sunny: EditorClient) -> None:
        make_alike(sunny)

        assert publish(sunny, reason=" ") == 422
        assert publish(sunny, reason="Both are needed for the finale") == 303

        edition = db.session.get_one(Edition, live_edition("mood", "mood").id)
        assert edition.note == "Both are needed for the finale"

    def test_is_prepared_by_what_a_save_says(self, sunny: EditorClient) -> None:
        make_alike(sunny)
        form = FormFiller(sunny, f"/items/{mood_items()[0].id}").put("stem-en", "Which door?")

        form.press()

        assert "Before the quiz can be published:" in form.page.text
        assert "have the same mood (100%)" in form.page.text

    def test_is_prepared_by_what_a_save_of_a_track_says(self, sunny: EditorClient) -> None:
        make_alike(sunny)
        form = FormFiller(sunny, "/tracks/3").put("title-en", "Another title")

        form.press()

        assert "Before the quiz can be published:" in form.page.text
        assert "have the same mood (100%)" in form.page.text

    def test_leaves_drafts_out(self, sunny: EditorClient) -> None:
        item = mood_items()[0]
        FormFiller(sunny, f"/items/{item.id}").put("is_ready").press()

        publish(sunny)

        assert item.id not in [known.id for known in live_edition("mood", "mood").content.items]

    def test_of_an_empty_quiz_is_refused(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, "/new/albums/0").put("title-en", "Snow").put("drama-en", "Snow")
        form.press()

        page = sunny.get("/quizzes/snow-mood/").text

        assert "There are 0 of at least 8 questions, 0 of at least 2 tracks." in page
        assert publish(sunny, slug="snow-mood") != 303


class TestPreview:
    def test_plays_what_is_typed_to_its_outcome_and_keeps_nothing(
        self, sunny: EditorClient
    ) -> None:
        item = mood_items()[0]
        form = FormFiller(sunny, f"/items/{item.id}").put("stem-en", "Not saved, yet played?")
        form.press("preview")
        assert "Not saved, yet played?" in form.page.text

        preview = MoodPlayer(sunny.client)
        preview.address = f"/en/desk/items/{item.id}/preview"
        preview.open_quiz()
        names = preview.names[:8]
        sheet = {name: preview.options[name][0] for name in names}
        answer = preview.send(sheet)
        for _decider in range(2):
            if "Why this one" in answer.text:
                break
            visible, hidden = preview._offered(answer.text)
            name = next(iter(visible))
            answer = preview.client.post(preview.address, data={**hidden, name: visible[name][0]})

        assert "Why this one" in answer.text
        assert db.session.scalar(select(func.count()).select_from(MoodResult)) == 0
        assert db.session.get_one(Item, item.id).stem.en != "Not saved, yet played?"

    def test_of_something_unsound_shows_what_is_wrong(self, sunny: EditorClient) -> None:
        form = FormFiller(sunny, f"/items/{mood_items()[0].id}").put(
            "options-0-weights", "love", "9"
        )

        assert form.press("preview").status_code == 422
        assert "this one gives 9" in form.page.text

    def test_of_trivia_tells_right_from_wrong(self, sunny: EditorClient) -> None:
        item = db.session.scalars(select(Item).join(Quiz).where(Quiz.kind == "trivia")).first()
        assert item is not None
        key = next(option for option in item.options if option.is_key)

        page = sunny.get(f"/items/{item.id}/preview?option={key.id}").text

        assert "Right!" in page
        assert item.explanation.en.split()[0] in page


class TestBalance:
    def test_says_it_in_words_and_numbers(self, sunny: EditorClient) -> None:
        page = sunny.get("/quizzes/mood/balance").text

        assert "every track can be reached" in page
        assert page.count("leads by") == 10
        assert "Evenness among fans" in page

    def test_hints_at_what_to_write(self, sunny: EditorClient) -> None:
        page = sunny.get("/quizzes/mood/balance").text

        assert len(re.findall("Write an answer that says “[^”]+” without “[^”]+”", page)) == 3

    def test_compares_with_the_best_possible_and_with_counting_letters(
        self, sunny: EditorClient
    ) -> None:
        page = sunny.get("/quizzes/mood/balance").text
        table = page[page.index("Counting letters</th>") :]

        for rule in RULES.values():
            row = table[table.index(f">{rule}</th>") :]
            quiz, best, tally = (float(n) for n in re.findall(r"([\d.]+)%</td>", row)[:3])
            assert tally < quiz <= best + 1

    def test_names_what_nobody_can_get(self, sunny: EditorClient) -> None:
        make_alike(sunny)

        page = sunny.get("/quizzes/mood/balance").text

        assert "It cannot be published yet." in page
        assert "have the same mood (100%)" in page

    def test_shows_shares_before_and_after_without_saving(self, sunny: EditorClient) -> None:
        option = mood_items()[0].options[0]

        page = sunny.get(f"/quizzes/mood/balance?option={option.id}&theme=mischief&weight=4").text

        assert "Evenness among fans:" in page
        assert page.count("%</strong>") == 20
        assert "This could not be published:" in page
        assert db.session.get_one(type(option), option.id).profile == option.profile

    def test_compares_with_what_players_got(self, sunny: EditorClient, game: Flask) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        player.play_to_the_end(first_option=2)

        page = sunny.get("/quizzes/mood/balance").text

        assert "0 of 1" in page

    @pytest.mark.parametrize("query", ["option=x", "option=1&theme=zzz&weight=1", "option=1"])
    def test_survives_questions_that_make_no_sense(self, sunny: EditorClient, query: str) -> None:
        assert sunny.get(f"/quizzes/mood/balance?{query}").status_code == 200


class TestGuide:
    def test_reads_an_answer_of_the_quiz(self, sunny: EditorClient) -> None:
        page = sunny.get("/quizzes/mood/guide").text

        assert mood_items()[0].options[0].text.en.split(".")[0] in page
        assert "speaks for" in page
