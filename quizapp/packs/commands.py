"""Commands ``quiz content …``: check, load and write content packs."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from quizapp import clock
from quizapp.catalog.queries import AlbumMissing
from quizapp.database.commands import AS_JSON, GameGroup, echo_json

from . import checks
from . import service as packs
from .export import pack_of
from .files import PackRefused, dump_pack, read_pack
from .upgrade import Changes

content = GameGroup("content", help="Check, load and write content packs.")


@click.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--notices", "with_notices", is_flag=True, help="Also say what to look at.")
@with_appcontext
def check(directory: Path, *, with_notices: bool) -> None:
    """Say what is wrong with the pack in DIRECTORY, path by path."""
    try:
        pack = read_pack(directory)
    except PackRefused as refusal:
        raise click.ClickException("\n" + "\n".join(refusal.problems)) from refusal
    for notice in checks.notices(pack) if with_notices else ():
        click.echo(f"{notice} (notice)")
    if found := checks.findings(pack):
        raise click.ClickException("\n" + "\n".join(map(str, found)))
    click.echo("The pack is sound.")


content.add_command(check)  # needs no database


@content.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@AS_JSON
def load(directory: Path, *, as_json: bool) -> None:
    """Bring the pack in DIRECTORY into the database; what an editor changed stays."""
    try:
        is_shipped = directory.resolve() in packs.shipped_packs()
        changes = packs.load(directory=directory, is_shipped=is_shipped, now=clock.now())
    except PackRefused as refusal:
        raise click.ClickException("\n" + "\n".join(refusal.problems)) from refusal
    if as_json:
        echo_json(asdict(changes))
        return
    for line in lines_of(changes):
        click.echo(line)
    click.echo("Loaded.")


def lines_of(changes: Changes) -> Iterator[str]:
    """One line for each thing that was added, updated, retired, kept, published or left."""
    for what, names in asdict(changes).items():
        for name in names:
            yield f"{what}: {name}"


@content.command()
@click.argument("album")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
def export(album: str, directory: Path) -> None:
    """Write the pack of ALBUM (its slug) as files into DIRECTORY."""
    try:
        pack = pack_of(album_slug=album)
    except AlbumMissing as missing:
        raise click.ClickException(f"There is no album {album}.") from missing
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in dump_pack(pack).items():
        (directory / name).write_text(text, "utf-8")
        click.echo(directory / name)
