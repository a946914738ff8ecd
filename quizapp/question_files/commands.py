"""The command ``content import``: what the desk's import does, for files of any number."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quizapp import clock
from quizapp.catalog.queries import AlbumMissing, any_album_by_slug
from quizapp.database.commands import AS_JSON, echo_json, on_game
from quizapp.quizzes.problems import ItemProblem
from quizapp.web import logs

from . import service
from .formats import FORMATS
from .formats.language import languages_of
from .import_plan import Plan, PlannedRow, RowStatus

STATES = {RowStatus.BAD: "refused"}
"""Names of states that are other than the pages'."""


@dataclass(frozen=True)
class CommandLine:
    """Whom a change is recorded of that nobody signed in made."""

    id: int = 0
    name: str = "command line"
    role: str = "admin"


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--album", required=True, help="Slug of the album whose quizzes it is for.")
@click.option("--format", "format_name", type=click.Choice([*FORMATS]), help="If not to be found.")
@click.option("--apply", "is_applied", is_flag=True, help="Take over all that is new or changed.")
@AS_JSON
@on_game
def import_file(
    file: Path, album: str, format_name: str | None, *, is_applied: bool, as_json: bool
) -> None:
    """Say what an import of the questions in FILE would do, row by row.

    Nothing is kept without --apply. The exit code is 1 where the file cannot be read.
    """
    data, name, known_format = file.read_bytes(), file.name, format_name or ""
    album_id = _album_id(album)
    done = None
    if is_applied:
        author = CommandLine()
        plan, done = service.import_file(
            data=data,
            name=name,
            format_name=known_format,
            album_id=album_id,
            author=author,
            now=clock.now(),
        )
        logs.event("items.import", by=author.name, file=done.name, album=album, lines=done.lines)
    else:
        plan = service.dry_run(data=data, name=name, format_name=known_format, album_id=album_id)
    report = _report(plan, done)
    if as_json:
        echo_json(report)
    else:
        click.echo(_text(report))
    if not plan.rows:
        raise SystemExit(1)


def _album_id(slug: str) -> int:
    try:
        return any_album_by_slug(slug).id
    except AlbumMissing as missing:
        raise click.ClickException(f"There is no album {slug}.") from missing


def _report(plan: Plan, done: service.Done | None) -> dict[str, Any]:
    return {
        "format": plan.result.format,
        "encoding": plan.result.encoding,
        "file": [_told(problem) for problem in plan.result.problems],
        "counts": {
            STATES.get(status, status.value): len(plan.with_status(status)) for status in RowStatus
        },
        "rows": [_row(planned) for planned in plan.rows],
        "applied": {"import": done.import_id, "added": done.added, "updated": done.updated}
        if done
        else None,
    }


def _row(planned: PlannedRow) -> dict[str, Any]:
    row, item = planned.row, planned.row.item
    return {
        "row": row.number,
        "sheet": row.sheet,
        "line": row.line,
        "state": STATES.get(planned.status, planned.status.value),
        "language": languages_of(item) if item else "",
        "question": _words(item.stem) if item else "",
        "right": [_words(option.text) for option in item.options if option.is_key] if item else [],
        "changes": [
            {"field": ".".join(found.path), "now": found.before, "file": found.after}
            for change in planned.changes
            for found in change.differences
        ],
        "refused": [_told(problem) for problem in row.problems],
        "not_taken": [_told(remark) for remark in row.remarks],
    }


def _words(text: Any) -> str:
    return " / ".join(filter(None, (text.en, text.ko)))


def _told(problem: ItemProblem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "field": problem.field,
        "code": problem.code.value,
        "words": problem.in_english(),
    }


def _text(report: dict[str, Any]) -> str:
    return "\n".join(_lines(report))


def _lines(report: dict[str, Any]) -> Iterator[str]:
    for told in report["file"]:
        yield f"line {told['line']}: {told['words']}"
    for row in report["rows"]:
        yield f"line {row['line']}: {row['state']} [{row['language']}] {row['question']}"
        for told in (*row["refused"], *row["not_taken"]):
            yield f"  {told['words']}"
    yield ", ".join(f"{state}: {count}" for state, count in report["counts"].items())
    if report["applied"]:
        yield "added: {added}, updated: {updated}".format(**report["applied"])
