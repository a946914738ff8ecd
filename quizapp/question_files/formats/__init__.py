"""Files of items in five formats: detect, read row by row, write.

`read_upload` never raises on what somebody sent; every reason is an `ItemProblem`.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.problems import ItemProblem, ProblemCode
from quizapp.quizzes.rules import problems_of

from . import aiken, csv_table, gift, opentdb, yaml_pack
from .decode import decode
from .results import ReadResult, Row, Unreadable
from .sniff import is_xml, sniffed

Reason = Callable[[ItemProblem], str]


@dataclass(frozen=True)
class Format:
    """How one kind of file is called, read, and written back where rows are refused."""

    title: str
    extension: str
    read: Callable[[str], ReadResult]
    rejected: Callable[[tuple[Row, ...], Reason], str]


FORMATS = {
    "csv": Format("CSV", csv_table.EXTENSION, csv_table.read, csv_table.rejected),
    "gift": Format("GIFT", gift.EXTENSION, gift.read, gift.rejected),
    "aiken": Format("Aiken", aiken.EXTENSION, aiken.read, aiken.rejected),
    "opentdb": Format("Open Trivia DB", opentdb.EXTENSION, opentdb.read, opentdb.rejected),
    "yaml": Format("YAML", yaml_pack.EXTENSION, yaml_pack.read, yaml_pack.rejected),
}


def read_upload(
    data: bytes, *, known_themes: Collection[str], name: str = "", format_name: str = ""
) -> ReadResult:
    """Everything in an uploaded file, each row checked by the rules of an item.

    `name` is never used as a path. `format_name` is a key of `FORMATS`; "" finds it out.
    """
    try:
        text, encoding = decode(data)
    except Unreadable as unreadable:
        return ReadResult(problems=(unreadable.problem,))
    result = _read(text, known_themes, name, format_name)
    return replace(result, encoding=encoding)


def rejected_rows(result: ReadResult, reason: Reason = ItemProblem.in_english) -> str:
    """The bad rows as a file of the same format to fix and upload again; "" where there are none.

    `reason` words a problem, in the editor's language; a line break in it becomes a space.
    """

    def on_one_line(problem: ItemProblem) -> str:
        place = f"{problem.field}: " if problem.field else ""
        return " ".join(f"{place}{reason(problem)}".split())

    if not result.bad:
        return ""
    text = FORMATS[result.format].rejected(result.bad, on_one_line)
    # Half of a surrogate pair, as JSON can smuggle in, has no bytes in any encoding.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _read(text: str, known_themes: Collection[str], name: str, format_name: str) -> ReadResult:
    found = format_name or sniffed(text, name)
    if is_xml(text) or found not in FORMATS:
        code = ProblemCode.FORMAT_XML if is_xml(text) else ProblemCode.FORMAT_UNKNOWN
        return ReadResult(problems=(ItemProblem(code, line=1),))
    result = FORMATS[found].read(text)
    rows = tuple(_ruled(result.rows, known_themes))
    return replace(result, rows=rows, format=found)


def _ruled(rows: tuple[Row, ...], known_themes: Collection[str]) -> Iterator[Row]:
    """The rows with the problems of their items, and of items that repeat a good one above."""
    takers: dict[object, int] = {}
    for row in rows:
        ruled = row.with_problems(problems_of(row.item, known_themes)) if row.item else row
        names = _names(row.item) if row.item and not ruled.problems else []
        taken = [ItemProblem(*name[0], str(takers[name])) for name in names if name in takers]
        for name in names:
            takers.setdefault(name, row.number)
        yield ruled.with_problems(taken)


def _names(item: CandidateItem) -> list[tuple[tuple[ProblemCode, str], object]]:
    """What no two items of a file may have in common, and where it stands."""
    names: list[tuple[tuple[ProblemCode, str], object]] = [
        ((ProblemCode.STEM_TAKEN, "stem"), (item.stem.en.casefold(), item.stem.ko))
    ]
    if item.slug:
        names.append(((ProblemCode.SLUG_TAKEN, "slug"), item.slug))
    return names
