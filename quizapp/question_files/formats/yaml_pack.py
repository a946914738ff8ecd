"""Read and write our quiz files (`mood.yaml`, `trivia.yaml`) without loss."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import yaml

from quizapp.quizzes.candidate import CandidateItem, QuizHeader
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.plain import HEADER, ITEM, plain, shaped
from quizapp.quizzes.problems import ItemProblem, ProblemCode

from .results import ReadResult, Row, Unreadable, at_most_max_rows, refusing
from .yaml_text import FORMAT, Parts, at_lines, dumped, line_of, parts_of, plain_value

EXTENSION = ".yaml"

LEFT_OUT = {"is_key": False, "weights": {}, "label_ko": ""}
"""What a file need not say."""


@refusing
def read(text: str) -> ReadResult:
    """A whole quiz file, or only its `items:`, or a bare list of items."""
    return read_quiz(parts_of(text))


def read_quiz(parts: Parts, *further: str) -> ReadResult:
    """The header and the items in the parts of a quiz.

    :param further: names of parts that are not looked at here.
    :raises Unreadable: without items, or with too many.
    """
    items = parts.nodes.get("items")
    if not isinstance(items, yaml.SequenceNode):
        raise Unreadable(ProblemCode.NO_ITEMS, line=line_of(items or parts.root))
    header, problems = _header(parts, further)
    kind = header.kind if header else ""
    rows = (_row(number, node, kind) for number, node in enumerate(items.value, start=1))
    return ReadResult(at_most_max_rows(rows), tuple(problems), header)


def write(items: Iterable[CandidateItem], header: QuizHeader | None = None) -> str:
    """The file of `items`, which should be of the header's kind where there is a header."""
    return dumped({"format": int(FORMAT), **quiz_part(items, header)})


def quiz_part(items: Iterable[CandidateItem], header: QuizHeader | None = None) -> dict[str, Any]:
    """What the file of a quiz holds, as plain values."""
    quiz = HEADER.dump_python(header, mode="json", exclude_none=True) if header else None
    named = {"quiz": quiz} if quiz else {}
    return {**named, "items": [_short(plain(item)) for item in items]}


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The items of `rows` as a file to fix, each below its reasons."""
    return "items:\n" + "\n".join(_rejected_item(row, reason) for row in rows)


def _rejected_item(row: Row, reason: Callable[[ItemProblem], str]) -> str:
    reasons = "".join(f"# {reason(problem)}\n" for problem in row.problems)
    return reasons + dumped([row.source])


def _header(parts: Parts, further: Sequence[str]) -> tuple[QuizHeader | None, list[ItemProblem]]:
    problems = parts.unknown("quiz", "items", *further)
    if "quiz" not in parts:
        return None, problems
    node = parts.nodes["quiz"]
    header = shaped(HEADER, plain_value(node, problems))
    if isinstance(header, QuizHeader):
        return header, problems
    return None, problems + at_lines(header, node, "quiz.")


def _row(number: int, node: yaml.Node, kind: str) -> Row:
    problems: list[ItemProblem] = []
    value = plain_value(node, problems)
    row = Row(number, line_of(node), value)
    if not isinstance(value, dict):
        return row.with_problems([*problems, ItemProblem(ProblemCode.NOT_FIELDS)])
    item = shaped(ITEM, {"kind": kind or _kind_of(value), **value})
    if isinstance(item, CandidateItem):
        given = frozenset({"stars", "spoiler_episode"}.intersection(value))
        return Row(number, row.line, value, item, given=given).with_problems(problems)
    return row.with_problems(problems + at_lines(item, node))


def _kind_of(item: dict[str, Any]) -> str:
    options = item.get("options")
    weighed = isinstance(options, list) and any(
        isinstance(option, dict) and "weights" in option for option in options
    )
    return QuizKind.MOOD.value if weighed else QuizKind.TRIVIA.value


def _short(value: Any) -> Any:
    """Plain values without those that `LEFT_OUT` names."""
    if isinstance(value, list):
        return [_short(part) for part in value]
    if isinstance(value, dict):
        return {
            name: _short(part)
            for name, part in value.items()
            if name not in LEFT_OUT or part != LEFT_OUT[name]
        }
    return value
