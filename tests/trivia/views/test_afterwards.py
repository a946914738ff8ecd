"""What follows a round of trivia, as a browser without JavaScript shows it."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from markupsafe import escape
from sqlalchemy import delete, select

from quizapp import clock
from quizapp.config import house_day
from quizapp.database.db import db, transaction
from quizapp.feedback.service.corrections import correct_key
from quizapp.plays.models import DayTally, LeaderboardEntry, OptionTally, TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.daily import todays_items
from quizapp.trivia.nickname import nickname
from quizapp.trivia.queries import round_by_key
from tests.editors import add_editor
from tests.trivia.boards import fill_board
from tests.trivia.players import LOBBY, TriviaClient, TriviaPlayer, hidden, key_of
from tests.trivia.second_quiz import add_second_quiz


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
        author = add_editor("Jisoo")

        correct_key(
            item_id=item.id, option_id=other.id, author=author, now=clock.now(), note="Sorry."
        )

        page = visitor.get(result.replace("result", "review")).text
        assert page.count("was the right answer until then") == 1
        assert "Sorry." in page


class TestSecondQuiz:
    def test_is_what_its_result_names_and_leads_to(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        second = add_second_quiz(edition, clock.now())
        round_ = TriviaPlayer(second, clock.now()).play_today()
        day = f"{round_.day}"

        pages = [
            visitor.get(f"/en/trivia/play/{round_.play_key}/result").text,
            visitor.get(f"/en/trivia/t/{round_.slug}").text,
            visitor.get("/en/trivia/quizzes/other/").text,
        ]

        assert 'href="/en/trivia/quizzes/other/"' in pages[0]
        assert f'href="/en/trivia/quizzes/other/leaderboard/{day}"' in pages[0]
        assert f"The other album? {day}" in pages[0]
        assert 'property="og:title" content="The other album? · The other album?"' in pages[2]
        for page in pages:
            assert "about=other" in page


class TestLeaderboard:
    def test_is_read_on_by_links(self, visitor: TriviaClient, edition: PublishedEdition) -> None:
        round_ = round_by_key(key_of(visitor.begin_today()))
        fill_board(edition, round_, 45)

        page, seen = visitor.get("/en/trivia/leaderboard/all").text, 0
        while following := re.search(r'href="([^"]*)">Further down', page):
            seen += len(re.findall("<bdi>", page))
            page = visitor.get(following.group(1).replace("&amp;", "&")).text

        assert seen + len(re.findall("<bdi>", page)) == 45

    @pytest.mark.parametrize("day", ["today", "all", "all?from=forged"])
    def test_may_be_empty(self, visitor: TriviaClient, day: str) -> None:
        day = house_day(clock.now()).isoformat() if day == "today" else day

        assert "The first row is free" in visitor.get(f"/en/trivia/leaderboard/{day}").text

    def test_of_a_past_day_that_nobody_entered_offers_no_row(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        past = house_day(clock.now() - timedelta(days=3))
        todays_items(edition=edition, today=past)

        page = visitor.get(f"/en/trivia/leaderboard/{past.isoformat()}").text

        assert "No nickname stands on the board of this day." in page
        assert "The first row is free" not in page

    def test_of_today_is_there_before_anybody_has_played(self, visitor: TriviaClient) -> None:
        today = house_day(clock.now()).isoformat()

        assert "Nobody is here yet" in visitor.get(f"/en/trivia/leaderboard/{today}").text

    def test_of_a_past_day_with_a_round_is_there(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        past = clock.now() - timedelta(days=3)
        todays_items(edition=edition, today=house_day(past))

        for on, status in ((past, 200), (past - timedelta(days=1), 404)):
            day = house_day(on).isoformat()
            assert visitor.get(f"/en/trivia/leaderboard/{day}").status_code == status

    @pytest.mark.parametrize("day", ["soon", "2921-01-01", "20210101", "2021-W01-1", "2021-01-01"])
    def test_of_no_day_or_one_to_come_or_without_a_round_is_not_there(
        self, visitor: TriviaClient, day: str
    ) -> None:
        assert visitor.get(f"/en/trivia/leaderboard/{day}").status_code == 404


class TestNickname:
    @pytest.mark.parametrize(
        "typed", ["", "x" * 25, "\u202e", "<script>alert(1)</script>", "x" * 999]
    )
    def test_against_the_rules_is_refused_beside_the_field(
        self, visitor: TriviaClient, typed: str
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today(), reads=True)

        page = visitor.post(result, nickname=typed)

        assert page.status_code == 422
        assert 'class="problem"' in page.text
        assert "<script>alert" not in page.text
        assert db.session.scalars(select(LeaderboardEntry)).all() == []

    def test_is_escaped(self, visitor: TriviaClient) -> None:
        result = visitor.play_to_the_end(visitor.begin_today(), reads=True)

        entered = visitor.post(result, nickname="""<b>"'&한글é😀""")

        page = visitor.get(entered.headers["Location"]).text
        assert "<bdi>&lt;b&gt;&#34;&#39;&amp;한글é😀</bdi>" in page

    @pytest.mark.parametrize("typed", ["Sunny", "sunny", "ＳＵＮＮＹ"])
    def test_that_is_taken_is_said_beside_the_field_and_another_offered(
        self, visitor: TriviaClient, typed: str
    ) -> None:
        first = visitor.play_to_the_end(visitor.begin_today(), reads=True)
        second = visitor.play_to_the_end(visitor.begin_today(), place=1, reads=True)
        visitor.post(first, nickname="Sunny")

        page = visitor.post(second, nickname=typed)

        assert page.status_code == 409
        assert f"“{nickname(typed).name}” is somebody else’s already." in page.text
        offers = page.text[page.text.index('id="earlier-offer"') :]
        entered = visitor.post(second, nickname=hidden(offers, "nickname"))
        assert entered.status_code == 303
        board = visitor.get("/en/trivia/leaderboard/all").text
        assert len(re.findall("<bdi>", board)) == 2

    def test_stays_with_the_browser_that_brings_a_key_of_it(self, visitor: TriviaClient) -> None:
        first = visitor.play_to_the_end(visitor.begin_today(), reads=True)
        second = visitor.play_to_the_end(visitor.begin_today(), place=1, reads=True)
        visitor.post(first, nickname="Sunny")

        keys = f"{key_of(second)} {key_of(first)}"
        entered = visitor.post(second, nickname="Sunny", earlier=keys)

        assert entered.status_code == 303


