import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Barrier as Meeting

import pytest

from quizapp.sharing import card_store
from quizapp.sharing.card_store import CardName, card_once, forget_cards, stored_card

NAME = CardName("track-a", "0123.en.square")


def other(version: str) -> CardName:
    return CardName(NAME.subject, version)


def _ask(root: Path, log: Path, all_ready: Barrier) -> None:
    def draw() -> bytes:
        with log.open("a") as file:
            file.write("drawn\n")
        time.sleep(0.3)
        return b"png"

    all_ready.wait()
    card_once(root, NAME, draw)


class TestCardOnce:
    def test_draws_the_first_time_only(self, tmp_path: Path) -> None:
        assert card_once(tmp_path, NAME, lambda: b"first") == b"first"
        assert card_once(tmp_path, NAME, lambda: b"second") == b"first"

    @pytest.mark.slow
    def test_draws_once_for_many_processes(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload([__name__])  # imported once and not by each of them
        task = (tmp_path / "cards", log, forking.Barrier(4))
        processes = [forking.Process(target=_ask, args=task) for _ in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()

        assert log.read_text() == "drawn\n"

    def test_keeps_nothing_when_drawing_fails(self, tmp_path: Path) -> None:
        def draw() -> bytes:
            raise LookupError

        with pytest.raises(LookupError):
            card_once(tmp_path, NAME, draw)

        assert stored_card(tmp_path, NAME) is None

    def test_gives_the_card_though_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_space(*paths: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", no_space)

        assert card_once(tmp_path, NAME, lambda: b"png") == b"png"
        assert [path.name for path in tmp_path.rglob("*.p*")] == []

    def test_gives_the_card_though_the_disk_takes_not_even_a_lock(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_space(*arguments: object, **options: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "mkdir", no_space)

        assert [card_once(tmp_path, NAME, lambda: b"png") for _ in range(2)] == [b"png"] * 2

    def test_makes_room_by_the_oldest(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(card_store, "FOLDER_BYTES", 25)
        for number in range(3):
            card_once(tmp_path, other(str(number)), lambda: b"0123456789")
            _age(tmp_path, hours=1)

        kept = [stored_card(tmp_path, other(str(number))) is not None for number in range(3)]
        assert kept == [False, True, True]


class TestUnguarded:
    def test_two_at_once_draw_twice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The red twin: what the tests above would see without the lock."""
        monkeypatch.setattr(card_store, "_alone", nullcontext)
        both_draw = Meeting(2, timeout=10)
        drawn = []

        def draw() -> bytes:
            drawn.append(both_draw.wait())
            return b"png"

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(lambda _: card_once(tmp_path, NAME, draw), range(2)))

        assert len(drawn) == 2


class TestForgetCards:
    def test_removes_every_card_of_the_subject_and_no_other(self, tmp_path: Path) -> None:
        neighbor = CardName("track-b", "0123.en.square")
        draw: Callable[[], bytes] = lambda: b"png"  # noqa: E731
        for name in (NAME, other("4567.ko.story"), neighbor):
            card_once(tmp_path, name, draw)

        forget_cards(tmp_path, NAME.subject)

        assert stored_card(tmp_path, NAME) is None
        assert stored_card(tmp_path, other("4567.ko.story")) is None
        assert stored_card(tmp_path, neighbor) == b"png"


def _age(root: Path, *, hours: int) -> None:
    for path in root.rglob("*.png"):
        before = path.stat().st_mtime - 3600 * hours
        os.utime(path, (before, before))
