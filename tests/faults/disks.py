"""D8-D10: a full disk, a disk that no longer takes writes, and a power cut. These need root.

The read-only disk is an ext4 whose database files are made immutable: every write to them fails
with EPERM from one moment to the next, under open file descriptors, and can be allowed again.
(An ext4 that turned itself read-only after an error cannot be repaired while it is in use.)
The power cut is a copy of the block device below ext4, taken while the game stands still: what the
game wrote and did not sync is not in it. The copy is mounted, its journal replayed, and played on.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.figures import Figures
from tests.faults.game import Game, running
from tests.faults.players import QUIZ, Answer, Record, ask, losses, playing, read_form, until
from tests.faults.store import remarks

PAGES = ("/en/", "/en/mood/", "/en/album/", "/ko/tracks/not-over")


def full_disk(folder: Path, *, seconds: float = 5) -> Figures:
    """D8: a tmpfs that is filled up and emptied again."""
    figures = Figures(f"D8 disk full for {seconds:.0f} s")
    ballast = folder / "tmpfs" / "ballast"
    tmpfs = mounted(folder / "tmpfs", "-t", "tmpfs", "-o", "size=24m", "tmpfs")
    with tmpfs as disk, running(disk / "game") as game:
        _cut_off_writes(figures, game, seconds, begin=lambda: fill(ballast), end=ballast.unlink)
    return figures


def read_only_disk(folder: Path, *, seconds: float = 5) -> Figures:
    """D9: writes to the database files fail, reads do not."""
    figures = Figures(f"D9 disk read-only for {seconds:.0f} s")
    with _ext4(folder) as disk, running(disk / "game") as game:
        files = [str(path) for path in game.folder.glob("quiz.sqlite3*")]
        _cut_off_writes(
            figures,
            game,
            seconds,
            begin=lambda: _run("chattr", "+i", *files),
            end=lambda: _run("chattr", "-i", *files),
        )
    return figures


def power_cut(folder: Path, *, times: int = 5, seconds: float = 3) -> Figures:
    """D10: what was acknowledged is on the disk, not only in a buffer."""
    figures = Figures(f"D10 power cut, {times} times")
    acknowledged = 0
    with _ext4(folder) as disk, running(disk / "game") as game:
        for number in range(times):
            with playing(8, game.port) as record:
                time.sleep(seconds)
                known = _cut_power(game, folder, record, folder / f"cut-{number}.img")
            acknowledged += len(known)
            _look_at_cut(figures, folder, folder / f"cut-{number}.img", known)
    figures.add("acknowledged before the cuts", acknowledged)
    if not acknowledged:
        figures.failures.append("nobody finished a game")
    return figures


def _cut_off_writes(
    figures: Figures,
    game: Game,
    seconds: float,
    *,
    begin: Callable[[], object],
    end: Callable[[], object],
) -> None:
    with playing(8, game.port) as record:
        time.sleep(2)
        begin()
        time.sleep(1)
        meanwhile, reads = _look_around(game.port, seconds)
        end()
        done = len(record.results)
        recovered = until(lambda: len(record.results) > done, 10)
    refused = [answer for answer in meanwhile if answer.status not in {303, 307}]
    figures.of_players(record, losses(record, game.port))
    figures.add("answers sent meanwhile", len(meanwhile))
    figures.must_be(
        "refused with 503", all(a.status == 503 for a in refused) and bool(refused), True
    )
    figures.must_be("refused without Retry-After", sum(not a.retry_after for a in refused), 0)
    figures.must_be("refused in words", all("not kept" in a.text for a in refused), True)
    figures.must_be("pages read meanwhile that were not 200", [r for r in reads if r != 200], [])
    figures.add("pages read meanwhile", len(reads))
    figures.must_be("writes again after, s", round(recovered, 1), 5, at_most=True)
    figures.must_be("remarks", remarks(game.database_url), [])


def _look_around(port: int, seconds: float) -> tuple[list[Answer], list[int]]:
    """Send whole answers and read pages, for so long."""
    sent, reads = [], []
    until_then = time.monotonic() + seconds
    while time.monotonic() < until_then:
        sent.append(_play_once(port))
        reads += [ask(port, "GET", page, source="127.0.9.2").status for page in PAGES]
    return sent, reads


def _play_once(port: int) -> Answer:
    """Play the quiz up to the request that stores a result."""
    page = ask(port, "GET", QUIZ, source="127.0.9.1")
    while page.status == 200:
        options, hidden = read_form(page.text)
        fields = {**hidden, **{name: values[-1] for name, values in options.items()}}
        page = ask(port, "POST", QUIZ, fields, source="127.0.9.1")
    return page


def fill(ballast: Path) -> None:
    """Fill the remaining space, to the last byte."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            return


def _cut_power(game: Game, folder: Path, record: Record, image: Path) -> dict[str, str]:
    with record.lock:
        known = dict(record.results)
    os.killpg(game.pid, signal.SIGSTOP)
    try:
        shutil.copyfile(folder / "disk.img", image)
    finally:
        os.killpg(game.pid, signal.SIGCONT)
    return known


def _look_at_cut(figures: Figures, folder: Path, image: Path, known: dict[str, str]) -> None:
    with (
        _loop(image) as device,
        mounted(folder / image.stem, device) as disk,
        running(disk / "game") as revived,
    ):
        loss = losses(Record(results=known), revived.port)
        figures.must_be("acknowledged before the cut, lost", loss.lost, [])
        figures.must_be("changed", loss.changed, [])
        figures.must_be("remarks", remarks(revived.database_url), [])
    image.unlink()


@contextmanager
def _ext4(folder: Path) -> Iterator[Path]:
    image = folder / "disk.img"
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    _run("mkfs.ext4", "-q", str(image))
    with _loop(image) as device, mounted(folder / "ext4", device) as disk:
        yield disk


@contextmanager
def _loop(image: Path) -> Iterator[str]:
    device = _run("losetup", "-f", "--show", str(image)).strip()
    try:
        yield device
    finally:
        _run("losetup", "-d", device)


@contextmanager
def mounted(place: Path, *words: str) -> Iterator[Path]:
    place.mkdir(parents=True)
    _run("mount", *words, str(place))
    try:
        yield place
    finally:
        _run("umount", str(place))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
