"""People who play trivia: straight through the services, or through pages without JavaScript."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from itertools import count

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.database.db import transaction
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.queries import key_id_now, question, round_by_key
from quizapp.trivia.service.answers import ask, respond
from quizapp.trivia.service.starts import Start, start_today

THINKING = timedelta(seconds=6)
ATTEMPTS = count()
LOBBY = "/en/trivia/"
NEXT = re.compile(r'action="([^"]*/ask)"')
"""The form that asks for the next question."""


@dataclass
class TriviaPlayer:
    """Plays through the services, six seconds a question by a clock of the test's own."""

    edition: PublishedEdition
    now: datetime
    language: str = "en"
    network: str = ""

    def start(self, *, is_relaxed: bool = False) -> Start:
        return Start(f"attempt-{next(ATTEMPTS)}", is_relaxed, self.now, self.network)

    def begin_today(self) -> str:
        return start_today(edition=self.edition, start=self.start())

    def token(self, play_key: str, position: int, *, right: bool) -> str:
        """The name of the right option, or of the first wrong one."""
        round_ = round_by_key(play_key)
        asked = question(round_, position)
        key = key_id_now(round_.edition_id, asked.item)
        return next(o.token for o in asked.options if (o.option_id == key) == right)

    def token_of(self, play_key: str, position: int, option_id: int) -> str:
        """The name of an option in a round."""
        asked = question(round_by_key(play_key), position)
        return next(o.token for o in asked.options if o.option_id == option_id)

    def respond(self, play_key: str, position: int, *, right: bool = True) -> None:
        self.now += THINKING
        self.send(play_key, position, self.token(play_key, position, right=right))

    def send(self, play_key: str, position: int, token: str) -> None:
        respond(
            play_key=play_key,
            position=position,
            token=token,
            language=self.language,
            now=self.now,
        )

    def play(self, play_key: str, rights: Sequence[bool]) -> TriviaRound:
        """Answer the round's first items, right or wrong as told."""
        for position, right in enumerate(rights, 1):
            ask(play_key=play_key, position=position, now=self.now)
            self.respond(play_key, position, right=right)
        return round_by_key(play_key)

    def play_today(self, right_count: int = 8) -> TriviaRound:
        return self.play(self.begin_today(), [True] * right_count + [False] * (8 - right_count))


@dataclass
class TriviaClient:
    """Reads pages and sends their forms, and keeps all that the server ever sent."""

    client: FlaskClient
    language: str = "en"
    received: list[bytes] = field(default_factory=list)

    def get(self, address: str) -> TestResponse:
        return self._kept(self.client.get(address))

    def post(self, address: str, **data: str) -> TestResponse:
        return self._kept(self.client.post(address, data=data))

    def begin_today(self) -> str:
        """Begin today's round and give the first question's address."""
        lobby = self.get(f"/{self.language}/trivia/")
        answer = self.post(f"/{self.language}/trivia/", attempt=hidden(lobby.text, "attempt"))
        assert answer.status_code == 303, answer.text
        return answer.headers["Location"]

    def answer(self, address: str, place: int = 0) -> str:
        """Choose the option at a place and give what was sent."""
        token = tokens(self.get(address).text)[place]
        assert self.post(address, option=token).status_code == 303
        return token

    def play_to_the_end(self, address: str, place: int = 0, *, reads: bool = False) -> str:
        """Choose the option at one place of every question, and give the result's address.

        :param reads: whether to take the time, without which no round counts.
        """
        while True:
            page = self.get(address)
            if reads:
                take_time_to_read(address)
            answer = self.post(address, option=tokens(page.text)[place])
            assert answer.status_code == 303, answer.text
            page = self.get(address)
            following = NEXT.search(page.text)
            if following is None:
                return address.rpartition("/")[0] + "/result"
            address = self.post(following.group(1)).headers["Location"]

    def _kept(self, response: TestResponse) -> TestResponse:
        self.received.append(str(response.headers).encode() + response.data)
        return response


def key_of(address: str) -> str:
    """The play key in the address of a round's page."""
    return address.split("/play/")[1].split("/")[0]


def take_time_to_read(address: str) -> None:
    """What is answered at once is not counted: let the round's clock have run for ten seconds."""
    with transaction():
        round_by_key(key_of(address)).shown_at = clock.now() - timedelta(seconds=10)


def tokens(page: str) -> list[str]:
    return re.findall(r'name="option" value="([^"]*)"', page)


def hidden(page: str, name: str) -> str:
    tag = next(t for t in re.findall(r"<input[^>]*>", page) if f'name="{name}"' in t)
    value = re.search(r'value="([^"]*)"', tag)
    assert value
    return unescape(value.group(1))
