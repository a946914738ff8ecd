"""Rate limits: how often one client network may call a view, in fixed windows like a minute.

Counted in Redis where it is configured, for all processes together. Without it, and while it does
not answer, each process counts for itself.
"""

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from threading import Lock
from typing import Any, ParamSpec, Protocol, TypeVar

from flask import request
from werkzeug.exceptions import TooManyRequests

from quizapp import clock

from . import logs
from .networks import visitor_network

P = ParamSpec("P")
T = TypeVar("T")

RATE = re.compile(r"(?P<most>\d+)/(?P<times>\d*) ?(?P<unit>minute|hour)s?")
UNIT_SECONDS = {"minute": 60, "hour": 60 * 60}
MOST_KEYS = 10_000
"""Counters of one process in one window: some 3 MB. One more, and that not used longest goes."""
REDIS_TIMEOUTS = {"socket_connect_timeout": 1, "socket_timeout": 1}
"""Seconds: a Redis that does not answer must not delay a player."""
REDIS_RETRY_SECONDS = 5
"""How long a Redis that did not answer is not asked again."""

logger = logging.getLogger(__name__)


class CounterStore(Protocol):
    def add(self, name: str, seconds: int, window: int) -> int:
        """Add one to the counter of this window (its number), and return the count."""


class Limiter:
    """Counts calls and refuses what is too much; tests set ``enabled`` to False."""

    def __init__(self) -> None:
        self.enabled = True
        self._counts: CounterStore = ProcessCounters()

    def init_app(self, redis_url: str) -> None:
        self._counts = RedisCounters(redis_url) if redis_url else ProcessCounters()

    def limit(self, rate: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
        """Decorator: limit each network to a rate like ``120/minute`` or ``6/10 minutes``."""
        check = self.check(rate)

        def decorate(view: Callable[P, T]) -> Callable[P, T]:
            @wraps(view)
            def limited(*args: P.args, **kwargs: P.kwargs) -> T:
                check()
                return view(*args, **kwargs)

            return limited

        return decorate

    def check(self, rate: str) -> Callable[[], None]:
        """The same as a ``before_request`` hook, for a whole blueprint.

        :raises TooManyRequests: from the hook, with the seconds until the next window."""
        most, seconds = _parsed(rate)

        def check() -> None:
            if self.enabled:
                self._count(rate, most, seconds)

        return check

    def _count(self, rate: str, most: int, seconds: int) -> None:
        window, elapsed = divmod(int(clock.now().timestamp()), seconds)
        name = f"{request.endpoint}:{rate}:{visitor_network()}"
        if self._counts.add(name, seconds, window) > most:
            logs.event("limit.refused", endpoint=request.endpoint)
            raise TooManyRequests(retry_after=seconds - elapsed)


def _parsed(rate: str) -> tuple[int, int]:
    """How many calls, and within how many seconds."""
    found = RATE.fullmatch(rate)
    assert found is not None, rate
    return int(found["most"]), int(found["times"] or 1) * UNIT_SECONDS[found["unit"]]


class ProcessCounters:
    """Counters in this process; a window is dropped as soon as the next one begins."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._windows: dict[int, _Window] = {}

    def add(self, name: str, seconds: int, window: int) -> int:
        with self._lock:
            counted = self._windows.get(seconds)
            if counted is None or counted.number != window:
                counted = self._windows[seconds] = _Window(window)
            return counted.add(name)


@dataclass(frozen=True)
class _Window:
    number: int
    counts: OrderedDict[str, int] = field(default_factory=OrderedDict)

    def add(self, name: str) -> int:
        self.counts[name] = self.counts.get(name, 0) + 1
        self.counts.move_to_end(name)
        if len(self.counts) > MOST_KEYS:
            self.counts.popitem(last=False)
        return self.counts[name]


class RedisCounters:
    """Counters in Redis, or in this process while Redis does not answer."""

    def __init__(self, url: str) -> None:
        redis: Any = import_module("redis")  # an extra that only several machines need
        self._redis = redis.from_url(url, **REDIS_TIMEOUTS)
        self._redis_error: type[Exception] = redis.RedisError
        self._retry_at = float("-inf")
        self._fallback = ProcessCounters()

    def add(self, name: str, seconds: int, window: int) -> int:
        if time.monotonic() < self._retry_at:
            return self._fallback.add(name, seconds, window)
        try:
            return self._add(f"limit:{name}:{window}", seconds)
        except self._redis_error as problem:
            logger.warning("Redis does not answer, so each process counts for itself: %s", problem)
            self._retry_at = time.monotonic() + REDIS_RETRY_SECONDS
            return self._fallback.add(name, seconds, window)

    def _add(self, key: str, seconds: int) -> int:
        count, _ = self._redis.pipeline(transaction=False).incr(key).expire(key, seconds).execute()
        return int(count)
