"""Commands ``quiz serve`` and ``quiz version``."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of

import click
from flask.cli import with_appcontext

from quizapp.database.commands import AS_JSON, announce, echo_json
from quizapp.database.schema import SchemaRefused, head_revision
from quizapp.database.sqlite import driver
from quizapp.server.startup import (
    STATUS_TO_HALT,
    DatabaseAway,
    patiently,
    refuse_unusable,
)

PACKAGE = "last-empress-ost-quiz"
GUNICORN = ("-m", "gunicorn", "--config", "python:quizapp.gunicorn_conf")


class StartRefused(click.ClickException):
    """The game will not start however often it is tried."""

    exit_code = STATUS_TO_HALT


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("gunicorn_options", nargs=-1, type=click.UNPROCESSED)
@with_appcontext
def serve(gunicorn_options: tuple[str, ...]) -> None:
    """Serve the game by gunicorn, which takes GUNICORN_OPTIONS; migrates the database first.

    This process becomes gunicorn, so it is the one to send signals to.
    """
    announce()
    try:
        patiently(refuse_unusable)
    except DatabaseAway as away:
        raise click.ClickException(str(away)) from away
    except SchemaRefused as refusal:
        raise StartRefused(str(refusal)) from refusal
    environ = {name: value for name, value in os.environ.items() if name != "FLASK_RUN_FROM_CLI"}
    words = [sys.executable, *GUNICORN, *gunicorn_options, "quizapp.wsgi:app"]
    sys.stdout.flush()
    os.execve(sys.executable, words, environ)  # noqa: S606 - no shell, and our own words


@click.command()
@AS_JSON
def version(*, as_json: bool) -> None:
    """Say which versions of the game, its schema, Python and SQLite these are."""
    values = {
        "version": _own_version(),
        "schema": head_revision(),
        "python": platform.python_version(),
        "sqlite": driver.sqlite_version,
    }
    if as_json:
        echo_json(values)
        return
    for name, value in values.items():
        click.echo(f"{name}: {value}")


def _own_version() -> str:
    try:
        return version_of(PACKAGE)
    except PackageNotFoundError:
        return "a checkout"
