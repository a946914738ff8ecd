"""Startup: migrate the schema and load shipped content, in one process at a time."""

import fcntl
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from alembic import command
from flask import current_app
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from quizapp import clock
from quizapp.config import WrongSetting, current_settings
from quizapp.database import postgresql
from quizapp.database.commands import ownership_problem
from quizapp.database.db import db
from quizapp.database.schema import SchemaRefused, State, first_line, schema_of
from quizapp.database.writing import HELD, writing_problem
from quizapp.packs.service import load_shipped_packs
from quizapp.packs.upgrade import Changes

from . import log_format

ADVISORY_LOCK = 5_702_018
"""PostgreSQL's lock for starting up; any number that nothing else here uses."""


USABLE = {State.EMPTY, State.OLDER, State.CURRENT}
"""What a start makes the schema of this version out of."""
PATIENCE_SECONDS = 20
"""How long a start waits for the database to answer; gunicorn gives a worker 30 s."""


STATUS_TO_HALT = 3
"""gunicorn starts a worker that ends with any other status again, for ever."""
STATUS_TO_TRY_AGAIN = 1

logger = logging.getLogger(__name__)


class DatabaseAway(SchemaRefused):
    """The database does not answer, or cannot be written."""


@contextmanager
def starting() -> Iterator[None]:
    """Say in one line why the game cannot start, and end the process.

    With `STATUS_TO_HALT` when it never will as things are; a database that is away may come back.
    """
    try:
        yield
    except DatabaseAway as problem:
        _end(f"The game cannot start yet. {problem}", STATUS_TO_TRY_AGAIN)
    except (WrongSetting, SchemaRefused) as problem:
        _end(f"The game cannot start. {problem}", STATUS_TO_HALT)


def _end(message: str, status: int) -> NoReturn:
    log_format.init_app()
    logger.critical(message)
    sys.exit(status)


def prepare() -> dict[str, Changes]:
    """Bring the schema up to date and load the packs that are new or have changed.

    Workers that start at once wait for each other, on one machine and, with PostgreSQL, on many.

    :returns: by name of a pack, what loading it changed.
    :raises SchemaRefused: when the database is of a newer version or of something else, or cannot
        be migrated; nothing is changed then.
    :raises DatabaseAway:
    """
    try:
        with _startup_lock():
            _migrate()
            changes = load_shipped_packs(now=clock.now())
    except OperationalError as problem:
        raise DatabaseAway(f"the database does not serve: {first_line(problem)}") from problem
    db.session.remove()
    return changes


def patiently(work: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Do some work, again every second while the database does not answer."""
    give_up_at = time.monotonic() + seconds
    while True:
        try:
            work()
        except DatabaseAway:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(1)
        else:
            return


def refuse_unusable() -> None:
    """Refuse what `prepare` would refuse before it changes anything.

    :raises SchemaRefused: also when the database is another user's.
    :raises DatabaseAway:
    """
    try:
        problem = ownership_problem(db.engine)
        found = schema_of(db.engine)
    except OperationalError as failure:
        raise DatabaseAway(f"the database does not serve: {first_line(failure)}") from failure
    if problem or found.state not in USABLE:
        raise SchemaRefused(problem or found.problem)


def _migrate() -> None:
    found = schema_of(db.engine)
    if found.state not in USABLE:
        raise SchemaRefused(found.problem)
    if found.state == State.CURRENT:
        return
    try:
        command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
    except Exception as problem:  # whatever alembic comes upon where a table is not as it was
        message = f"the database cannot be migrated, and is as it was: {first_line(problem)}"
        raise SchemaRefused(message) from problem


def readiness_problem() -> str:
    """What the game lacks: ``database``, ``schema`` or ``writing``; "" when it lacks nothing.

    While a move holds all writes it lacks nothing: pages are shown.
    """
    try:
        if schema_of(db.engine).state != State.CURRENT:
            return "schema"
    except SQLAlchemyError:
        return "database"
    return "" if writing_problem() in {"", HELD} else "writing"


@contextmanager
def _startup_lock() -> Iterator[None]:
    if db.engine.dialect.name == "postgresql":
        with postgresql.advisory_lock(db.engine, ADVISORY_LOCK):
            yield
    else:
        path = current_settings().data_dir / "start.lock"
        with path.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
