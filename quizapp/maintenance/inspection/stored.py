"""What the database shows: whether it answers, whose it is, its schema, writing, its clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from quizapp.database.commands import ownership_problem
from quizapp.database.db import db
from quizapp.database.schema import Schema, State, first_line, schema_of
from quizapp.database.writing import HELD, writing_problem
from quizapp.plays.models import MoodResult

from .finding import Finding, failure, good, warning

CLOCK_DIFFERS = timedelta(seconds=5)


def found_schema() -> Schema:
    """The schema of the game's database."""
    return schema_of(db.engine)


def of_database(now: datetime) -> Iterator[Finding]:
    address = db.engine.url.render_as_string(hide_password=True)
    try:
        if problem := ownership_problem(db.engine):
            yield failure("database", problem, "Run the game and its commands as one user")
            return
        schema = found_schema()
    except DBAPIError as problem:
        mend = "Start it, or correct DATABASE_URL"
        yield failure("database", f"{address} does not answer: {first_line(problem)}", mend)
        return
    yield good("database", address)
    yield _of_schema(schema)
    if schema.state == State.CURRENT:
        yield _of_writing()
        yield _of_clock(now)


def _of_schema(schema: Schema) -> Finding:
    if schema.problem:
        seen, _, mend = schema.problem.partition(": ")
        return failure("schema", seen, mend)
    return good("schema", f"{schema.revision}, as this version needs it")


def _of_writing() -> Finding:
    problem = writing_problem(max_age_seconds=0)
    if problem == HELD:
        mend = "Set DATABASE_URL to where the game has moved, or run `quiz reopen ADDRESS`"
        return warning("writing", "a move holds all writes", mend)
    if problem:
        return failure("writing", problem, "Free some space, or make the disk writable")
    return good("writing", "a commit went through")


def _of_clock(now: datetime) -> Finding:
    """The clock of this machine beside that of the database's, or the newest result's time."""
    if db.engine.dialect.name == "postgresql":
        theirs = db.session.scalars(select(func.clock_timestamp())).one()
        ahead = abs(theirs - now)
    else:
        newest = db.session.scalar(
            select(MoodResult.created_at).order_by(MoodResult.id.desc()).limit(1)
        )
        ahead = newest - now if newest else timedelta(0)
    db.session.rollback()
    if ahead > CLOCK_DIFFERS:
        mend = "Set the clock: `timedatectl set-ntp true`"
        return failure("clock", f"it differs by {ahead.total_seconds():.0f} s", mend)
    return good("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")
