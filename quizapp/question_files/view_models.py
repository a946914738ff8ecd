"""Rows of the import's pages, as the templates show them."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.catalog.queries import album_by_id
from quizapp.editing.differences import Difference
from quizapp.editing.models import FileImport
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ItemProblem
from quizapp.texts import Localized

from .formats.language import languages_of
from .import_plan import PlannedRow, RowStatus


@dataclass(frozen=True)
class Tick:
    """Something that can be taken over: its value in the form, and what it changes."""

    value: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class PreviewRow:
    """A row of a file before its import. ``language`` is "" where it has both, or none."""

    number: int
    line: int
    sheet: str
    status: str
    item: CandidateItem | None
    known_id: int
    language: str
    right: tuple[Localized, ...]
    ticks: tuple[Tick, ...]
    is_ticked: bool
    problems: tuple[ItemProblem, ...]
    remarks: tuple[ItemProblem, ...]


@dataclass(frozen=True)
class ImportLine:
    """An import that can be undone."""

    id: int
    name: str
    album: Localized
    editor_name: str
    imported_at: datetime
    added: int
    updated: int


def preview_row(planned: PlannedRow) -> PreviewRow:
    row, item = planned.row, planned.row.item
    language = languages_of(item) if item else ""
    return PreviewRow(
        number=row.number,
        line=row.line,
        sheet=row.sheet,
        status=planned.status,
        item=item,
        known_id=planned.known.id if planned.known else 0,
        language="" if " " in language else language,
        right=tuple(option.text for option in item.options if option.is_key) if item else (),
        ticks=_ticks(planned),
        is_ticked=planned.status != RowStatus.RETIRED,
        problems=row.problems,
        remarks=row.remarks,
    )


def import_line(done: FileImport) -> ImportLine:
    added = sum(not told["was"] for told in done.rows)
    return ImportLine(
        id=done.id,
        name=done.name,
        album=album_by_id(done.album_id).title,
        editor_name=done.editor_name,
        imported_at=done.imported_at,
        added=added,
        updated=len(done.rows) - added,
    )


def _ticks(planned: PlannedRow) -> tuple[Tick, ...]:
    if planned.status == RowStatus.NEW:
        return (Tick(str(planned.row.number), ()),)
    return tuple(
        Tick(f"{planned.row.number}.{place}", change.differences)
        for place, change in enumerate(planned.changes)
    )
