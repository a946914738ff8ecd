"""The commands of ``flask --app wsgi``."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from . import clock
from .catalog.queries import AlbumMissing
from .editing.cli import editor
from .packs import service as packs
from .packs.export import pack_of
from .packs.schema import PackRefused, dump_pack, read_pack
from .upkeep import commands as upkeep

content = AppGroup("content", help="Check, load and write content packs.")


def init_app(app: Flask) -> None:
    app.cli.add_command(content)
    app.cli.add_command(editor)
    upkeep.init_app(app)


@content.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(directory: Path) -> None:
    """Say what is wrong with the pack in DIRECTORY, path by path."""
    try:
        read_pack(directory)
    except PackRefused as refusal:
        raise click.ClickException("\n" + "\n".join(refusal.problems)) from refusal
    click.echo("The pack is sound.")


@content.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
def load(directory: Path) -> None:
    """Add what the pack in DIRECTORY has and the database has not."""
    try:
        packs.load(directory=directory, now=clock.now())
    except PackRefused as refusal:
        raise click.ClickException("\n" + "\n".join(refusal.problems)) from refusal
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


@content.command()
@click.option(
    "--seed", "seeds", multiple=True, default=[2018], show_default=True, help="Of the simulation."
)
def report(seeds: tuple[int, ...]) -> None:
    """Print the figures of every shipped mood quiz beside their goals, once for every seed."""
    from .packs.report import mood_figures, winning_sheets  # numpy is not for players' workers

    for directory in packs.shipped_packs():
        pack = read_pack(directory)
        if pack.mood:
            click.echo(f"{directory.name}: {pack.mood.quiz.slug}, a winning sheet for each track")
            for line in winning_sheets(pack.album, pack.mood):
                click.echo(line)
            for seed in seeds:
                click.echo(f"seed {seed}")
                for figure in mood_figures(pack.album, pack.mood, seed=seed):
                    click.echo(str(figure))


@content.command("trivia-report")
@click.option("--seed", default=2018, show_default=True, help="Seed of the simulated players.")
def trivia_report(seed: int) -> None:
    """Print what the rules of trivia reach with the shipped bank, beside their goals."""
    from .trivia.report import trivia_report  # numpy is not for players' workers

    for figure in trivia_report(packs.shipped_trivia_bank(), seed=seed):
        verdict = "met" if figure.is_met else "MISSED"
        click.echo(f"{figure.name:<80} {figure.goal:>8} {figure.value:>8.3f}  {verdict}")