class TestStanding:
    def test_is_counted_plainly_while_few_have_played(self, visitor: TriviaClient) -> None:
        first = visitor.play_to_the_end(visitor.begin_today(), reads=True)
        assert "The first finished round of the day." in visitor.get(first).text

        visitor.play_to_the_end(visitor.begin_today(), place=1, reads=True)

        page = visitor.get(first).text
        assert "2 rounds of the day are finished" in page
        assert "Better than" not in page

    def test_is_a_share_from_thirty_rounds_on(
        self, visitor: TriviaClient, edition: PublishedEdition
    ) -> None:
        result = visitor.play_to_the_end(visitor.begin_today(), reads=True)
        round_ = round_by_key(key_of(result))
        with transaction():
            keys = {"quiz_id": edition.quiz_id, "day": round_.day}
            db.session.execute(delete(DayTally))
            db.session.add(DayTally(**keys, right_count=round_.right_count, round_count=15))
            db.session.add(DayTally(**keys, right_count=8, round_count=15))

        page = visitor.get(result).text

        assert "Better than about 20% of the day’s 30 rounds." in page


@pytest.mark.usefixtures("game")
class TestAgain:
    def test_from_one_network_counts_for_nothing_and_says_so(self, client: FlaskClient) -> None:
        client.environ_base["REMOTE_ADDR"] = "203.0.113.7"
        visitor = TriviaClient(client)
        visitor.play_to_the_end(visitor.begin_today(), reads=True)

        again = visitor.play_to_the_end(visitor.begin_today(), place=1, reads=True)

        page = visitor.get(again).text
        assert "For fun: today’s answers had been shown here before" in page
        assert 'name="nickname"' not in page
        assert "rounds of the day are finished" not in page
        assert visitor.post(again, nickname="Moon").status_code == 409
        digests = db.session.scalars(select(TriviaRound.network_digest)).all()
        assert "203.0.113.7" not in str(digests)
        assert len(set(digests)) == 1

    def test_is_what_the_button_for_it_begins(self, visitor: TriviaClient) -> None:
        attempt = hidden(visitor.get(LOBBY).text, "attempt")

        begun = visitor.post(LOBBY, attempt=attempt, is_again="1")

        assert round_by_key(key_of(begun.headers["Location"])).is_again

    def test_does_not_follow_from_the_address_of_the_machine_itself(
        self, visitor: TriviaClient
    ) -> None:
        """Behind a proxy that is not trusted everybody would have it."""
        visitor.play_to_the_end(visitor.begin_today(), reads=True)

        assert not round_by_key(key_of(visitor.begin_today())).is_again
