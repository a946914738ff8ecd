"""Narrow doors: one at work, few who wait, no network that takes every place."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from flask import Flask

from quizapp.errors import Busy
from quizapp.web import doors
from quizapp.web.doors import Door

APP = Flask(__name__)
SOON = 10
"""Seconds within which what must happen has happened."""


class Work:
    """Costly work that goes on until it is told to end."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = Event(), Event()

    def do(self, door: Door, network: str) -> str:
        with APP.test_request_context(environ_base={"REMOTE_ADDR": network}), door.entered():
            self.has_begun.set()
            assert self.may_end.wait(SOON)
        return network


class Street:
    """Many who come to doors, each in a thread of their own."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self.works: list[Work] = []
        self._threads = threads

    def come(self, door: Door, network: str) -> Future[str]:
        """Come to a door, and be at work, wait or be sent away before the next one comes."""
        work, before = Work(), set(doors._guests)
        self.works.append(work)
        arrived = self._threads.submit(work.do, door, network)
        while not arrived.done() and set(doors._guests) <= before:
            time.sleep(0.005)
        return arrived

    def all_end(self) -> None:
        for work in self.works:
            work.may_end.set()


@pytest.fixture
def street() -> Iterator[Street]:
    with ThreadPoolExecutor(16) as threads:
        street = Street(threads)
        yield street
        street.all_end()


@contextmanager
def sent_away() -> Iterator[None]:
    with pytest.raises(Busy):
        yield


class TestDoor:
    def test_has_one_at_work_and_lets_the_next_in_after_it(self, street: Street) -> None:
        door = Door("test")
        first, second = street.come(door, "10.0.0.1"), street.come(door, "10.0.0.2")
        one, two = street.works

        assert (one.has_begun.is_set(), two.has_begun.is_set()) == (True, False)
        one.may_end.set()
        assert two.has_begun.wait(SOON)
        street.all_end()
        assert [first.result(SOON), second.result(SOON)] == ["10.0.0.1", "10.0.0.2"]

    def test_sends_away_whoever_comes_beyond_its_places(self, street: Street) -> None:
        door = Door("test", places=3)
        came = [street.come(door, f"10.0.0.{number}") for number in range(5)]

        for late in came[3:]:
            with sent_away():
                late.result(SOON)
        street.all_end()
        assert len({early.result(SOON) for early in came[:3]}) == 3

    def test_gives_a_place_of_a_network_with_several_to_another(self, street: Street) -> None:
        door = Door("test", places=3)
        works, *waiting = (street.come(door, f"2001:db8::{number}") for number in range(3))

        others = [street.come(door, f"10.0.0.{number}") for number in range(3)]

        for gone in (*waiting, others[-1]):  # now every network has one place
            with sent_away():
                gone.result(SOON)
        street.all_end()
        came = [guest.result(SOON) for guest in (works, *others[:-1])]
        assert came == ["2001:db8::0", "10.0.0.0", "10.0.0.1"]

    def test_leaves_the_last_threads_to_pages(self, street: Street) -> None:
        many = [street.come(Door(f"test {n}"), f"10.0.0.{n}") for n in range(6)]

        assert [come.done() for come in many] == [False] * doors.MOST_GUESTS + [True]

    def test_lets_nobody_wait_for_ever(
        self, street: Street, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(doors, "WAIT_SECONDS", 0.05)
        door = Door("test")
        street.come(door, "10.0.0.1")

        with sent_away():
            street.come(door, "10.0.0.2").result(SOON)
        assert len(doors._guests) == 1

    def test_is_free_again_after_a_failure(self) -> None:
        door = Door("test", places=1)

        for _ in range(3):
            with pytest.raises(ZeroDivisionError), door.entered():
                _ = 1 / 0
        assert doors._guests == []
