"""The operator's commands: ``flask --app wsgi migrate|backup|restore|purge``."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import with_appcontext

from quizapp import clock
from quizapp.config import current_settings
from quizapp.server.startup import prepare
from quizapp.sharing.card_views import FOLDER as CARDS
from quizapp.sharing.service import sweep_cards

from . import backup as backups
from . import retention

FILE = click.Path(dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    for command in (migrate, backup, restore, purge):
        app.cli.add_command(command)


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to this version's schema, and load shipped content that is not there."""
    prepare()
    click.echo("The database is up to date.")


@click.command()
@click.argument("file", type=FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Write a backup to FILE while the game runs."""
    try:
        backups.back_up(file=file)
    except backups.BackupFailed as failure:
        raise click.ClickException(str(failure)) from failure
    click.echo(f"{file}: {file.stat().st_size} bytes.")


@click.command()
@click.argument("file", type=FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Restore FILE into an empty database, checked, and at this version's schema."""
    try:
        counts = backups.restore(file=file)
    except backups.RestoreRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    prepare()
    for table, count in counts.items():
        click.echo(f"{count:8} {table}")


@click.command()
@with_appcontext
def purge() -> None:
    """Delete expired rows, and cards of what was deleted; meant to run once a day, everywhere."""
    counts = retention.purge(now=clock.now())
    cards = sweep_cards(current_settings().data_dir / CARDS)
    for kind, count in {**counts, "deleted, with cards left": cards}.items():
        click.echo(f"{count:8} {kind}")
