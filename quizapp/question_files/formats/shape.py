"""From plain values (dict, list, str) to our shapes, with one problem per wrong value."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizapp.quizzes.candidate import cleaned
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .results import MAX_PROBLEMS

T = TypeVar("T")

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


def shaped(adapter: TypeAdapter[T], value: object) -> T | list[ItemProblem]:
    """`value` as the adapter's type, or every reason why it is not."""
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
    return ItemProblem(code or ProblemCode.NOT_FIELDS, ".".join(_path(error["loc"])), detail)


def _path(loc: tuple[int | str, ...]) -> Iterator[str]:
    """A dotted path with positions from 1, and nothing in it that cannot be shown."""
    for part in loc:
        yield str(part + 1) if isinstance(part, int) else shown(part)
