"""Playing a round of trivia, as a browser without JavaScript does."""

import re
from dataclasses import replace

import pytest
from markupsafe import escape
from sqlalchemy import select

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.plays.models import TriviaResponse
from quizapp.quizzes import content as contents
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.editions import insert_edition
from quizapp.quizzes.models import Edition, Flag
from quizapp.quizzes.queries import PublishedEdition, edition_by_id
from quizapp.trivia.queries import round_by_key
from tests.trivia.players import NEXT, TriviaClient, key_of, tokens


class TestSecrecy:
    def test_nothing_of_an_item_is_sent_before_its_turn(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        address = visitor.begin_today()
        items = [edition.content.item(i) for i in round_by_key(key_of(address)).item_ids]
        in_every_page = visitor.client.get("/en/").text  # "broadcaster" is a slug, too
        for position, item in enumerate(items, 1):
            visitor.get(address)
            sent = b"".join(visitor.received).decode()
            secrets = [
                text
                for later in items[position - 1 :]
                for text in (later.explanation.en, later.explanation.ko, later.slug)
            ]
            secrets += [later.stem.en for later in items[position:]]
            secrets += [source.url for source in item.sources]
            told = [text for text in secrets if text in sent or str(escape(text)) in sent]
            assert [text for text in told if text not in in_every_page] == []
            visitor.received.clear()
            visitor.answer(address)
            visitor.received.clear()
            feedback = visitor.get(address).text
            assert escape(item.explanation.en) in feedback
            visitor.received.clear()
            if position < len(items):
                [following] = NEXT.findall(feedback)
                address = visitor.post(following).headers["Location"]

    def test_a_question_looks_the_same_whichever_option_is_the_key(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        address = visitor.begin_today()
        first = edition.content.item(round_by_key(key_of(address)).item_ids[0])
        pages = set()
        for option in first.options:
            change_key_unseen(key_of(address), first, option.id)
            page = visitor.get(address).text
            # The bar of the time hint moves on between two readings.
            pages.add(re.sub(r'(<progress class="timer[^>]* value=")[^"]*', r"\1", page))

        assert len(pages) == 1

    def test_options_have_names_that_tell_nothing(self, visitor: TriviaClient) -> None:
        names = tokens(visitor.get(visitor.begin_today()).text)

        assert len(set(names)) == 4
        assert all(re.fullmatch(r"[0-9a-f]{16}", name) for name in names)


class TestRespond:
    def test_leads_to_feedback_at_the_same_address(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()

        visitor.answer(address)

        page = visitor.get(address).text
        assert tokens(page) == []
        assert "Your answer" in page
        assert NEXT.search(page)

    def test_reload_back_and_double_click_change_nothing(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        token = visitor.answer(address)
        feedback = visitor.get(address).text

        assert visitor.post(address, option=token).status_code == 303
        assert visitor.get(address).text == feedback
        assert round_by_key(key_of(address)).response_count == 1

    def test_a_second_tab_is_told_that_the_first_answer_stands(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        names = tokens(visitor.get(address).text)
        visitor.answer(address, place=0)

        page = visitor.post(address, option=names[1])

        assert page.status_code == 409
        assert "Your first answer counts" in page.text
        assert round_by_key(key_of(address)).response_count == 1

    @pytest.mark.parametrize("sent", [{}, {"option": ""}, {"option": "1"}, {"option": "\x00"}])
    def test_of_nothing_that_is_shown_gives_the_question_again(
        self, visitor: TriviaClient, sent: dict[str, str]
    ) -> None:
        address = visitor.begin_today()

        page = visitor.post(address, **sent)

        assert page.status_code == 422
        assert 'role="alert"' in page.text
        assert len(tokens(page.text)) == 4

    def test_of_two_options_at_once_is_refused(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        names = tokens(visitor.get(address).text)

        page = visitor.client.post(address, data={"option": names[:2]})

        assert page.status_code == 422

    def test_takes_no_score_from_the_form(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        token = tokens(visitor.get(address).text)[0]

        visitor.post(
            address, option=token, score="9999", points="9999", is_right="1", elapsed_ms="0"
        )

        round_ = round_by_key(key_of(address))
        assert round_.score == sum(response.points for response in round_.responses) <= 110

    def test_out_of_turn_is_refused_in_words(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        token = tokens(visitor.get(address).text)[0]
        third = address.removesuffix("1") + "3"

        for page in (
            visitor.get(third),
            visitor.post(third, option=token),
            visitor.post(f"{third}/ask"),
            visitor.post(f"{address}/flag", reason="typo"),
        ):
            assert page.status_code in {409, 422}
        assert "has not been asked yet" in visitor.get(third).text
        assert db.session.scalars(select(TriviaResponse)).all() == []

    @pytest.mark.parametrize("path", ["9", "0", "99999999999999999999", "x", "-1"])
    def test_of_no_position_is_not_found(self, visitor: TriviaClient, path: str) -> None:
        address = visitor.begin_today().removesuffix("1") + path

        assert visitor.get(address).status_code == 404
        assert visitor.post(address, option="x").status_code in {404, 405}

    def test_needs_the_secret_of_the_round(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        slug = round_by_key(key_of(result)).slug

        for path in ("", "1", "result", "review"):
            assert visitor.get(f"/en/trivia/play/{slug}/{path}").status_code == 404


class TestPlay:
    def test_leads_to_where_the_round_is(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        play = address.removesuffix("1")

        assert visitor.get(play).headers["Location"] == address
        assert visitor.get(f"{play}result").headers["Location"] == play
        result = visitor.play_to_the_end(address)
        assert visitor.get(play).headers["Location"] == result


class TestFlag:
    def test_is_thanked_for_and_kept_once(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        visitor.answer(address)

        for _ in range(2):
            flagged = visitor.post(f"{address}/flag", reason="unclear", note=" <b>odd</b> ")
            assert flagged.status_code == 303

        assert "Thank you" in visitor.get(address).text
        [row] = db.session.scalars(select(Flag))
        assert (row.reason, row.note) == ("unclear", "<b>odd</b>")

    @pytest.mark.parametrize("sent", [{}, {"reason": "no"}, {"reason": "typo", "note": "x" * 501}])
    def test_against_the_rules_keeps_what_was_typed(
        self, visitor: TriviaClient, sent: dict[str, str]
    ) -> None:
        address = visitor.begin_today()
        visitor.answer(address)

        page = visitor.post(f"{address}/flag", **sent)

        assert page.status_code == 422
        assert sent.get("note", "") in page.text
        assert db.session.scalars(select(Flag)).all() == []


def change_key_unseen(play_key: str, item: ItemContent, option_id: int) -> None:
    """Lay the round on an edition that differs in the key of one item, and in nothing else."""
    round_ = round_by_key(play_key)
    played = edition_by_id(round_.edition_id)
    options = tuple(replace(each, is_key=each.id == option_id) for each in item.options)
    items = tuple(
        replace(item, options=options) if each.id == item.id else each
        for each in played.content.items
    )
    content = contents.to_json(replace(played.content, items=items))
    edition_id = insert_edition(
        Edition(quiz_id=played.quiz_id, content=content, published_at=clock.now())
    )
    with transaction():
        round_by_key(play_key).edition_id = edition_id
