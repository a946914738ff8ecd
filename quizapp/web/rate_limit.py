"""How often one address may ask for one thing, in fixed windows like a minute.

Counted in Redis where there is one, so that all processes count together. Without it, and while
it is away, each process counts for itself.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from threading import Lock
from typing import Any, ParamSpec, Protocol, TypeVar

from flask import request
from werkzeug.exceptions import TooManyRequests

from quizapp import clock

from . import logs

P = ParamSpec("P")
T = TypeVar("T")

RATE = re.compile(r"(?P<most>\d+)/(?P<times>\d*) ?(?P<unit>minute|hour)s?")
UNIT_SECONDS = {"minute": 60, "hour": 60 * 60}
REDIS_TIMEOUTS = {"socket_connect_timeout": 1, "socket_timeout": 1}
"""Seconds: a Redis that is away must not hold up a player."""
REDIS_REST_SECONDS = 5
"""How long a Redis that did not answer is left alone."""

logger = logging.getLogger(__name__)


class Counts(Protocol):
    def add(self, name: str, seconds: int, window: int) -> int:
        """Count one in the window (the how-manieth of its length), and say how many there are."""


class Limiter:
    """``enabled`` is for tests, which are always too fast."""

    def __init__(self) -> None:
        self.enabled = True
        self._counts: Counts = OwnCounts()

    def init_app(self, redis_url: str) -> None:
        self._counts = RedisCounts(redis_url) if redis_url else OwnCounts()

    def limit(self, rate: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """Hold each address to a rate like ``120/minute`` or ``6/10 minutes`` at one view."""
        check = self.check(rate)

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def limited(*args: P.args, **kwargs: P.kwargs) -> T:
                check()
                return view(*args, **kwargs)

            return limited

        return decorate

    def check(self, rate: str) -> Callable[[], None]:
        """The same as a hook, to be called before the view that is asked for."""
        most, seconds = _parsed(rate)

        def check() -> None:
            if self.enabled:
                self._count(rate, most, seconds)

        return check

    def _count(self, rate: str, most: int, seconds: int) -> None:
        window, elapsed = divmod(int(clock.now().timestamp()), seconds)
        name = f"{request.endpoint}:{rate}:{request.remote_addr}"
        if self._counts.add(name, seconds, window) > most:
            logs.event("limit.refused", endpoint=request.endpoint)
            raise TooManyRequests(retry_after=seconds - elapsed)


def _parsed(rate: str) -> tuple[int, int]:
    """The most, and within how many seconds."""
    found = RATE.fullmatch(rate)
    assert found is not None, rate
    return int(found["most"]), int(found["times"] or 1) * UNIT_SECONDS[found["unit"]]


class OwnCounts:
    """What this process counts; a window is forgotten whole as soon as the next one begins."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, _Window] = {}

    def add(self, name: str, seconds: int, window: int) -> int:
        with self._lock:
            counted = self._windows.get(seconds)
            if counted is None or counted.number != window:
                counted = self._windows[seconds] = _Window(window, Counter())
            counted.counts[name] += 1
            return counted.counts[name]


@dataclass(frozen=True)
class _Window:
    number: int
    counts: Counter[str]


class RedisCounts:
    def __init__(self, url: str) -> None:
        redis: Any = import_module("redis")  # an extra that only several machines need
        self._redis = redis.from_url(url, **REDIS_TIMEOUTS)
        self._away: type[Exception] = redis.RedisError
        self._rests_until = float("-inf")
        self._own = OwnCounts()

    def add(self, name: str, seconds: int, window: int) -> int:
        if time.monotonic() < self._rests_until:
            return self._own.add(name, seconds, window)
        try:
            return self._add(f"limit:{name}:{window}", seconds)
        except self._away as problem:
            logger.warning("Redis is away, so each process counts for itself: %s", problem)
            self._rests_until = time.monotonic() + REDIS_REST_SECONDS
            return self._own.add(name, seconds, window)

    def _add(self, key: str, seconds: int) -> int:
        count, _ = self._redis.pipeline(transaction=False).incr(key).expire(key, seconds).execute()
        return int(count)
