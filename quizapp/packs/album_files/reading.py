"""Read the one file of an album: its catalog, which has to be sound, and questions one by one.

The file has the parts of a content pack under one roof: those of ``album.yaml`` at the top, and
those of ``mood.yaml`` and ``trivia.yaml`` below ``mood`` and ``trivia``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quizapp.packs.messages import path_words, steps_of
from quizapp.packs.rules import album_problems, rules_of
from quizapp.packs.schemas import UNFINISHED, AlbumFile, Pack, QuizFile
from quizapp.question_files.formats import ruled
from quizapp.question_files.formats.decode import decode
from quizapp.question_files.formats.results import ReadResult, Row, Unreadable
from quizapp.question_files.formats.yaml_pack import read_quiz
from quizapp.question_files.formats.yaml_text import (
    Parts,
    line_at,
    line_of,
    parts_below,
    parts_of,
    plain_value,
)
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.quizzes.text_rules import header_problems

CATALOG = ("album", "themes", "artists", "tracks", "chapters")
LISTS = CATALOG[1:]
DRAFTS = "drafts"
NAMES = {"album": "title", "themes": "label", "artists": "name", "tracks": "title"} | {
    "chapters": "title"
}
"""What each thing is called by, in one language at least."""
UNFINISHED_TEXTS = ("title.", "intro.")
"""What the quiz of an album that is still worked at may lack."""
Name = tuple[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: where, and what was found there.

    ``problem`` is a problem with words of its own; otherwise ``words`` say it in English.
    """

    line: int
    path: str
    words: str = ""
    problem: ItemProblem | None = None

    def __str__(self) -> str:
        said = self.problem.in_english() if self.problem else self.words
        line = f"line {self.line}" if self.line else ""
        return ": ".join(filter(None, (line, self.path, said)))


@dataclass(frozen=True)
class AlbumRead:
    """What was read of a file.

    ``pack`` is None where ``faults`` refuse the file; otherwise it has all but ``bad``: the
    questions that broke a rule, by kind of quiz. ``drafts`` are the slugs of questions that are
    not ready; ``lines`` say where each thing begins.
    """

    pack: Pack | None = None
    faults: tuple[Fault, ...] = ()
    bad: tuple[tuple[str, Row], ...] = ()
    drafts: frozenset[str] = frozenset()
    lines: dict[Name, int] = field(default_factory=dict)

    @property
    def bad_faults(self) -> list[Fault]:
        """What is wrong with the bad questions."""
        return [_fault(problem, kind) for kind, row in self.bad for problem in row.problems]


@dataclass(frozen=True)
class _Quiz:
    file: QuizFile | None
    faults: tuple[Fault, ...]
    rows: tuple[Row, ...] = ()
    drafts: frozenset[str] = frozenset()


def read_album_file(data: bytes) -> AlbumRead:
    """Everything in a file; whatever somebody sent, it is read or refused with reasons."""
    try:
        text, _encoding, _mended = decode(data)
        return _read(parts_of(text))
    except Unreadable as unreadable:
        return AlbumRead(faults=(_fault(unreadable.problem),))


def _read(parts: Parts) -> AlbumRead:
    """:raises Unreadable: when a quiz has a part twice."""
    album, faults = _catalog(parts)
    faults += [_fault(told) for told in parts.unknown(*CATALOG, *QuizKind)]
    if album is None:
        return AlbumRead(faults=tuple(faults))
    quizzes = {
        kind.value: _quiz(parts_below(parts.nodes[kind]), kind, album)
        for kind in QuizKind
        if kind in parts
    }
    faults += [fault for quiz in quizzes.values() for fault in quiz.faults]
    faults += _shared_slugs(parts, [quiz.file for quiz in quizzes.values() if quiz.file])
    if faults:
        return AlbumRead(faults=tuple(faults))
    return AlbumRead(
        Pack(album, **{kind: quiz.file for kind, quiz in quizzes.items()}),
        bad=tuple((k, row) for k, quiz in quizzes.items() for row in quiz.rows if row.problems),
        drafts=frozenset().union(*(quiz.drafts for quiz in quizzes.values())),
        lines={**_catalog_lines(parts, album), **_quiz_lines(parts, quizzes)},
    )


def _shared_slugs(parts: Parts, files: list[QuizFile]) -> Iterator[Fault]:
    """A slug names one quiz and one question, so the two quizzes may not share any."""
    if len(files) < 2:
        return
    mood, trivia = ({file.quiz.slug, *(item.slug for item in file.items)} for file in files)
    for slug in sorted(mood & trivia):
        line = line_of(parts.nodes[QuizKind.TRIVIA])
        yield Fault(line, str(QuizKind.TRIVIA), f"has the slug {slug!r} of the other quiz")


def _catalog(parts: Parts) -> tuple[AlbumFile | None, list[Fault]]:
    found: list[ItemProblem] = []
    values = {n: plain_value(parts.nodes[n], found) for n in CATALOG if n in parts}
    faults = [_fault(problem) for problem in found]
    try:
        album = AlbumFile.model_validate({**_empty_lists(values), **values}, context=UNFINISHED)
    except ValidationError as invalid:
        return None, faults + [_schema_fault(parts, error) for error in invalid.errors()]
    told = [*album_problems(album), *_nameless(album)]
    return album, faults + [_rule_fault(parts, words) for words in told]


def _empty_lists(values: dict[str, Any]) -> dict[str, Any]:
    """A list that a file leaves out, or leaves empty, has nothing in it."""
    empty = [name for name in LISTS if values.get(name, "") == ""]
    for name in empty:
        values.pop(name, None)
    return {name: [] for name in empty}


