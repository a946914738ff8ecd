"""The turn to compute: one thread has it, and gives it away while it waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from threading import Barrier, BrokenBarrierError

import pytest

from quizapp.database.turn import turn, waiting

SECONDS = 0.5


def meet(way: Callable[[], AbstractContextManager[None]]) -> bool:
    """Whether two threads that have taken the turn can be at one place at the same time."""
    place = Barrier(2)

    def come() -> bool:
        with turn(), way():
            try:
                place.wait(SECONDS)
            except BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(2) as threads:
        return all([each.result() for each in (threads.submit(come), threads.submit(come))])


class TestTurn:
    def test_is_had_by_one_thread(self) -> None:
        assert not meet(nullcontext)

    def test_is_given_away_while_its_thread_waits(self) -> None:
        assert meet(waiting)

    def test_comes_back_after_an_error(self) -> None:
        for _ in range(2):
            with pytest.raises(ValueError, match="wrong"), turn(), waiting():
                raise ValueError("wrong")

        with turn():
            pass

    def test_is_nothing_to_wait_for_without_it(self) -> None:
        with waiting(), turn():
            pass
