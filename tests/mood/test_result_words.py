"""What a result says in words: answers with their questions, titles with their meaning."""

import re
from itertools import product
from urllib.parse import urlsplit

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.mood.publishing import PlayableEdition
from quizapp.texts import LANGUAGES
from quizapp.web.particles import MARKS
from tests.players import MoodPlayer

PLACES = range(3)
"""Which option of every question is chosen; each gives another result."""


@pytest.fixture
def slugs(game: Flask, client: FlaskClient) -> list[str]:
    player = MoodPlayer(client)
    made = []
    for place in PLACES:
        player.open_quiz()
        made.append(urlsplit(player.play_to_the_end(place)).path.rpartition("/")[2])
    return made


def test_quotes_every_answer_with_its_question(
    client: FlaskClient, quiz: PlayableEdition, slugs: list[str]
) -> None:
    for slug, language in product(slugs, LANGUAGES):
        page = client.get(f"/{language}/r/{slug}").text
        flip = client.get(f"/api/v1/results/{slug}").get_json()["flip"]
        quoted = _quoted(page)

        assert set(quoted) <= _asked(quiz, language)
        assert len(quoted) == 1 + bool(flip)
        assert not re.search("[.…]”[,.]", page)
        assert not MARKS.search(page)


def test_shows_hangul_and_meaning_to_those_who_read_latin_letters(
    client: FlaskClient, quiz: PlayableEdition, slugs: list[str]
) -> None:
    explained = 0
    for slug in slugs:
        winner = client.get(f"/api/v1/results/{slug}").get_json()["track"]
        track = quiz.content.track(winner)
        english, korean = (client.get(f"/{lang}/r/{slug}").text for lang in ("en", "ko"))

        assert f'<span lang="ko">{track.title.ko}</span>' in english
        assert f'<span lang="ko">{track.title.ko}</span>' not in korean
        if track.title_note.en:
            explained += 1
            assert track.title_note.en in english
    assert explained


def _asked(quiz: PlayableEdition, language: str) -> set[tuple[str, str]]:
    """Every question with each of its answers."""
    return {
        (item.stem.in_language(language).text, option.text.in_language(language).text)
        for item in quiz.content.items
        for option in item.options
    }


def _quoted(page: str) -> list[tuple[str, ...]]:
    """The paragraphs of each quotation, without the joiners that keep lines together."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [
        tuple("".join(p.itertext()).replace("\u2060", "") for p in quotation.iter("p"))
        for quotation in tree.iter("blockquote")
    ]
