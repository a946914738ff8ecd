"""Convert candidates to plain values (dict, list, str, int), as files and forms have, and back."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from .candidate import TRIVIA_FIELDS, CandidateItem, QuizHeader, cleaned
from .kinds import QuizKind
from .problems import ItemProblem, ProblemCode, shown

T = TypeVar("T")

ITEM: TypeAdapter[CandidateItem] = TypeAdapter(CandidateItem)
HEADER: TypeAdapter[QuizHeader] = TypeAdapter(QuizHeader)
MAX_PROBLEMS = 20

OMITTED: dict[str, dict[str, Any]] = {
    QuizKind.MOOD: {
        "kind": True,
        "options": {"__all__": {"is_key"}},
        **dict.fromkeys(TRIVIA_FIELDS, True),
    },
    QuizKind.TRIVIA: {"kind": True, "options": {"__all__": {"weights"}}},
}

# pydantic's names of errors, by how they begin
CODES = (
    ("missing", ProblemCode.MISSING),
    ("extra_forbidden", ProblemCode.FIELD_UNKNOWN),
    ("unexpected_keyword_argument", ProblemCode.FIELD_UNKNOWN),
    ("string", ProblemCode.NOT_TEXT),
    ("int", ProblemCode.NOT_A_NUMBER),
    ("bool", ProblemCode.NOT_YES_OR_NO),
    ("tuple", ProblemCode.NOT_A_LIST),
    ("list", ProblemCode.NOT_A_LIST),
)


def plain(candidate: CandidateItem) -> dict[str, Any]:
    """The fields that the candidate's kind has, in the order in which files have them."""
    values: dict[str, Any] = ITEM.dump_python(
        candidate, mode="json", exclude=OMITTED[candidate.kind]
    )
    return values


def shaped(adapter: TypeAdapter[T], value: object) -> T | list[ItemProblem]:
    """`value` as the adapter's type, its texts cleaned, or every reason why it is not one."""
    try:
        return adapter.validate_python(_cleaned(value))
    except ValidationError as invalid:
        return [_problem(error) for error in invalid.errors(include_url=False)[:MAX_PROBLEMS]]


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {cleaned(str(name)): _cleaned(part) for name, part in value.items()}
    return value


def _problem(error: ErrorDetails) -> ItemProblem:
    code = next((code for start, code in CODES if error["type"].startswith(start)), None)
    told: Any = error["loc"][-1] if code is ProblemCode.FIELD_UNKNOWN else error["input"]
    detail = shown(told) if isinstance(told, str | int) else ""
    path = ".".join(_path(error["loc"]))
    return ItemProblem(code or ProblemCode.NOT_FIELDS, path, detail)


def _path(loc: tuple[int | str, ...]) -> Iterator[str]:
    """A dotted path with positions from 1, and nothing in it that cannot be shown."""
    for part in loc:
        yield str(part + 1) if isinstance(part, int) else shown(part)
