"""The operator's commands: ``flask --app wsgi migrate|backup|restore|move|reopen|purge``."""

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
from . import move as moves
from . import retention

FILE = click.Path(dir_okay=False, path_type=Path)


def init_app(app: Flask) -> None:
    for command in (migrate, backup, restore, move, reopen, purge):
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
@click.option("--from", "source", help="The database to move from; without it that of the game.")
@click.option("--to", "target", required=True, help="An empty database, like postgresql://…")
@with_appcontext
def move(source: str | None, target: str) -> None:
    """Move everything to another database, and leave the old one read-only.

    Pages go on meanwhile; whatever would change something is answered with 503.
    """
    try:
        moved = moves.move(
            source=source or current_settings().database_url, target=target, report=_tell_moved
        )
    except moves.MoveRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"{sum(table.row_count for table in moved):8} rows, equal in both databases.")
    click.echo("Set DATABASE_URL to the new one and restart. The old one stays read-only.")


@click.command()
@click.argument("address")
@with_appcontext
def reopen(address: str) -> None:
    """Accept writes again at the database ADDRESS, which a move has left read-only."""
    try:
        moves.reopen(address=address)
    except moves.MoveRefused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo("Writes are accepted again.")


def _tell_moved(table: moves.MovedTable) -> None:
    click.echo(f"{table.row_count:8} {table.name} {table.digest[:12]}")


@click.command()
@with_appcontext
def purge() -> None:
    """Delete expired rows, and cards of what was deleted; meant to run once a day, everywhere."""
    counts = retention.purge(now=clock.now())
    cards = sweep_cards(current_settings().data_dir / CARDS)
    for kind, count in {**counts, "deleted, with cards left": cards}.items():
        click.echo(f"{count:8} {kind}")
