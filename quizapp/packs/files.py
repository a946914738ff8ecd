"""Read a content pack from its directory, check it, and write it back as text.

A pack is a directory with ``album.yaml`` and, optionally, ``mood.yaml`` and ``trivia.yaml``.
Problems name the file, the line and the path in it:
``mood.yaml: line 40: items[3].options[1].weights: At most 3 themes; this one has 4.``
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from quizapp.question_files.formats import read_upload, yaml_pack
from quizapp.question_files.formats.decode import decode
from quizapp.question_files.formats.results import Unreadable
from quizapp.question_files.formats.yaml_text import Parts, dumped, line_at, parts_of, plain_value
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode
from quizapp.quizzes.rules import USUAL, AlbumRules

from .album_files.writing import album_part
from .messages import problem_words, schema_words, steps_of
from .rules import album_problems, quiz_problems, rules_of
from .schemas import AlbumFile, Pack, QuizFile

__all__ = ["Pack", "PackRefused", "dump_pack", "read_pack"]

ALBUM = "album.yaml"
QUIZZES = {f"{kind}.yaml": kind for kind in QuizKind}
FILES = (ALBUM, *QUIZZES)


class PackRefused(Exception):
    """The pack breaks its rules; ``problems`` holds one line for each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_pack(directory: Path) -> Pack:
    """The checked pack.

    :raises PackRefused: with every problem that could be found. The rules between the parts of a
        file are looked at when its parts are sound.
    """
    problems = [*_wrong_files(directory)]
    album, found = _album(directory / ALBUM)
    problems += found
    themes = {theme.slug for theme in album.themes} if album else None
    rules = rules_of(album) if album else USUAL
    quizzes: dict[str, QuizFile] = {}
    for name, kind in QUIZZES.items():
        if (directory / name).is_file():
            quiz, found = _quiz(directory / name, kind, themes, rules)
            problems += found
            quizzes |= {kind.value: quiz} if quiz else {}
    problems += _shared_slugs(quizzes)
    if problems or album is None:
        raise PackRefused(problems)
    return Pack(album, **quizzes)


def dump_pack(pack: Pack) -> dict[str, str]:
    """File name to YAML text; written to a directory and read again they give the same pack."""
    quizzes = {"mood.yaml": pack.mood, "trivia.yaml": pack.trivia}
    return {
        ALBUM: dumped(album_part(pack.album)),
        **{name: yaml_pack.write(q.items, q.quiz) for name, q in quizzes.items() if q},
    }


def _wrong_files(directory: Path) -> Iterator[str]:
    if not (directory / ALBUM).is_file():
        yield f"{ALBUM}: is missing"
    for path in sorted(directory.glob("*.y*ml")):
        if path.name not in FILES:
            yield f"{path.name}: is no file of a pack, which are {', '.join(FILES)}"


def _album(path: Path) -> tuple[AlbumFile | None, list[str]]:
    if not path.is_file():
        return None, []
    try:
        text, _encoding, mended = decode(path.read_bytes())
        parts = parts_of(text)
    except Unreadable as unreadable:
        return None, _lines(path, [unreadable.problem])
    found: list[ItemProblem] = [*mended]
    values = plain_value(parts.root, found)
    values.pop("format", None)
    problems = _lines(path, found)
    try:
        album = AlbumFile.model_validate(values)
    except ValidationError as invalid:
        return None, problems + [_schema_line(path, parts, e) for e in invalid.errors()]
    return album, problems + [f"{path.name}: {problem}" for problem in album_problems(album)]


def _schema_line(path: Path, parts: Parts, error: ErrorDetails) -> str:
    return f"{path.name}: {schema_words(error, line_at(parts.root, steps_of(error)))}"


def _quiz(
    path: Path, kind: QuizKind, themes: set[str] | None, rules: AlbumRules
) -> tuple[QuizFile | None, list[str]]:
    """:param themes: None where they are not known, so that none is unknown."""
    result = read_upload(
        path.read_bytes(), known_themes=themes or (), format_name="yaml", album=rules
    )
    if result.header and result.header.kind != kind:
        return None, [f"{path.name}: quiz.kind: is {result.header.kind}, must be {kind}"]
    found = [*result.problems, *(problem for row in result.rows for problem in row.problems)]
    if themes is None:
        found = [problem for problem in found if problem.code != ProblemCode.THEME_UNKNOWN]
    if found:
        return None, _lines(path, found)
    if problems := [f"{path.name}: {problem}" for problem in quiz_problems(result)]:
        return None, problems
    assert result.header is not None
    return QuizFile(result.header, result.items), []


def _shared_slugs(quizzes: dict[str, QuizFile]) -> Iterator[str]:
    slugs = {file.quiz.slug for file in quizzes.values()}
    if len(slugs) < len(quizzes):
        yield f"trivia.yaml: quiz.slug: {slugs.pop()} is taken by mood.yaml"


def _lines(path: Path, problems: Iterable[ItemProblem]) -> list[str]:
    return [f"{path.name}: {problem_words(problem)}" for problem in problems]
