"""Open Trivia DB: read the JSON of its API, in any of its four encodings.

https://opentdb.com/api_config.php: HTML entities (the default), the legacy and the RFC 3986 URL
encoding, or base64. Categories there are not ours, so an editor chooses one afterwards.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote_plus

from pydantic import TypeAdapter

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, cleaned
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.plain import shaped
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .language import language_of, localized
from .markup import unescaped
from .results import (
    MAX_DEPTH,
    ReadResult,
    Row,
    Unreadable,
    at_most_max_rows,
    character_shown,
    refusing,
)

EXTENSION = ".json"
STARS = {"easy": 2, "medium": 3, "hard": 4}
TYPES = ("multiple", "boolean")
BASE64_TYPES = tuple(base64.b64encode(name.encode()).decode() for name in TYPES)

# An unclosed string runs to the end, so that the search stays linear.
STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
RESULTS = re.compile(r'(?<!\\)"results"\s*:\s*\[|^\s*\[')
SPACE_OR_COMMA = re.compile(r"[\s,]*")
URL_ENCODED = re.compile(r"[A-Za-z0-9\-._~%+]*")

# Numbers are kept as typed: nobody needs their value, and 9,000 digits cost too much.
DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


@dataclass(frozen=True)
class Entry:
    question: str
    correct_answer: str
    incorrect_answers: list[str]
    type: str = "multiple"
    difficulty: str = "medium"


ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


@refusing
def read(text: str) -> ReadResult:
    """An answer of the API, or only its list of results."""
    entries = _entries(text)
    lines = _lines(text, len(entries))
    rows = (
        _row(number, line, entry)
        for number, (line, entry) in enumerate(zip(lines, entries, strict=True), start=1)
    )
    return ReadResult(at_most_max_rows(rows))


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The entries of `rows` as a file to fix; `problems` is a field that `read` skips."""
    entries = [_rejected_entry(row, [reason(problem) for problem in row.problems]) for row in rows]
    return json.dumps({"results": entries}, ensure_ascii=False, indent=2) + "\n"


def _rejected_entry(row: Row, reasons: list[str]) -> Any:
    if not isinstance(row.source, dict):
        return {"problems": reasons, "entry": row.source}
    return {"problems": reasons, **row.source}


def _entries(text: str) -> list[Any]:
    _refuse_depth(text)
    try:
        value = DECODER.decode(text.strip())
    except json.JSONDecodeError as broken:
        at = broken.pos + len(text) - len(text.lstrip())
        line, begin = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at)
        place = character_shown(text, at, at - begin)
        raise Unreadable(ProblemCode.SYNTAX_AT, place, line) from None
    if isinstance(value, dict) and "results" not in value:
        raise Unreadable(ProblemCode.FORMAT_JSON, shown(", ".join(value) or "{}"), 1)
    entries = value.get("results") if isinstance(value, dict) else value
    if not isinstance(entries, list) or not entries:
        raise Unreadable(ProblemCode.NO_ITEMS)
    return entries


def _refuse_depth(text: str) -> None:
    """Before the decoder, which recurses."""
    bare = STRING.sub("", text)
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH:
            raise Unreadable(ProblemCode.TOO_DEEP, str(MAX_DEPTH))


def _lines(text: str, count: int) -> Iterator[int]:
    """The line on which each of the `count` entries begins."""
    start = RESULTS.search(text)
    position, line = (start.end() if start else 0), 1
    line += text.count("\n", 0, position)
    for _ in range(count):
        gap = SPACE_OR_COMMA.match(text, position)
        begin = gap.end() if gap else position
        line += text.count("\n", position, begin)
        yield line
        position = _end_of_value(text, begin)
        line += text.count("\n", begin, position)


def _end_of_value(text: str, begin: int) -> int:
    try:
        return DECODER.raw_decode(text, begin)[1]
    except json.JSONDecodeError:
        return begin  # a second "results" inside the file: the lines are then approximate


def _row(number: int, line: int, source: Any) -> Row:
    row = Row(number, line, source)
    fields = source
    if isinstance(source, dict):
        fields = {name: value for name, value in source.items() if name != "problems"}
    entry = shaped(ENTRY, fields)
    if not isinstance(entry, Entry):
        return row.with_problems(entry)
    try:
        item = _item(entry, _decoder(entry))
    except (binascii.Error, UnicodeDecodeError):
        return row.with_problems([ItemProblem(ProblemCode.ENTRY_ENCODING)])
    return replace(row, item=item, given=frozenset({"stars"} if "difficulty" in fields else ()))


def _decoder(entry: Entry) -> Callable[[str], str]:
    if entry.type in BASE64_TYPES:
        return _from_base64
    texts = (entry.question, entry.correct_answer, *entry.incorrect_answers)
    if any("%" in text for text in texts) and all(map(URL_ENCODED.fullmatch, texts)):
        return unquote_plus
    return unescaped


def _from_base64(text: str) -> str:
    return base64.b64decode(text, validate=True).decode("utf-8")


def _item(entry: Entry, decode: Callable[[str], str]) -> CandidateItem:
    def text_of(value: str) -> str:
        return cleaned(decode(value))

    stem = text_of(entry.question)
    key = text_of(entry.correct_answer)
    language = language_of(stem)
    wrong = [(text_of(answer), False) for answer in entry.incorrect_answers]
    # Sorted, because the API always tells the right answer first.
    options = sorted([(key, True), *wrong])
    return CandidateItem(
        kind=QuizKind.TRIVIA,
        stem=localized(stem, language),
        options=tuple(
            CandidateOption(localized(text, language), is_key) for text, is_key in options
        ),
        stars=STARS.get(text_of(entry.difficulty), STARS["medium"]),
    )
