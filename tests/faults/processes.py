"""D1-D6: many at once, killed workers, signals, and a backup while people play."""

import os
import random
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.game import Game, running
from tests.faults.players import ask, losses, playing, until
from tests.faults.store import remarks, result_count

Environ = Mapping[str, str]
NONE: Environ = {}


def crowd(
    folder: Path, environ: Environ = NONE, *, players: int = 64, seconds: float = 60
) -> Figures:
    """D1: many players at once."""
    figures = Figures(f"D1 {players} players for {seconds:.0f} s")
    with running(folder / "crowd", environ) as game:
        with playing(players, game.port) as record:
            time.sleep(seconds)
        figures.of_players(record, losses(record, game.port))
        figures.must_be("5xx", record.count("5"), 0)
        figures.must_be("cut off or not connected", record.cut_off + record.refused, 0)
        figures.must_be('"locked" in the log', game.count_in_log("locked"), 0)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def kill_workers(
    folder: Path, environ: Environ = NONE, *, times: int = 30, players: int = 8
) -> Figures:
    """D2: kill -9 of a random worker at random moments."""
    figures = Figures(f"D2 kill -9 of a worker, {times} times")
    rng, waits = random.Random(2), []
    with running(folder / "workers", environ) as game:
        with playing(players, game.port) as record:
            for _ in range(times):
                time.sleep(rng.uniform(0.1, 1))
                with suppress(ProcessLookupError, IndexError):
                    os.kill(rng.choice(game.worker_pids()), signal.SIGKILL)
                waits.append(game.wait_until_ready())
        figures.of_players(record, losses(record, game.port))
        figures.must_be("slowest to be ready again, s", max(waits), 10, at_most=True)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def kill_all(
    folder: Path, environ: Environ = NONE, *, times: int = 10, players: int = 8
) -> Figures:
    """D3: kill -9 of every process, then a new start."""
    figures = Figures(f"D3 kill -9 of all, {times} times")
    rng, waits = random.Random(3), []
    with running(folder / "all", environ) as game:
        with playing(players, game.port) as record:
            for _ in range(times):
                time.sleep(rng.uniform(0.5, 1.5))
                game.kill_all()
                waits.append(game.start())
        figures.of_players(record, losses(record, game.port))
        figures.must_be("slowest start, s", max(waits), 10, at_most=True)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def terminate(
    folder: Path, environ: Environ = NONE, *, times: int = 5, players: int = 16
) -> Figures:
    """D4: SIGTERM under load. Only refused connections are allowed, no cut-off answers."""
    figures = Figures(f"D4 SIGTERM under load, {times} times")
    slowest = 0.0
    with running(folder / "term", environ) as game:
        for _ in range(times):
            with playing(players, game.port) as record:
                until(lambda: bool(record.results), 30)
                time.sleep(1)
                slowest = max(slowest, game.stop())
            game.start()
            figures.of_players(record, losses(record, game.port), quiet=True)
            figures.must_be("cut off in flight", record.cut_off, 0)
        figures.must_be("slowest exit, s", slowest, 30, at_most=True)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def reload(folder: Path, environ: Environ = NONE, *, times: int = 5, players: int = 16) -> Figures:
    """D5: SIGHUP under load."""
    figures = Figures(f"D5 SIGHUP under load, {times} times")
    with running(folder / "hup", environ) as game:
        with playing(players, game.port) as record:
            for _ in range(times):
                time.sleep(1)
                game.signal(signal.SIGHUP)
                time.sleep(3)
        figures.of_players(record, losses(record, game.port))
        failed = record.cut_off + record.refused + record.count("5")
        share = 100 * failed / max(1, sum(record.statuses.values()))
        figures.must_be("failed requests, %", round(share, 3), 0.1, at_most=True)
        figures.must_be("remarks", remarks(game.database_url), [])
    return figures


def back_up(
    folder: Path,
    environ: Environ = NONE,
    target: Environ = NONE,
    *,
    players: int = 8,
    seconds: float = 4,
) -> Figures:
    """D6: every result acknowledged before the backup began is back in an empty place.

    :param target: settings of the empty place, where they are not those of SQLite in a new folder.
    """
    figures = Figures("D6 backup while playing, restore into an empty place")
    file = folder / "copy.backup"
    with running(folder / "source", environ) as game:
        with playing(players, game.port) as record:
            time.sleep(seconds)
            before = [address for address, seen in record.results.items() if seen]
            written = game.command("backup", str(file))
            time.sleep(1)
        figures.must_be("backup command", written.returncode, 0)
        figures.must_be("5xx meanwhile", record.count("5"), 0)
        pages = {address: ask(game.port, "GET", address).status for address in before}
        figures.must_be("results lost at the source", [a for a in before if pages[a] != 200], [])
    figures.add("results before the backup", len(before))
    figures.add("size, bytes", file.stat().st_size if file.exists() else 0)
    _bring_back(figures, Game(folder / "target", target), file, before)
    return figures


def _bring_back(figures: Figures, place: Game, file: Path, before: list[str]) -> None:
    place.folder.mkdir()
    restored = place.command("restore", str(file))
    figures.must_be("restore command", restored.returncode, 0)
    again = place.command("restore", str(file))
    figures.must_be("second restore is refused", again.returncode != 0, True)
    place.start()
    try:
        shown = {address: ask(place.port, "GET", address) for address in before}
    finally:
        place.stop()
    missing = [a for a in before if shown[a].status != 200]
    figures.must_be("acknowledged before it and missing after it", missing, [])
    figures.must_be("remarks", remarks(place.database_url), [])
    figures.add("results restored", result_count(place.database_url))
