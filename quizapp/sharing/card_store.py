"""Store drawn cards on disk: each is drawn once, whatever the load, within a size limit."""

import fcntl
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from blinker import Signal

FOLDER_BYTES = 1024 * 1024
"""What each of the 256 folders may hold: a quarter of a gigabyte in all."""
LOCK = "lock"
SUBJECT = re.compile(r"-[0-9a-f]{16}\.[a-z.]+$", re.ASCII)
"""What follows the subject in the name of a file."""

logger = logging.getLogger(__name__)
card_drawn = Signal("A share card was drawn, not taken from the store.")

_turn = Lock()


@dataclass(frozen=True)
class CardName:
    """The name of a card: whose it is (``subject``), what it says and its format (``version``)."""

    subject: str
    version: str

    @property
    def file(self) -> str:
        return f"{self.subject}-{self.version}.png"


def stored_card(root: Path, name: CardName) -> bytes | None:
    """The PNG of a card that was drawn before, None when it was not or has been removed."""
    try:
        return (_folder(root, name.subject) / name.file).read_bytes()
    except FileNotFoundError:
        return None


def card_once(root: Path, name: CardName, draw: Callable[[], bytes]) -> bytes:
    """The stored card, or the one that ``draw`` makes, which is then stored.

    Threads and processes that want a card of the same subject wait for each other, and
    `forget_cards` waits with them: ``draw`` may look whether its subject still exists.
    """
    folder = _folder(root, name.subject)
    with _alone(folder):
        stored = stored_card(root, name)
        if stored is not None:
            return stored
        png = draw()
        card_drawn.send()
        logger.info("drew a card: %s", name.version)  # the subject may open a result
        _store(folder / name.file, png)
        return png


def forget_cards(root: Path, *subjects: str) -> None:
    """Remove every card of subjects that no longer exist.

    Called after the commit that ends them, it also removes a card drawn in the meantime.
    """
    for subject in subjects:
        folder = _folder(root, subject)
        with _alone(folder):
            for path in folder.glob(f"{subject}-*.png"):
                path.unlink(missing_ok=True)


def forget_card(root: Path, name: CardName) -> None:
    """Remove a card that says something else by now, if it was stored."""
    (_folder(root, name.subject) / name.file).unlink(missing_ok=True)


def stored_subjects(root: Path) -> set[str]:
    """Whose cards are on this machine."""
    return {SUBJECT.sub("", path.name) for path in root.glob("*/*.png")}


def _folder(root: Path, subject: str) -> Path:
    return root / hashlib.sha256(subject.encode()).hexdigest()[:2]


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Lock a folder against other threads and processes, by a file lock for each caller.

    Where the disk takes no file, the threads of this process at least wait for each other.
    """
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = held.enter_context((folder / LOCK).open("w"))
        except OSError as problem:
            logger.warning("cards are drawn without a lock: %s", problem)
            held.enter_context(_turn)
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _store(path: Path, png: bytes) -> None:
    """Write atomically. On a full disk the card is not stored, and answered all the same."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_bytes(png)
        os.replace(unfinished, path)
        _make_room(path.parent)
    except OSError as problem:
        unfinished.unlink(missing_ok=True)
        logger.warning("a card was not stored: %s", problem)


def _make_room(folder: Path) -> None:
    """Remove the oldest cards while there are too many."""
    cards = sorted((path.stat().st_mtime_ns, path) for path in folder.glob("*.png"))
    room = FOLDER_BYTES - sum(path.stat().st_size for _, path in cards)
    for _, path in cards:
        if room >= 0:
            break
        room += path.stat().st_size
        path.unlink(missing_ok=True)