def _nameless(album: AlbumFile) -> Iterator[str]:
    if not any(album.album.title.model_dump().values()):
        yield "album.title: is empty in both languages"
    for part in LISTS:
        for at, thing in enumerate(getattr(album, part)):
            if not any(getattr(thing, NAMES[part]).model_dump().values()):
                yield f"{part}[{at}].{NAMES[part]}: is empty in both languages"


def _schema_fault(parts: Parts, error: ErrorDetails) -> Fault:
    steps = steps_of(error)
    message = error["msg"].removeprefix("Value error, ")
    found = error["input"]
    told = f" (found: {shown(found)})" if isinstance(found, str | int) and found != "" else ""
    return Fault(line_at(parts.root, steps), path_words(steps), message + told)


def _rule_fault(parts: Parts, told: str) -> Fault:
    """A rule of packs, which says ``tracks[3].scene.source: is none of …``."""
    path, _, words = told.partition(": ")
    steps = [str(int(step) + 1) if step.isdecimal() else step for step in _steps(path)]
    return Fault(line_at(parts.root, steps), path, words)


def _steps(path: str) -> list[str]:
    return path.replace("[", ".").replace("]", "").split(".")


def _quiz(parts: Parts, kind: QuizKind, album: AlbumFile) -> _Quiz:
    try:
        result = read_quiz(_with_items(parts), DRAFTS)
    except Unreadable as unreadable:
        return _Quiz(None, (_fault(unreadable.problem, kind),))
    themes = {theme.slug for theme in album.themes}
    rows = ruled(result.rows, themes, rules_of(album), is_ours=True)
    rows = tuple(_with_slug(row) for row in rows)
    faults = [_fault(problem, kind) for problem in result.problems]
    faults += _header_faults(result, parts, kind)
    faults += _draft_faults(parts, kind, rows)
    if faults or result.header is None:
        return _Quiz(None, tuple(faults))
    items = tuple(row.item for row in rows if row.item and not row.problems)
    return _Quiz(QuizFile(result.header, items), (), rows, _drafts(parts))


def _with_items(parts: Parts) -> Parts:
    """A quiz may still be without questions."""
    node = parts.nodes.get("items")
    if node is not None and node.value not in ("", "~", "null"):
        return parts
    line_start = (node or parts.root).start_mark
    nothing = yaml.SequenceNode("tag:yaml.org,2002:seq", [], line_start)
    return Parts(parts.root, {**parts.nodes, "items": nothing})


def _with_slug(row: Row) -> Row:
    """A question without a slug cannot be known again, so its file has to give it one."""
    missing = row.item is not None and not row.item.slug
    return row.with_problems([ItemProblem(ProblemCode.MISSING, "slug")] if missing else [])


def _header_faults(result: ReadResult, parts: Parts, kind: QuizKind) -> Iterator[Fault]:
    node = parts.nodes.get("quiz")
    if node is None:
        yield Fault(line_of(parts.root), f"{kind}.quiz", "is missing")
    if result.header is None or node is None:
        return
    if result.header.kind != kind:
        yield Fault(line_of(node), f"{kind}.quiz.kind", f"is {result.header.kind}, must be {kind}")
    for problem in header_problems(result.header):
        if problem.code is ProblemCode.MISSING and problem.field.startswith(UNFINISHED_TEXTS):
            continue
        path = f"{kind}.quiz.{problem.field}"
        yield Fault(line_at(node, problem.field.split(".")), path, problem=problem)


def _drafts(parts: Parts) -> frozenset[str]:
    node = parts.nodes.get(DRAFTS)
    listed = node.value if isinstance(node, yaml.SequenceNode) else ()
    return frozenset(part.value for part in listed if isinstance(part, yaml.ScalarNode))


def _draft_faults(parts: Parts, kind: QuizKind, rows: Iterable[Row]) -> Iterator[Fault]:
    """What keeps a question from being taken as the draft that it was meant to be.

    Where a question could not be read, its slug is not known, and any name may be its.
    """
    node = parts.nodes.get(DRAFTS)
    if node is None or node.value in ("", "~", "null"):
        return
    path = f"{kind}.{DRAFTS}"
    if not isinstance(node, yaml.SequenceNode):
        yield Fault(line_of(node), path, "must be a list of slugs")
        return
    slugs = {row.item.slug if row.item else "" for row in rows}
    for part in node.value:
        is_slug = isinstance(part, yaml.ScalarNode)
        if not is_slug or (part.value not in slugs and "" not in slugs):
            said = shown(part.value) if is_slug else "something else"
            yield Fault(line_of(part), path, f"names no question of this quiz: {said}")


def _fault(problem: ItemProblem, kind: str = "") -> Fault:
    row = [kind, "items", str(problem.row)] if problem.row else [kind]
    steps = [*filter(None, row), *filter(None, problem.field.split("."))]
    return Fault(problem.line, path_words(steps), problem=problem)


def _catalog_lines(parts: Parts, album: AlbumFile) -> dict[Name, int]:
    lines = {("album", album.album.slug): line_of(parts.nodes["album"])}
    for part in LISTS:
        things = getattr(album, part)
        if things:
            lines |= _lines(part.removesuffix("s"), things, parts.nodes[part])
    return lines


def _lines(kind: str, things: Iterable[Any], node: yaml.Node) -> dict[Name, int]:
    pairs = zip(things, node.value, strict=True)
    return {(kind, thing.slug): line_of(place) for thing, place in pairs}


def _quiz_lines(parts: Parts, quizzes: dict[str, _Quiz]) -> dict[Name, int]:
    lines = {
        ("quiz", quiz.file.quiz.slug): line_of(parts.nodes[kind])
        for kind, quiz in quizzes.items()
        if quiz.file
    }
    rows = (row for quiz in quizzes.values() for row in quiz.rows if row.item)
    return lines | {("item", row.item.slug): row.line for row in rows if row.item}
