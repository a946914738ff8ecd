"""Trivia through the client, as a browser without JavaScript."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import escape
from sqlalchemy import insert, select

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.feedback.service.corrections import correct_key
from quizapp.plays.models import LeaderboardEntry, OptionTally, TriviaResponse, TriviaRound
from quizapp.quizzes import content as contents
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.editions import insert_edition
from quizapp.quizzes.models import Edition, Flag
from quizapp.quizzes.queries import PublishedEdition, edition_by_id
from quizapp.trivia.queries import board_name, round_by_key
from tests.trivia.players import TriviaClient, hidden, key_of, tokens

LOBBY = "/en/trivia/"
NEXT = re.compile(r'action="([^"]*/ask)"')


def answer(visitor: TriviaClient, address: str, place: int = 0) -> str:
    """Choose the option at a place and give what was sent."""
    token = tokens(visitor.get(address).text)[place]
    assert visitor.post(address, option=token).status_code == 303
    return token


class TestToday:
    def test_is_played_from_lobby_to_leaderboard(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())

        entered = visitor.post(result, nickname="Moon Rabbit")

        assert entered.status_code == 303
        board = visitor.get(entered.headers["Location"])
        assert "<bdi>Moon Rabbit</bdi>" in board.text
        assert "<bdi>Moon Rabbit</bdi>" in visitor.get(result).text
        assert not any(b"Set-Cookie" in received for received in visitor.received)

    def test_begins_once_however_often_the_button_is_pressed(self, visitor: TriviaClient) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        addresses = {visitor.post(LOBBY, attempt=attempt).headers["Location"] for _ in range(3)}

        assert len(addresses) == 1

    @pytest.mark.parametrize("attempt", ["", "forged", "\x00"])
    def test_needs_a_button_of_ours(self, visitor: TriviaClient, attempt: str) -> None:
        page = visitor.post(LOBBY, attempt=attempt)

        assert page.status_code == 422
        assert "too old to send" in page.text
        again = visitor.post(LOBBY, attempt=hidden(page.text, "attempt"))
        assert again.status_code == 303


class TestPractice:
    def test_keeps_to_the_category(self, visitor: TriviaClient, edition: PublishedEdition) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        begun = visitor.post(
            LOBBY, attempt=attempt, practice="1", category="album", watched_up_to="0"
        )

        round_ = round_by_key(key_of(begun.headers["Location"]))
        assert {edition.content.item(id_).category for id_ in round_.item_ids} == {"album"}

    @pytest.mark.parametrize(
        "practice_filter",
        [{"category": "nonsense", "watched_up_to": "0"}, {"category": "any", "watched_up_to": "x"}],
    )
    def test_of_what_is_not_offered_is_refused(
        self, visitor: TriviaClient, practice_filter: dict[str, str]
    ) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        page = visitor.post(LOBBY, attempt=attempt, practice="1", **practice_filter)

        assert page.status_code == 422
        assert 'class="problem"' in page.text


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
            answer(visitor, address)
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

        answer(visitor, address)

        page = visitor.get(address).text
        assert tokens(page) == []
        assert "Your answer" in page
        assert NEXT.search(page)

    def test_reload_back_and_double_click_change_nothing(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        token = answer(visitor, address)
        feedback = visitor.get(address).text

        assert visitor.post(address, option=token).status_code == 303
        assert visitor.get(address).text == feedback
        assert round_by_key(key_of(address)).response_count == 1

    def test_a_second_tab_is_told_that_the_first_answer_stands(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        names = tokens(visitor.get(address).text)
        answer(visitor, address, place=0)

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


class TestReview:
    def test_shows_answers_keys_and_sources(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())

        page = visitor.get(result.replace("result", "review")).text

        for item_id in round_by_key(key_of(result)).item_ids:
            item = edition.content.item(item_id)
            assert escape(item.key.text.en) in page
            assert item.sources[0].url.replace("&", "&amp;") in page

    @pytest.mark.parametrize(("count", "is_said"), [(49, False), (50, True)])
    def test_says_what_players_chose_from_fifty_on(
        self, visitor: TriviaClient, edition: PublishedEdition, count: int, is_said: bool
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        item = edition.content.item(round_by_key(key_of(result)).item_ids[0])
        with transaction():
            db.session.add(OptionTally(option_id=item.options[0].id, response_count=count))

        page = visitor.get(result.replace("result", "review")).text

        assert ("What players chose" in page) == is_said

    def test_of_a_corrected_item_says_so(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        item = edition.content.item(round_by_key(key_of(result)).item_ids[0])
        other = next(option for option in item.options if not option.is_key)

        correct_key(item_id=item.id, option_id=other.id, now=clock.now(), note="Sorry.")

        page = visitor.get(result.replace("result", "review")).text
        assert page.count("was the right answer until then") == 1
        assert "Sorry." in page


class TestChallenge:
    def test_lets_a_friend_play_the_very_same_and_compares(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        mine = round_by_key(key_of(result))
        shared = visitor.get(f"/t/{mine.slug}").headers["Location"]
        page = visitor.get(shared)
        assert f"Can you beat {mine.right_count} of 8?" in page.text
        assert mine.play_key not in page.text

        begun = visitor.post(shared, attempt=hidden(page.text, "attempt"))
        theirs_result = visitor.play_to_the_end(begun.headers["Location"], place=1)

        theirs = round_by_key(key_of(theirs_result))
        assert (theirs.item_ids, theirs.seed) == (mine.item_ids, mine.seed)
        assert "You and your friend" in visitor.get(theirs_result).text
        assert "Friends who accepted" in visitor.get(result).text
        both = visitor.get(f"/en/trivia/t/{theirs.slug}").text
        assert str(mine.score) in both
        assert str(theirs.score) in both

    def test_shows_nothing_of_the_questions(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())
        round_ = round_by_key(key_of(result))

        page = visitor.get(f"/en/trivia/t/{round_.slug}").text

        assert all(edition.content.item(id_).stem.en not in page for id_ in round_.item_ids)

    def test_of_an_unfinished_round_is_not_there(self, visitor: TriviaClient) -> None:
        slug = round_by_key(key_of(visitor.begin_today())).slug

        assert visitor.get(f"/en/trivia/t/{slug}").status_code == 404


class TestArchive:
    def test_plays_days_that_are_over_and_no_others(self, visitor: TriviaClient) -> None:
        visitor.begin_today()
        today = clock.now().date()
        yesterday = today - timedelta(days=1)
        with transaction():
            for row in db.session.scalars(select(TriviaRound)):
                row.day = yesterday
        page = visitor.get("/en/trivia/archive")
        assert today.isoformat() not in page.text

        for day in (today, today + timedelta(days=1), today + timedelta(days=400), "", "soon"):
            answer = visitor.post(
                "/en/trivia/archive",
                attempt=hidden(visitor.get(LOBBY).text, "attempt"),
                day=str(day),
            )
            assert answer.status_code == 404

    def test_of_a_strange_day_is_not_there(self, visitor: TriviaClient) -> None:
        assert visitor.get("/en/trivia/archive?older_than=soon").status_code == 404


class TestLeaderboard:
    def test_is_read_on_by_links(self, visitor: TriviaClient, edition: PublishedEdition) -> None:
        round_ = round_by_key(key_of(visitor.begin_today()))
        fill_board(edition, round_, 45)

        page, seen = visitor.get("/en/trivia/leaderboard/all").text, 0
        while following := re.search(r'href="([^"]*)">Further down', page):
            seen += len(re.findall("<bdi>", page))
            page = visitor.get(following.group(1).replace("&amp;", "&")).text

        assert seen + len(re.findall("<bdi>", page)) == 45

    @pytest.mark.parametrize("day", ["2021-01-01", "all", "all?from=forged"])
    def test_may_be_empty(self, visitor: TriviaClient, day: str) -> None:
        assert "Nobody is here yet" in visitor.get(f"/en/trivia/leaderboard/{day}").text

    @pytest.mark.parametrize("day", ["soon", "2921-01-01", "20210101", "2021-W01-1"])
    def test_of_no_day_or_one_to_come_is_not_there(self, visitor: TriviaClient, day: str) -> None:
        assert visitor.get(f"/en/trivia/leaderboard/{day}").status_code == 404


class TestNickname:
    @pytest.mark.parametrize(
        "typed", ["", "x" * 25, "\u202e", "<script>alert(1)</script>", "x" * 999]
    )
    def test_against_the_rules_is_refused_beside_the_field(
        self, visitor: TriviaClient, typed: str
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())

        page = visitor.post(result, nickname=typed)

        assert page.status_code == 422
        assert 'class="problem"' in page.text
        assert "<script>alert" not in page.text
        assert db.session.scalars(select(LeaderboardEntry)).all() == []

    def test_is_escaped(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today())

        entered = visitor.post(result, nickname="""<b>"'&한글é😀""")

        page = visitor.get(entered.headers["Location"]).text
        assert "<bdi>&lt;b&gt;&#34;&#39;&amp;한글é😀</bdi>" in page


class TestFlag:
    def test_is_thanked_for_and_kept_once(self, visitor: TriviaClient) -> None:
        address = visitor.begin_today()
        answer(visitor, address)

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
        answer(visitor, address)

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


def fill_board(edition: PublishedEdition, round_: TriviaRound, count: int) -> None:
    """Rows that differ in score, time and name, and often tie."""
    rows = [
        {
            "board": board_name(edition.quiz_id, None),
            "nickname_key": f"player {number}",
            "nickname": f"player {number}",
            "score": 100 * (number % 9),
            "right_count": number % 9,
            "round_id": round_.id,
            "achieved_at": round_.started_at + timedelta(seconds=number // 5),
        }
        for number in range(count)
    ]
    with transaction():
        db.session.execute(insert(LeaderboardEntry), rows)
