"""Files of items in several formats: detect, read row by row, write.

`read_upload` never raises on what somebody sent; every reason is an `ItemProblem`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from quizapp.quizzes.candidate import THEME_LIMIT, CandidateItem
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.quizzes.rules import USUAL, AlbumRules, problems_of

from . import aiken, csv_table, gift, moodle_xml, opentdb, yaml_pack
from .decode import decode
from .file_kinds import workbook_kind
from .foreign import themes_and_remarks
from .language import in_language
from .results import ReadResult, Row, Unreadable
from .sniff import is_xml, sniffed
from .workbook import read_workbook

Reason = Callable[[ItemProblem], str]
Languages = Mapping[int, str]
NO_LANGUAGES: Languages = MappingProxyType({})
OURS = "yaml"


@dataclass(frozen=True)
class _Known:
    themes: Collection[str]
    album: AlbumRules


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
    "moodle": Format("Moodle XML", moodle_xml.EXTENSION, moodle_xml.read, moodle_xml.rejected),
    "opentdb": Format("Open Trivia DB", opentdb.EXTENSION, opentdb.read, opentdb.rejected),
    "yaml": Format("YAML", yaml_pack.EXTENSION, yaml_pack.read, yaml_pack.rejected),
}

WORKBOOK = FORMATS["csv"]
"""In which the refused rows of a workbook come back."""


def read_upload(
    data: bytes,
    *,
    known_themes: Collection[str],
    name: str = "",
    format_name: str = "",
    languages: Languages = NO_LANGUAGES,
    album: AlbumRules = USUAL,
) -> ReadResult:
    """Everything in an uploaded file, each row checked by the rules of an item.

    `name` is never used as a path. `format_name` is a key of `FORMATS`; "" finds it out.
    `languages` are what an editor says that questions are written in, by the number of the row; 0
    stands for all that are not named.
    """
    try:
        result = _read(data, name, format_name)
    except Unreadable as unreadable:
        return ReadResult(problems=(unreadable.problem,))
    rows = (_in_said_language(row, languages) for row in result.rows)
    return replace(result, rows=ruled(rows, known_themes, album, is_ours=result.format == OURS))


def ruled(
    rows: Iterable[Row], known_themes: Collection[str], album: AlbumRules, *, is_ours: bool
) -> tuple[Row, ...]:
    """The rows with the problems of their items, and of items that repeat a good one above."""
    return tuple(_ruled(rows, _Known(known_themes, album), is_ours=is_ours))


def rejected_rows(result: ReadResult, reason: Reason = ItemProblem.in_english) -> str:
    """The bad rows as a file of the same format to fix and upload again; "" where there are none.

    `reason` words a problem, in the editor's language; a line break in it becomes a space.
    """

    def on_one_line(problem: ItemProblem) -> str:
        place = f"{problem.field}: " if problem.field else ""
        return " ".join(f"{place}{reason(problem)}".split())

    if not result.bad:
        return ""
    text = (FORMATS.get(result.format) or WORKBOOK).rejected(result.bad, on_one_line)
    # Half of a surrogate pair, as JSON can smuggle in, has no bytes in any encoding.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _read(data: bytes, name: str, format_name: str) -> ReadResult:
    """:raises Unreadable: this is no text, and no workbook."""
    if kind := workbook_kind(data):
        return read_workbook(data, kind)
    text, encoding, mended = decode(data)
    result = _read_text(text, name, format_name)
    return replace(result, problems=(*mended, *result.problems), encoding=encoding)


def _read_text(text: str, name: str, format_name: str) -> ReadResult:
    found = format_name or sniffed(text, name)
    is_other_xml = is_xml(text) and found != "moodle"
    if is_other_xml or found not in FORMATS:
        code = ProblemCode.FORMAT_XML if is_other_xml else ProblemCode.FORMAT_UNKNOWN
        return ReadResult(problems=(ItemProblem(code, line=1),))
    return replace(FORMATS[found].read(text), format=found)


def _in_said_language(row: Row, languages: Languages) -> Row:
    language = languages.get(row.number) or languages.get(0)
    if row.item is None or not language:
        return row
    return replace(row, item=in_language(row.item, language))


def _ruled(rows: Iterable[Row], known: _Known, *, is_ours: bool) -> Iterator[Row]:
    """A slug that is taken is a fault of our own files; that of any other file is made anew."""
    takers: dict[object, int] = {}
    for row in rows:
        if row.item is None:
            yield row
            continue
        checked = _checked(_with_own(row, known), known)
        if checked.item is None or checked.problems:
            yield checked
            continue
        yield _taken(checked if is_ours else _with_free_slug(checked, takers), takers)


def _checked(row: Row, known: _Known) -> Row:
    problems = problems_of(row.item, known.themes, known.album) if row.item else ()
    return row.with_problems(problems)


def _with_own(row: Row, known: _Known) -> Row:
    return _with_category(_with_themes(row, known.themes), known.album)


def _with_category(row: Row, album: AlbumRules) -> Row:
    """A category that no file knows is taken where it is one of the album's own."""
    left = [told for told in row.remarks if told.code is ProblemCode.LEFT_CATEGORY]
    if row.item is None or not left or left[0].detail not in album.categories:
        return row
    remarks = tuple(told for told in row.remarks if told not in left)
    return replace(row, item=replace(row.item, category=left[0].detail), remarks=remarks)


def _with_themes(row: Row, known_themes: Collection[str]) -> Row:
    """Tags of another tool become themes where they are some."""
    if row.item is None or not row.tags:
        return row
    room = THEME_LIMIT if row.item.kind == QuizKind.TRIVIA and not row.item.themes else 0
    themes, remarks = themes_and_remarks(row.tags, known_themes, room)
    item = replace(row.item, themes=themes) if themes else row.item
    return replace(row, item=item).with_remarks(remarks)


def _with_free_slug(row: Row, takers: dict[object, int]) -> Row:
    if row.item is None or row.item.slug not in takers:
        return row
    remark = ItemProblem(ProblemCode.SLUG_IN_USE, "slug", shown(row.item.slug))
    return replace(row, item=replace(row.item, slug="")).with_remarks([remark])


def _taken(row: Row, takers: dict[object, int]) -> Row:
    """A row, with problems where it has what a row above has; else it takes it."""
    names = _names(row.item) if row.item else []
    taken = [ItemProblem(*name[0], str(takers[name[1]])) for name in names if name[1] in takers]
    for _, name in names:
        takers.setdefault(name, row.number)
    return row.with_problems(taken)


def _names(item: CandidateItem) -> list[tuple[tuple[ProblemCode, str], object]]:
    """What no two items of a file may have in common, and where it stands."""
    names: list[tuple[tuple[ProblemCode, str], object]] = [
        ((ProblemCode.STEM_TAKEN, "stem"), identity_of(item))
    ]
    if item.slug:
        names.append(((ProblemCode.SLUG_TAKEN, "slug"), item.slug))
    return names


def identity_of(item: CandidateItem) -> tuple[str, ...]:
    """A question as compared: the same means the same words and the same answers."""
    texts = (item.stem, *(option.text for option in item.options))
    stem, *options = (f"{text.en}\n{text.ko}".casefold() for text in texts)
    return (stem, *sorted(options))
