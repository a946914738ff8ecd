"""What the operator's commands share: they know which database they speak to before they do."""

import json
import os
import pwd
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from quizapp.config import current_settings
from quizapp.errors import Busy

from .db import db
from .schema import SchemaRefused, first_line, schema_of

P = ParamSpec("P")
T = TypeVar("T")

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
_OWNER_OF_TABLES = text(
    "SELECT tableowner FROM pg_tables WHERE schemaname = current_schema() "
    "AND tablename = 'alembic_version' AND tableowner <> current_user "
    "AND (NOT pg_has_role(current_user, tableowner, 'USAGE') "
    "OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))"
)


class GameGroup(AppGroup):
    """A group of commands that speak to the database of a game, see `on_game`."""

    def command(  # type: ignore[override]  # as Flask's own, always called with brackets
        self, *args: Any, **kwargs: Any
    ) -> Callable[[Callable[..., Any]], click.Command]:
        """`click.Group.command` for a function that `on_game` wraps."""
        make = super(AppGroup, self).command(*args, **kwargs)
        return lambda function: make(on_game(function))


def on_game(function: Callable[P, T]) -> Callable[P, T]:
    """Run a command only on a database that holds a game of this version, and is our own.

    Says on standard error which one it is. Anything else is refused in one line: nothing is
    migrated, and nothing made.
    """
    return on_own_database(_on_schema(function))


def on_own_database(function: Callable[P, T]) -> Callable[P, T]:
    """Run a command on a database of any schema, or none, but not on another user's."""

    @with_appcontext
    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with told():
            announce()
            if problem := ownership_problem(db.engine):
                raise click.ClickException(problem)
            return function(*args, **kwargs)

    return run


def _on_schema(function: Callable[P, T]) -> Callable[P, T]:
    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        if problem := schema_of(db.engine).problem:
            raise click.ClickException(problem)
        return function(*args, **kwargs)

    return run


@contextmanager
def told() -> Iterator[None]:
    """What the database refuses, as one line and exit code 1."""
    try:
        yield
    except SchemaRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except DBAPIError as problem:
        message = f"the database does not serve: {first_line(problem)}"
        raise click.ClickException(message) from problem
    except Busy as busy:
        raise click.ClickException("the database is busy: try again") from busy


def announce() -> None:
    """Say on standard error which database a command speaks to, without its password."""
    click.echo(f"Database: {db.engine.url.render_as_string(hide_password=True)}", err=True)


def ownership_problem(engine: Engine) -> str:
    """Why this user would leave something that the game's cannot use; "" when there is nothing."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            owner = connection.scalar(_OWNER_OF_TABLES)
        return f"the tables belong to {owner}: sign in as {owner} in DATABASE_URL" if owner else ""
    file, folder = Path(str(engine.url.database)), current_settings().data_dir
    place = file if file.exists() else folder
    if not place.exists() or place.stat().st_uid == os.geteuid():
        return ""
    if place == folder and os.geteuid() != 0:  # a folder may be shared, what is in it is our own
        return ""
    name = _user_name(place.stat().st_uid)
    return f"{place} belongs to {name}: run this as {name} (sudo -u {name} …)"


def _user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def echo_json(value: object) -> None:
    """Print a value as one line of JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))
