"""T13: game servers behind nginx on one PostgreSQL and one Redis; each is stopped in turn."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.disks import fill, mounted
from tests.faults.figures import Figures
from tests.faults.game import Game, free_port, running
from tests.faults.nginx import front
from tests.faults.players import Record, ask, losses, playing, until
from tests.faults.store import remarks

PAGE = "/en/mood/"
FROZEN_SECONDS = 30
DISK = "300m"
KEY = "5ad1c0ffee0f8e5b7a9d3c2b1a0f9e8d7c6b5a49"


@dataclass(frozen=True)
class Postgres:
    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def database(self, name: str) -> str:
        """The address of an empty database of this name."""
        address = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        _run("createdb", *address, name)
        return self.url.removesuffix("/postgres") + f"/{name}"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self._control("-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        self._control("-m", mode, "stop")

    def create(self) -> None:
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
            for parent in self.folder.parents[:-2]:
                parent.chmod(parent.stat().st_mode | 0o011)
        _run("initdb", "--auth=trust", "--username=postgres", "-E", "UTF8", "-D", str(self.folder))

    def _control(self, *words: str) -> None:
        _run("pg_ctl", "-w", "-D", str(self.folder), *words)


def two_servers(folder: Path, *, players: int = 16, seconds: float = 5) -> Figures:
    """A crowd, a restarted PostgreSQL, a killed and a frozen server, a full disk, Redis gone."""
    figures = Figures("T13 two servers, PostgreSQL and Redis behind nginx")
    with (
        _small_disk(folder / "disk") as disk,
        own_postgres((disk or folder) / "pg") as postgres,
        own_redis(folder) as (redis, redis_url),
    ):
        shared = {"DATABASE_URL": postgres.url, "REDIS_URL": redis_url, "SECRET_KEY": KEY}
        settings = {**shared, "TRUSTED_PROXIES": "1"}
        with (
            running(folder / "one", settings) as one,
            running(folder / "two", settings) as two,
            front(folder / "nginx", one.port, two.port) as nginx,
        ):
            _crowd(figures, nginx.port, postgres, players, seconds)
            _restart_postgres(figures, nginx.port, postgres, players)
            _kill_all(figures, nginx.port, one, postgres, players)
            _freeze(figures, nginx.port, two, players)
            if disk:
                _fill_disk(figures, nginx.port, disk, players)
            _take_redis(figures, nginx.port, redis, players)
            _check(figures, postgres)
    return figures


def _crowd(figures: Figures, port: int, postgres: Postgres, players: int, seconds: float) -> None:
    with playing(players, port) as record:
        time.sleep(seconds)
    figures.add("-- a crowd", "")
    figures.of_players(record, losses(record, port))
    figures.must_be("5xx", record.count("5"), 0)


def _restart_postgres(figures: Figures, port: int, postgres: Postgres, players: int) -> None:
    figures.add("-- PostgreSQL restarted", "")
    with playing(players, port) as record:
        time.sleep(2)
        postgres.stop()
        away = [ask(port, "GET", PAGE).status for _ in range(5)]
        postgres.start()
        waited = until(lambda: ask(port, "GET", PAGE).status == 200, 10)
        done = len(record.results)
        waited += until(lambda: len(record.results) > done, 10)
        time.sleep(1)
    figures.add("statuses while it was away", away)
    figures.must_be("5xx other than 503", _other_than_503(record), 0)
    figures.must_be("well again after, s", round(waited, 1), 10, at_most=True)
    figures.of_players(record, losses(record, port))


def _kill_all(figures: Figures, port: int, one: Game, postgres: Postgres, players: int) -> None:
    figures.add("-- kill -9 of one whole server, 3 times", "")
    with playing(players, port) as record:
        for _ in range(3):
            time.sleep(1)
            one.kill_all()
            one.start()
    figures.must_be("5xx other than 503", _other_than_503(record), 0)
    figures.of_players(record, losses(record, port))


def _freeze(figures: Figures, port: int, two: Game, players: int) -> None:
    """Twice as long as nginx leaves a server out, so that it is tried again meanwhile."""
    figures.add(f"-- one server frozen for {FROZEN_SECONDS} s", "")
    with playing(players, port) as record:
        time.sleep(1)
        os.killpg(two.pid, signal.SIGSTOP)
        time.sleep(FROZEN_SECONDS)
        os.killpg(two.pid, signal.SIGCONT)
        time.sleep(2)
    waits = sorted(seconds for seconds in record.seconds if seconds > 1)
    figures.add("requests that took more than a second", len(waits))
    figures.must_be("slowest, s", round(max(record.seconds), 1), 5, at_most=True)
    figures.must_be("5xx", record.count("5"), 0)
    figures.must_be("unanswered", record.cut_off, 0)
    figures.of_players(record, losses(record, port))


def _fill_disk(figures: Figures, port: int, disk: Path, players: int) -> None:
    figures.add("-- PostgreSQL's disk full", "")
    ballast = disk / "ballast"
    with playing(players, port) as record:
        time.sleep(1)
        fill(ballast)
        time.sleep(5)
        pages = [ask(port, "GET", PAGE).status for _ in range(5)]
        ballast.unlink()
        done = len(record.results)
        waited = until(lambda: len(record.results) > done, 10)
        time.sleep(1)
    figures.add("pages meanwhile", pages)  # 503 where PostgreSQL's log has no space: it stops
    figures.must_be("some answers refused", record.count("5") > 0, True)
    figures.must_be("5xx other than 503", _other_than_503(record), 0)
    figures.must_be("well again after, s", round(waited, 1), 5, at_most=True)
    figures.of_players(record, losses(record, port))


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    """A disk for PostgreSQL alone, which can be filled; None where nobody may mount one."""
    if os.geteuid() != 0:
        yield None
        return
    with mounted(place, "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs") as disk:
        yield disk


def _take_redis(
    figures: Figures, port: int, redis: "subprocess.Popen[bytes]", players: int
) -> None:
    figures.add("-- Redis gone", "")
    with playing(players, port) as record:
        time.sleep(1)
        redis.kill()
        redis.wait()
        done = len(record.results)
        time.sleep(4)
    figures.must_be("5xx", record.count("5"), 0)
    figures.must_be("games finished without it", len(record.results) > done, True)
    figures.of_players(record, losses(record, port))


def _check(figures: Figures, postgres: Postgres) -> None:
    figures.must_be("remarks", remarks(postgres.url), [])


def _other_than_503(record: Record) -> int:
    return record.count("5") - sum(n for k, n in record.statuses.items() if k.endswith("503"))


@contextmanager
def own_postgres(folder: Path) -> Iterator[Postgres]:
    postgres = Postgres(folder, free_port())
    postgres.create()
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop("immediate")


@contextmanager
def own_redis(folder: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    port = free_port()
    process = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process, f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def _run(program: str, *words: str) -> None:
    path = _program(program)
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, path, *words], check=True, cwd="/", stdout=subprocess.DEVNULL)


def _program(name: str) -> str:
    """Debian keeps the server's programs out of PATH, and has wrappers of others in it."""
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), os.environ["PATH"]]
    return shutil.which(name, path=os.pathsep.join(map(str, places))) or name
