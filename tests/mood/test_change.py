"""Playing one's own result again with the one answer changed that its page names."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.sheet import Sheet
from tests.mood.builders import random_sheets
from tests.mood.sheets import as_fields, settled
from tests.players import MoodPlayer


@pytest.fixture
def player(game: Flask, client: FlaskClient) -> MoodPlayer:
    return MoodPlayer(client)


def results(player: MoodPlayer, quiz: PlayableEdition, count: int) -> list[tuple[str, str]]:
    """Slug and owner key of results of random players."""
    made = []
    core, rest = quiz.table.core_count, len(quiz.table.points) - quiz.table.core_count
    for answers in random_sheets(quiz.table, count, seed=9, skips=0):
        player.open_quiz()
        sheet = settled(quiz, Sheet((*answers[:core], *[None] * rest)))
        deciders = " ".join(str(quiz.content.items[item].id) for item in sheet.deciders)
        answer = player.send({**as_fields(quiz, sheet), "deciders": deciders})
        address = answer.headers["Location"]
        made.append((address.rpartition("/")[2], player.key_of(address)))
    return made


class TestChange:
    def test_gives_the_track_that_the_result_promised(
        self, player: MoodPlayer, quiz: PlayableEdition
    ) -> None:
        promised = 0
        for slug, key in results(player, quiz, 8):
            flip = player.client.get(f"/api/v1/results/{slug}").get_json()["flip"]
            page = player.client.post(f"/en/r/{slug}", data={"key": key}).text
            assert ("Change this one answer" in page) == (flip is not None)
            if flip is None:
                continue
            promised += 1
            answer = player.client.post(f"/en/r/{slug}/change", data={"key": key})
            if answer.status_code == 200:  # a decider; the promise holds when it is skipped too
                answer = player.client.post("/en/mood/", data=_skipping(answer.text))
            changed = urlsplit(answer.headers["Location"]).path.rpartition("/")[2]
            assert changed != slug
            assert (
                player.client.get(f"/api/v1/results/{changed}").get_json()["track"] == flip["track"]
            )
        assert promised >= 4

    def test_is_for_the_owner_alone(self, player: MoodPlayer, quiz: PlayableEdition) -> None:
        (slug, _key), (_other, key) = results(player, quiz, 2)

        answer = player.client.post(f"/en/r/{slug}/change", data={"key": key})

        assert answer.status_code == 403


def _skipping(page: str) -> dict[str, str]:
    form = page[page.index('id="skip"') :]
    return dict(re.findall(r'name="([^"]+)"[^>]*value="([^"]*)"', form))
