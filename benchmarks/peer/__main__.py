"""``make bench-peer``: question page, answer and leaderboard beside another quiz, by turns (P6)."""

import argparse
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.speed import players
from benchmarks.speed.load import Ask, Measured, cpu_seconds, measure
from benchmarks.speed.rows import PLAYERS_READY, median
from quizapp.quizzes.queries import live_edition
from quizapp.trivia.schedule import SET_SIZE
from tests.faults.game import ROOT, Game, inside, running
from tests.faults.services import KEY

GOALS = {
    "one's own trivia question / question": (12, 0.12),
    "mood submit / answer": (7, 0.18),
    "trivia response / answer": (6, 0.18),
}
"""The least ratio of requests per second and the most of CPU."""
OTHER_GOAL = (2.5, 1.0)
SITE = "benchmarks.peer.site:app"
ENVIRON = {"PYTHONPATH": str(ROOT / ".cache" / "peer"), "SECRET_KEY": KEY}
BOARD, LIST, QUESTION = "/quiz/", "/quiz/q/", "/quiz/q/1/"
RANKED = 200
"""Players on each of the two leaderboards."""
ANSWERERS = 2000
"""Players of the peer for each timed stretch: more than answer in it."""
CSRF = "c" * 32
HEADING = f"{'':5}{'game / peer':40}{'req/s':>7}{'peer':>7}{'ratio':>7}{'goal':>6}{'CPU':>6}"
Rounds = Sequence[Sequence[Ask]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-peer-") as folder:
        _run(Path(folder), chosen.rounds, chosen.seconds)


def _run(folder: Path, rounds: int, seconds: float) -> None:
    with (
        running(folder / "game", {"TRUSTED_PROXIES": "1"}) as game,
        running(folder / "peer", ENVIRON, SITE) as peer,
        inside(game.settings),
    ):
        print(HEADING)
        for name, of_game, of_peer in _cases(peer, rounds + 1):
            warm, *timed = zip(of_game, of_peer, strict=True)
            _by_turns(game, peer, *warm, 0, 1)  # the first requests of a worker read much
            pairs = [_by_turns(game, peer, *asks, at, seconds) for at, asks in enumerate(timed)]
            print(_line(name, pairs), flush=True)
        print(f"P6   answers in the peer's table: {_recorded(peer)}")


def _cases(peer: Game, rounds: int) -> Iterator[tuple[str, Rounds, Rounds]]:
    """What each of the two is asked. The boards come first, while only those on them play."""
    rng = random.Random(13)
    visits = _fill(peer, RANKED, _quizzes())
    answer = _first_answer(peer, visits[0])

    def pages(path: str) -> Rounds:
        return [[Ask(path, cookie=each) for each in visits]] * rounds

    def answers() -> Rounds:
        body = urlencode({"csrfmiddlewaretoken": CSRF, "answer": answer})
        new_players = [_fill(peer, ANSWERERS) for _ in range(rounds)]
        return [[Ask(QUESTION, body, each) for each in visits] for visits in new_players]

    board = [[Ask(players.board_rows(RANKED, rng))]] * rounds
    yield "leaderboard / leaderboard", board, pages(BOARD)
    yield "leaderboard / list of quizzes", board, pages(LIST)
    yield "mood quiz / question", [[Ask("/en/mood/")]] * rounds, pages(QUESTION)
    taken = [players.waiting_rounds(PLAYERS_READY) for _ in range(rounds)]
    questions = [[question for question, _ in each] for each in taken]
    yield "one's own trivia question / question", questions, pages(QUESTION)
    sheets = [players.mood_sheets(PLAYERS_READY, rng) for _ in range(rounds)]
    yield "mood submit / answer", sheets, answers()
    responses = [[response for _, response in each] for each in taken]
    yield "trivia response / answer", responses, answers()


def _quizzes() -> list[object]:
    """The game's trivia questions, as many to a quiz as to a round of the game."""
    items = [
        (item.stem.en, [(option.text.en, option.is_key) for option in item.options])
        for item in live_edition("trivia", "trivia").content.items
    ]
    return [items[at : at + SET_SIZE] for at in range(0, len(items), SET_SIZE)]


def _fill(peer: Game, count: int, quizzes: Sequence[object] = ()) -> list[str]:
    """Add quizzes and players to the peer, and return the cookies of the new players."""
    filled = subprocess.run(
        [sys.executable, "-m", "benchmarks.peer.fill"],
        cwd=ROOT,
        env=peer.settings,
        input=json.dumps({"quizzes": quizzes, "players": count}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [f"sessionid={key}; csrftoken={CSRF}" for key in filled.stdout.split()]


def _first_answer(peer: Game, cookie: str) -> str:
    """An answer as the peer's question page sends it; its other pages are checked as well."""

    def found(path: str, pattern: str) -> str:
        address = f"http://127.0.0.1:{peer.port}{path}"
        request = urllib.request.Request(address, headers={"Cookie": cookie})
        with urllib.request.urlopen(request) as page:
            [first, *_] = re.findall(pattern, page.read().decode())
        return str(first)

    assert found(BOARD, r">Player \d+<")
    assert found(LIST, ">Quiz 1<")
    return found(QUESTION, r'name="answer" value="(\d+)"')


def _by_turns(
    game: Game,
    peer: Game,
    of_game: Sequence[Ask],
    of_peer: Sequence[Ask],
    number: int,
    seconds: float,
) -> tuple[Measured, Measured]:
    if number % 2:
        first = measure(game, of_game, seconds)
        return first, _measure_peer(peer, of_peer, seconds)
    first = _measure_peer(peer, of_peer, seconds)
    return measure(game, of_game, seconds), first


def _measure_peer(peer: Game, asks: Sequence[Ask], seconds: float) -> Measured:
    """An answer that is not in the peer's table afterwards is an error.

    Where there is no answer in all the time, it counts as one: the ratio is no less than said.
    """
    before = _recorded(peer)
    got = measure(peer, asks, seconds)
    _wait_until_idle(peer)
    answered = got.requests if asks[0].body else 0
    lost = max(0, answered - (_recorded(peer) - before))
    return replace(got, rate=max(got.rate, 1 / seconds), errors=got.errors + lost)


def _wait_until_idle(peer: Game) -> None:
    """Wait until the peer has finished what a load left: a leaderboard for every connection."""
    used = -1.0
    while used != (used := cpu_seconds(peer)):
        time.sleep(0.5)


def _recorded(peer: Game) -> int:
    with closing(sqlite3.connect(peer.folder / "peer.sqlite3")) as database:
        [count] = database.execute("SELECT count(*) FROM quiz_studentanswer").fetchone()
        return int(count)


def _line(name: str, pairs: list[tuple[Measured, Measured]]) -> str:
    ratios = [game.rate / peer.rate for game, peer in pairs]
    sides = list(zip(*pairs, strict=True))
    game_rate, peer_rate = (median([got.rate for got in side]) for side in sides)
    game_errors, peer_errors = (sum(got.errors for got in side) for side in sides)
    cpu = median([game.cpu_ms / peer.cpu_ms for game, peer in pairs])
    goal, most_cpu = GOALS.get(name, OTHER_GOAL)
    is_met = median(ratios) >= goal and cpu <= most_cpu and not game_errors + peer_errors
    return (
        f"P6   {name:40}{game_rate:7.0f}{peer_rate:7.0f}{median(ratios):7.2f}{goal:6.2f}{cpu:6.2f}"
        f"  {game_errors} + {peer_errors} errors  ratios {min(ratios):.2f}-{max(ratios):.2f}"
        f"  {'met' if is_met else 'MISSED'}"
    )


if __name__ == "__main__":
    main()
