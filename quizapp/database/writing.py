"""Whether the database can be written: by writing, because nothing else tells of a full disk."""

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from quizapp.errors import Busy

from .db import db, transaction
from .schema import first_line
from .write_hold import is_held

LOOK_AGAIN_SECONDS = 10
"""How long an answer stands: each one costs a commit."""
HELD = "held"


@dataclass
class _Probe:
    """What a process saw when it wrote last."""

    problem: str = ""
    looked_at: float = float("-inf")
    lock: Lock = field(default_factory=Lock)


def writing_problem(*, max_age_seconds: float = LOOK_AGAIN_SECONDS) -> str:
    """Why nothing can be written; "" when it can, `HELD` while a move holds all writes.

    While one thread looks, the others are told what was seen before.

    :param max_age_seconds: how old an answer of this process may be.
    """
    probe: _Probe = current_app.extensions.setdefault("writing_probe", _Probe())
    is_old = time.monotonic() - probe.looked_at >= max_age_seconds
    if is_old and probe.lock.acquire(blocking=False):
        try:
            probe.problem = _look()
            probe.looked_at = time.monotonic()
        finally:
            probe.lock.release()
    return probe.problem


def _look() -> str:
    try:
        with transaction():
            connection = db.session.connection()
            held = is_held(connection)
            connection.execute(text(_WRITES[connection.dialect.name].format(secrets.randbits(31))))
    except DBAPIError as problem:
        return first_line(problem)
    except Busy:
        return "the database is busy"
    return HELD if held else ""


_WRITES = {
    "sqlite": "PRAGMA user_version = {}",  # nothing reads it, and to write the same writes nothing
    "postgresql": "UPDATE alembic_version SET version_num = version_num",
}
