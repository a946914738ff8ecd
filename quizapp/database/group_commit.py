"""Group commit: several threads' writes in one transaction, with one sync to disk.

A hot path. Whoever gets the turn to write takes along what the other threads of the process are
waiting to write; each returns after the COMMIT of its own. See docs/decisions/0055.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from .counters import Sums
from .db import db, one_writer, waited_to_write

T = TypeVar("T")


@dataclass(frozen=True)
class Batch:
    """What a piece of work writes with: the transaction, and sums that it stores at its end."""

    connection: Connection
    sums: Sums


Work = Callable[[Batch], Any]


@dataclass(eq=False)
class _Job:
    """One thread's work; ``woken`` is held until it is done or has to lead the next batch."""

    work: Work
    woken: Lock = field(default_factory=Lock)
    asked_at: float = field(default_factory=time.perf_counter)
    is_done: bool = False
    value: Any = None
    problem: BaseException | None = None

    def end(self, value: Any = None, problem: BaseException | None = None) -> None:
        self.is_done, self.value, self.problem = True, value, problem


class _Queue:
    """The jobs that wait for their turn; the first of them leads the next batch."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._jobs: deque[_Job] = deque()
        self._is_led = False

    def join(self, job: _Job) -> None:
        """Return when the job is done, or when it is its turn to lead."""
        job.woken.acquire()
        with self._guard:
            self._jobs.append(job)
            leads, self._is_led = not self._is_led, True
        if not leads:
            job.woken.acquire()  # waits

    def take(self) -> list[_Job]:
        with self._guard:
            jobs = list(self._jobs)
            self._jobs.clear()
        return jobs

    def pass_on(self, done: Sequence[_Job]) -> None:
        """Wake whose jobs are done, and the next leader."""
        with self._guard:
            following = [self._jobs[0]] if self._jobs else []
            self._is_led = bool(following)
        for job in [*done, *following]:
            job.woken.release()


_queue = _Queue()


def write_together(work: Callable[[Batch], T]) -> T:
    """Run a piece of work in a transaction and return, after its COMMIT, what the work returned.

    The work may run in another thread and, when the batch is refused for anybody's sake, once more:
    it may use nothing but the batch and values. A read transaction still open is ended first.

    :raises Busy: when another thread of this process wrote for too long.
    """
    session = db.session()
    if session.in_transaction():
        session.commit()
    job = _Job(work)
    _queue.join(job)
    if not job.is_done:
        _lead(job)
    if job.problem is not None:
        raise job.problem
    value: T = job.value
    return value


def _lead(own: _Job) -> None:
    jobs: list[_Job] = []
    try:
        with one_writer(db.engine):
            jobs = _queue.take()
            _write(jobs)
    except BaseException as problem:  # no turn, or no transaction at all: it is everybody's
        jobs = jobs or _queue.take()
        for job in jobs:
            if not job.is_done:
                job.end(problem=problem)
    finally:
        _queue.pass_on([job for job in jobs if job is not own])


def _write(jobs: Sequence[_Job]) -> None:
    """All in one transaction, or, when one of them is refused, each in its own."""
    refusal = _refusal(jobs)
    if refusal is not None and len(jobs) == 1:
        jobs[0].end(problem=refusal)
    elif refusal is not None:
        for job in jobs:
            _write([job])


def _refusal(jobs: Sequence[_Job]) -> Exception | None:
    """Why nothing was committed; None where everything was.

    :raises Exception: when the transaction could not even begin.
    """
    with db.engine.connect().execution_options(is_writing=True) as connection:
        begun = connection.begin()
        try:
            with begun:
                values = _results(connection, jobs)
        except Exception as problem:
            return problem
    for job, value in zip(jobs, values, strict=True):
        job.end(value)
    return None


def _results(connection: Connection, jobs: Sequence[_Job]) -> list[Any]:
    now, batch = time.perf_counter(), Batch(connection, Sums())
    for job in jobs:
        waited_to_write.send(connection, seconds=now - job.asked_at)
    values = [job.work(batch) for job in jobs]
    batch.sums.store(connection)
    return values
