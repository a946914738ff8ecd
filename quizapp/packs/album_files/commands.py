"""Commands ``quiz content album …``: what the desk does with the file of an album."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from quizapp import clock
from quizapp.catalog.queries import AlbumMissing
from quizapp.database.commands import AS_JSON, echo_json, on_game
from quizapp.question_files.commands import CommandLine
from quizapp.web import logs

from . import service
from .plan import Entry, Plan, Status
from .reading import AlbumRead
from .template import template_text


@click.group("album")
def album() -> None:
    """Import and export a whole album as one file."""


@album.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Take over all that is new or changed.")
@click.option("--retire", "with_missing", is_flag=True, help="Retire what the file has not.")
@AS_JSON
@on_game
def import_album(file: Path, *, is_applied: bool, with_missing: bool, as_json: bool) -> None:
    """Say what an import of the album in FILE would do, thing by thing.

    Nothing is kept without --apply. A new album comes as a draft. The exit code is 1 where the
    file is refused.
    """
    done = None
    if is_applied:
        author = CommandLine()
        preview, done = service.import_album(
            data=file.read_bytes(),
            name=file.name[-service.NAME_LIMIT :],
            with_missing=with_missing,
            author=author,
            now=clock.now(),
        )
    else:
        preview = service.dry_run(data=file.read_bytes())
    if done:
        logs.event("album.import", by=author.name, file=done.name, album=done.album_id)
    report = _report(preview.read, preview.plan, done)
    if as_json:
        echo_json(report)
    else:
        click.echo("\n".join(_lines(report)))
    if preview.plan is None:
        raise SystemExit(1)


@album.command("export")
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@on_game
def export_album(slug: str, file: Path | None) -> None:
    """Write the album SLUG as one file to FILE, or to the screen."""
    try:
        text = service.text_of_album(slug=slug)
    except AlbumMissing as missing:
        raise click.ClickException(f"There is no album {slug}.") from missing
    if file:
        file.write_text(text, "utf-8")
        click.echo(file)
    else:
        click.echo(text, nl=False)


@album.command()
def template() -> None:
    """Write a file to fill in, with a word on every part, to the screen."""
    click.echo(template_text(), nl=False)


def _report(read: AlbumRead, plan: Plan | None, done: service.Done | None) -> dict[str, Any]:
    entries = plan.entries if plan else ()
    return {
        "faults": [str(fault) for fault in read.faults],
        "refused": [str(fault) for fault in read.bad_faults],
        "counts": {status.value: plan.count(status) for status in Status} if plan else {},
        "things": [_thing(entry, plan) for entry in entries if plan],
        "applied": {
            "import": done.import_id,
            "added": done.added,
            "updated": done.updated,
            "retired": done.retired,
        }
        if done
        else None,
    }


def _thing(entry: Entry, plan: Plan) -> dict[str, Any]:
    return {
        "kind": entry.name[0],
        "slug": entry.name[1],
        "line": entry.wanted.line if entry.wanted else 0,
        "state": entry.status.value,
        "taken_over": plan.is_taken_over(entry),
        "changes": [
            {"field": ".".join(found.path), "now": found.before, "file": found.after}
            for found in entry.differences
        ],
    }


def _lines(report: dict[str, Any]) -> Iterator[str]:
    yield from report["faults"]
    yield from report["refused"]
    for thing in report["things"]:
        if thing["state"] != Status.SAME:
            left = "" if thing["taken_over"] else " (left as it is)"
            yield f"{thing['state']}: {thing['kind']} {thing['slug']}{left}"
        for change in thing["changes"]:
            yield f"  {change['field']}: {change['now']!r} -> {change['file']!r}"
    yield ", ".join(f"{state}: {count}" for state, count in report["counts"].items())
    if report["applied"]:
        yield "added: {added}, updated: {updated}, retired: {retired}".format(**report["applied"])
