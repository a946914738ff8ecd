"""The commands of ``flask --app wsgi``."""

from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from . import clock
from .auth.commands import editor
from .catalog.queries import AlbumMissing
from .feedback.moderation.commands import moderation
from .maintenance import commands as maintenance
from .packs import checks
from .packs import service as packs
from .packs.export import pack_of
from .packs.files import PackRefused, dump_pack, read_pack
from .question_files.commands import import_file

content = AppGroup("content", help="Check, load and write content packs; import question files.")
content.add_command(import_file)


def init_app(app: Flask) -> None:
    app.cli.add_command(content)
    app.cli.add_command(editor)
    app.cli.add_command(moderation)
    maintenance.init_app(app)


@content.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--notices", "with_notices", is_flag=True, help="Also say what to look at.")
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


@content.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(directory: Path) -> None:
    """Bring the pack in DIRECTORY into the database; what an editor changed stays."""
    try:
        is_shipped = directory.resolve() in packs.shipped_packs()
        changes = packs.load(directory=directory, is_shipped=is_shipped, now=clock.now())
    except PackRefused as refusal:
        raise click.ClickException("\n" + "\n".join(refusal.problems)) from refusal
    for what, names in asdict(changes).items():
        for name in names:
            click.echo(f"{what}: {name}")
    click.echo("Loaded.")


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
