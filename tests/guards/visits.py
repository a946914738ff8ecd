"""What one visitor plays, by the addresses of a quiz alone."""

import re

from flask.testing import FlaskClient

from tests.players import MoodPlayer

ATTEMPT = re.compile(r'name="attempt"[^>]*value="([^"]+)"')
OPTION = re.compile(r'name="option" value="([^"]+)"')
CHALLENGE = re.compile(r"/t/([\w-]{22})")
ITEMS = 8


def play_mood(client: FlaskClient, quiz: str) -> tuple[str, str]:
    """Play twice and compare: the slugs of the first result and of the comparison."""
    player = MoodPlayer(client)
    player.address = quiz
    player.open_quiz()
    result = player.play_to_the_end(first_option=0).rpartition("/")[2]
    player.open_quiz(friend=result)
    return result, player.play_to_the_end(first_option=1).rpartition("/")[2]


def play_round(client: FlaskClient, lobby: str) -> tuple[str, str]:
    """Play today's round to its end: its key, and the slug of its challenge."""
    attempt = ATTEMPT.search(client.get(lobby).text)
    assert attempt
    address = client.post(lobby, data={"attempt": attempt[1]}).headers["Location"]
    root = address.rpartition("/")[0]
    for position in range(1, ITEMS + 1):
        option = OPTION.search(client.get(f"{root}/{position}").text)
        assert option
        client.post(f"{root}/{position}", data={"option": option[1]})
        client.post(f"{root}/{position + 1}/ask")
    challenge = CHALLENGE.search(client.get(f"{root}/result").text)
    assert challenge
    return root.rpartition("/")[2], challenge[1]
