"""``make bench-albums``: what pages cost with one album and with 200, and the memory of a worker.

Two games on SQLite stand side by side in this process, one with the shipped album alone and one
with 199 sample albums beside it, each of 12 tracks and two quizzes. Pages are rendered by turns in
the one and in the other, and timed by the CPU time of this process, which does nothing else; what
else the machine does adds at most what it takes from the caches.
"""

import argparse
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from flask import Flask
from sqlalchemy import update

from benchmarks.sample_house import fill
from benchmarks.scale import close
from benchmarks.speed import players
from benchmarks.speed.machine import pss
from quizapp import create_app
from quizapp.catalog.models import TrackWeight
from quizapp.config import read_settings
from quizapp.database.db import db, transaction
from quizapp.server.startup import prepare
from quizapp.web.page_cache import page_cache_of
from tests.faults.game import running

ALBUMS = 200
CALLS = 30
CHANGES = 9
MOST_RATIO = 1.2
MOST_MS = 50
MOST_MIB = 130
PAGES = {
    "home": "/en/",
    "album": "/en/album/",
    "track": "/en/tracks/not-over",
    "mood quiz": "/en/mood/",
    "trivia": "/en/trivia/",
    "recommender": "/en/moods/love/longing/power/",
    "theme": "/en/themes/love",
    "search": "/en/search/?q=storm",
}
PAUSE = 0.1
"""Seconds between pages, below the limits for one visitor."""
WITHIN = {"home", "album", "result", "recommender"}
"""The pages whose cost must not grow with the number of albums; the others are told beside."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--albums", type=int, default=ALBUMS)
    albums = options.parse_args().albums
    with tempfile.TemporaryDirectory(prefix="quiz-albums-") as folder:
        one, many = (_game(Path(folder) / name) for name in ("one", "many"))
        with many.app_context():
            fill(albums)
            db.session.remove()
        games = [(game, PAGES | {"result": _result(game)}) for game in (one, many)]
        gc.collect()
        gc.freeze()  # as a worker does when it starts
        for name in games[0][1]:
            _compare(name, [(game, pages[name]) for game, pages in games])
        for name, address in games[1][1].items():
            _after_change(name, many, address)
        close(one)
        close(many)
        _report_memory(Path(folder) / "many", albums)


def _game(folder: Path) -> Flask:
    app = create_app(read_settings({**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": ""}))
    with app.app_context():
        prepare()
    return app


def _result(game: Flask) -> str:
    with game.app_context():
        return players.mood_result(random.Random(20))


def _compare(name: str, games: list[tuple[Flask, str]]) -> None:
    """Render a page by turns, each time anew, as the first visitor after a while."""
    times: list[list[float]] = [[], []]
    for _call in range(CALLS + 1):
        for mine, (game, address) in zip(times, games, strict=True):
            page_cache_of(game).entries.clear()
            mine.append(_cpu_ms(game, address))
    one, many = (statistics.median(mine[1:]) for mine in times)
    verdict = _verdict(many / one, MOST_RATIO) if name in WITHIN else ""
    print(f"{name:14}{one:8.2f} ms{many:8.2f} ms{many / one:7.2f}  {verdict}", flush=True)


def _after_change(name: str, game: Flask, address: str) -> None:
    """The first page after editors changed something, in a process that knew what was before."""
    times = [_changed_ms(game, address) for _ in range(CHANGES)]
    median, verdict = statistics.median(times), _verdict(statistics.median(times), MOST_MS)
    figures = f"{median:8.1f} ms  {verdict}, slowest {max(times):.1f} ms"
    print(f"{name:14}first after a change{figures}", flush=True)


def _changed_ms(game: Flask, address: str) -> float:
    with game.app_context(), transaction():
        of_one_track = update(TrackWeight).where(TrackWeight.track_id == 1)
        db.session.execute(of_one_track.values(weight=6 - TrackWeight.weight))
    page_cache_of(game).checked_at = float("-inf")
    return _cpu_ms(game, address)


def _cpu_ms(game: Flask, address: str) -> float:
    client = game.test_client()
    began = time.process_time()
    answer = client.get(address)
    took = 1000 * (time.process_time() - began)
    assert answer.status_code == 200, address
    return took


def _report_memory(folder: Path, albums: int) -> None:
    """One worker under gunicorn, after it has shown pages of every album and quiz."""
    with running(folder, {"WEB_CONCURRENCY": "1"}) as game:
        for address in _addresses(albums):
            time.sleep(PAUSE)
            urlopen(f"http://127.0.0.1:{game.port}{address}").read()
        [worker] = game.worker_pids()
        mib = pss(worker)
        print(f"PSS of a worker after all pages {mib:6.1f} MiB  {_verdict(mib, MOST_MIB)}")


def _addresses(albums: int) -> Iterator[str]:
    yield from PAGES.values()
    for number in range(2, albums + 1):
        yield f"/en/albums/sample-{number}/"
        yield f"/ko/tracks/sample-{number}-1"
        yield f"/en/mood/sample-{number}-mood/"


def _verdict(value: float, most: float) -> str:
    return f"at most {most:<4} {'met' if value <= most else 'MISSED'}"


if __name__ == "__main__":
    main()
