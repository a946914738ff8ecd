"""Requests of many players, prepared ahead: each answers once, and no answer repeats another."""

import random
import secrets
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import insert

from benchmarks.speed.load import Ask
from quizapp import clock
from quizapp.database.db import db, transaction
from quizapp.mood.comparison.service import compare
from quizapp.mood.forms import new_attempt
from quizapp.mood.publishing import PlayableEdition, playable
from quizapp.mood.scoring import next_decider
from quizapp.mood.service import Finished, respond
from quizapp.mood.sheet import Sheet
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.queries import PublishedEdition, live_edition
from quizapp.trivia.queries import question, round_by_key
from quizapp.trivia.schedule import SET_SIZE
from quizapp.trivia.service import answers as turns
from quizapp.trivia.service.board import enter_board
from quizapp.trivia.service.starts import Start, start_today
from quizapp.trivia.shuffle import shown_options


def mood_sheets(count: int, rng: random.Random) -> list[Ask]:
    """Sheets that lead to a result at once, from as many pages of the quiz."""
    quiz = _mood()
    return [_sheet_ask(quiz, _sheet(quiz, rng)) for _ in range(count)]


def mood_result(rng: random.Random) -> str:
    """Play one quiz, and return the address of its result."""
    quiz = _mood()
    attempt = secrets.token_urlsafe(16)
    done = respond(quiz=quiz, sheet=_sheet(quiz, rng), attempt=attempt, now=clock.now())
    assert isinstance(done, Finished)
    return f"/en/r/{done.slug}"


def comparison(friend: str, rng: random.Random) -> str:
    """Play after a friend, and return the address of the comparison."""
    friend_slug, slug = (path.rpartition("/")[2] for path in (friend, mood_result(rng)))
    return f"/en/c/{compare(friend_slug=friend_slug, slug=slug, now=clock.now())}"


def waiting_rounds(count: int) -> list[tuple[Ask, Ask]]:
    """The question and the right response of as many rounds of today, each asked a moment ago."""
    edition = live_edition("trivia", "trivia")
    rounds = [_round(edition) for _ in range(count)]
    with transaction():
        db.session.execute(insert(TriviaRound), rounds)
    return [_question(edition, row) for row in rounds]


def finished_round() -> str:
    """Play today's round, and return its play key."""
    edition = live_edition("trivia", "trivia")
    start = Start(secrets.token_urlsafe(16), is_relaxed=False, now=clock.now())
    play_key = start_today(edition=edition, start=start)
    for position in range(1, SET_SIZE + 1):
        now = clock.now()
        turns.ask(play_key=play_key, position=position, now=now)
        token = question(round_by_key(play_key), position).options[0].token
        turns.respond(play_key=play_key, position=position, token=token, language="en", now=now)
    return play_key


def board_rows(count: int, rng: random.Random) -> str:
    """Fill today's board, and return its address."""
    edition = live_edition("trivia", "trivia")
    rounds = [
        {**_round(edition), "shown_at": None, "finished_at": clock.now(), "response_count": 8}
        | {"score": rng.randint(0, 800), "right_count": rng.randint(0, 8)}
        for _ in range(count)
    ]
    with transaction():
        db.session.execute(insert(TriviaRound), rounds)
    for number, row in enumerate(rounds):
        enter_board(play_key=str(row["play_key"]), typed=f"Player {number}")
    return f"/en/trivia/leaderboard/{clock.now().date()}"


def _mood() -> PlayableEdition:
    return playable(live_edition("mood", "mood").id)


def _sheet(quiz: PlayableEdition, rng: random.Random) -> Sheet:
    while True:
        items = quiz.content.items
        core = quiz.content.core_count
        answers = [rng.randrange(len(item.options)) for item in items[:core]]
        sheet = Sheet((*answers, *[None] * (len(items) - core)))
        if next_decider(quiz.table, sheet.answers, ()) is None:
            return sheet


def _sheet_ask(quiz: PlayableEdition, sheet: Sheet) -> Ask:
    fields = {"attempt": new_attempt(quiz.edition.id), "friend": "", "deciders": ""}
    for item, answer in zip(quiz.content.items, sheet.answers, strict=True):
        if answer is not None:
            fields[f"item-{item.id}"] = str(item.options[answer].id)
    return Ask("/en/mood/", urlencode(fields))


def _round(edition: PublishedEdition) -> dict[str, object]:
    now = clock.now()
    return {
        "slug": secrets.token_urlsafe(16),
        "play_key": secrets.token_urlsafe(16),
        "attempt": secrets.token_urlsafe(16),
        "edition_id": edition.id,
        "kind": "today",
        "day": now.date(),
        "item_ids": [item.id for item in edition.content.items[:8]],
        "seed": secrets.token_urlsafe(16),
        "started_at": now,
        "shown_at": now - timedelta(seconds=5),
    }


def _question(edition: PublishedEdition, row: dict[str, object]) -> tuple[Ask, Ask]:
    item = edition.content.items[0]
    options = shown_options(str(row["seed"]), item.id, [option.id for option in item.options])
    path = f"/en/trivia/play/{row['play_key']}/1"
    return Ask(path), Ask(path, urlencode({"option": options[0].token}))
