"""Look over everything that an operator is responsible for, and say what to mend."""

from collections.abc import Iterator
from datetime import datetime

from quizapp.config import Settings, current_settings

from . import local, outside, stored
from .finding import Finding, State
from .stored import found_schema

__all__ = ["Finding", "State", "findings", "found_schema"]


def findings(*, now: datetime, is_proxy_asked: bool = True) -> Iterator[Finding]:
    """What was looked at, well or not, in the order in which an operator would mend it.

    :param is_proxy_asked: whether to ask the public address, which leads out of this machine.
    """
    settings = current_settings()
    yield from local.of_settings(settings)
    yield from stored.of_database(now)
    yield from _of_machine(settings, now)
    if settings.redis_url:
        yield outside.of_redis(settings.redis_url)
    if is_proxy_asked:
        yield from outside.of_public_address(settings.public_url, now)


def _of_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    yield local.of_disk(settings.data_dir)
    yield local.of_backup(settings.data_dir, now)
    yield local.of_time_service()
