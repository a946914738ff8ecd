"""Start, memory and CPU of the pure rules (P8 cold, P10, P12)."""

import os
import signal
import time
from pathlib import Path

from flask import current_app

from benchmarks.evaluation.cpu_benchmark import cpu_figures
from quizapp.mood.publishing import playable
from quizapp.quizzes.queries import live_edition
from quizapp.sharing.cards import FORMATS, card
from quizapp.sharing.shares import share_by_slug
from tests.faults.game import Game, running


def report_start(folder: Path) -> None:
    """From the end of a worker to the readiness of the next one, on a place with content."""
    with running(folder / "game", {"WEB_CONCURRENCY": "1"}) as game:
        slowest = max(_worker_start(game) for _ in range(3))
    _say("P10", "worker ready, s", slowest, 1.5)


def _worker_start(game: Game) -> float:
    [worker] = game.worker_pids()
    os.kill(worker, signal.SIGKILL)
    return game.wait_until_ready()


def report_memory(game: Game) -> None:
    """Memory of the workers after the load."""
    _say("P10", "PSS per worker, MiB", max(map(pss, game.worker_pids())), 100)


def pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise LookupError(pid)


def report_pure(card_address: str) -> None:
    """In this process, of the live quiz: scoring, explaining, counting, and drawing one card."""
    table = playable(live_edition("mood", "mood").id).table
    for figure in cpu_figures(table, seed=7, cpu_time=time.process_time):
        print(f"P12  {figure}")
    kind, _, name = card_address.removeprefix("/cards/").partition("/")
    with current_app.test_request_context("/en/"):
        content = share_by_slug(kind, name.rpartition("-")[0]).content
    card(content, FORMATS["landscape"])  # the first one reads fonts and backdrops
    began = time.process_time()
    png = card(content, FORMATS["landscape"])
    _say("P8", "card drawn, CPU ms", 1000 * (time.process_time() - began), 60)
    _say("P8", "card, kB", len(png) / 1000, 120)


def _say(goal_row: str, name: str, value: float, most: float) -> None:
    verdict = "met" if value <= most else "MISSED"
    print(f"{goal_row:5}{name:28}{value:10.2f}  at most {most}  {verdict}")
