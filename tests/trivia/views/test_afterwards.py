"""What follows a round of trivia, as a browser without JavaScript shows it."""

import re

import pytest
from markupsafe import escape
from sqlalchemy import select

from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.feedback.service.corrections import correct_key
from quizapp.plays.models import LeaderboardEntry, OptionTally
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.queries import round_by_key
from tests.trivia.boards import fill_board
from tests.trivia.players import TriviaClient, key_of


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
