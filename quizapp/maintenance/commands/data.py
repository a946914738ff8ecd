"""Commands ``quiz migrate|backup|restore|move|reopen|purge``."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from quizapp import clock
from quizapp.config import WrongSetting, current_settings, usable_folder
from quizapp.database.commands import AS_JSON, echo_json, on_game, on_own_database, told
from quizapp.packs.commands import lines_of
from quizapp.server.backup_mark import mark_backup
from quizapp.server.startup import prepare
from quizapp.sharing.card_views import FOLDER as CARDS
from quizapp.sharing.service import sweep_cards

from .. import backup as backups
from .. import inspection, retention
from .. import move as moves

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@AS_JSON
@on_own_database
def migrate(*, as_json: bool) -> None:
    """Bring the database to this version's schema, and newer shipped content into it.

    Content that an editor changed is kept; both are listed.
    """
    _make_place()
    changes = prepare()
    if as_json:
        echo_json({pack: asdict(changed) for pack, changed in changes.items()})
        return
    for changed in changes.values():
        for line in lines_of(changed):
            click.echo(line)
    click.echo("The database is up to date.")


@click.command()
@click.argument("file", type=FILE)
@AS_JSON
@on_game
def backup(file: Path, *, as_json: bool) -> None:
    """Write a backup to FILE while the game runs."""
    with _refusals():
        backups.back_up(file=file)
    mark_backup(current_settings().data_dir)
    size = file.stat().st_size
    if as_json:
        echo_json({"file": str(file), "bytes": size})
    else:
        click.echo(f"{file}: {size} bytes.")


@click.command()
@click.argument("file", type=FILE)
@AS_JSON
@on_own_database
def restore(file: Path, *, as_json: bool) -> None:
    """Restore FILE into an empty database, checked.

    It has the schema that it had: an older one wants `quiz migrate`, a newer one is refused.
    """
    with _refusals():
        backups.refuse_unless_empty()
        _make_place()
        counts = backups.restore(file=file)
    if as_json:
        echo_json(counts)
    else:
        for table, count in counts.items():
            click.echo(f"{count:8} {table}")
    if problem := inspection.found_schema().problem:
        click.echo(f"Next: {problem}.", err=True)


@click.command()
@click.option("--from", "source", help="The database to move from; without it that of the game.")
@click.option("--to", "target", required=True, help="An empty database, like postgresql://…")
@AS_JSON
@with_appcontext
def move(source: str | None, target: str, *, as_json: bool) -> None:
    """Move everything to another database, and leave the old one read-only.

    Pages go on meanwhile; whatever would change something is answered with 503. Stopped half way
    it has moved nothing: run it again.
    """
    source = source or current_settings().database_url
    tell: Callable[[moves.MovedTable], None] = _tell_nothing if as_json else _tell_moved
    with _refusals():
        click.echo(f"Database: {moves.shown_address(source)}", err=True)
        with _progress() as advance:
            moved = moves.move(source=source, target=target, report=tell, advance=advance)
    if as_json:
        echo_json([asdict(table) for table in moved])
        return
    click.echo(f"{sum(table.row_count for table in moved):8} rows, equal in both databases.")
    click.echo("Set DATABASE_URL to the new one and restart. The old one stays read-only.")


@contextmanager
def _progress() -> Iterator[moves.Advance]:
    """A bar on standard error, where that is a terminal."""
    is_seen = sys.stderr.isatty()
    with click.progressbar(length=1, file=sys.stderr, hidden=not is_seen) as bar:

        def advance(row_count: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(row_count)

        yield advance


def _tell_moved(table: moves.MovedTable) -> None:
    click.echo(f"{table.row_count:8} {table.name} {table.digest[:12]}")


def _tell_nothing(_table: moves.MovedTable) -> None:
    """Programs are told everything at the end."""


@click.command()
@click.argument("address")
@with_appcontext
def reopen(address: str) -> None:
    """Accept writes again at the database ADDRESS, which a move has left read-only."""
    with _refusals():
        moves.reopen(address=address)
    click.echo("Writes are accepted again.")


@click.command()
@AS_JSON
@on_game
def purge(*, as_json: bool) -> None:
    """Delete expired rows, and cards of what was deleted; meant to run once a day, everywhere."""
    counts = retention.purge(now=clock.now())
    cards = sweep_cards(current_settings().data_dir / CARDS)
    gone = {**counts, "deleted, with cards left": cards}
    if as_json:
        echo_json(gone)
        return
    for kind, count in gone.items():
        click.echo(f"{count:8} {kind}")


def _make_place() -> None:
    """The folder of the game, which nothing but a start, `migrate` and `restore` makes."""
    try:
        usable_folder(current_settings().data_dir)
    except WrongSetting as problem:
        raise click.ClickException(str(problem)) from problem


@contextmanager
def _refusals() -> Iterator[None]:
    """Refusals of use cases as one line and exit code 1."""
    try:
        with told():
            yield
    except (backups.BackupFailed, backups.RestoreRefused, moves.MoveRefused) as refusal:
        raise click.ClickException(str(refusal)) from refusal
