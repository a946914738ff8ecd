"""From plain values (dict, list, str) to our shapes, with one problem per wrong value."""

from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from quizapp.quizzes.candidate import cleaned
from quizapp.quizzes.problems import Code, Problem, shown

from .results import MAX_PROBLEMS

T = TypeVar("T")

# pydantic's names of errors, by how they begin
CODES = (
    ("missing", Code.MISSING),
    ("extra_forbidden", Code.FIELD_UNKNOWN),
    ("unexpected_keyword_argument", Code.FIELD_UNKNOWN),
    ("string", Code.NOT_TEXT),
    ("int", Code.NOT_A_NUMBER),
    ("bool", Code.NOT_YES_OR_NO),
    ("tuple", Code.NOT_A_LIST),
    ("list", Code.NOT_A_LIST),
)


def shaped(adapter: TypeAdapter[T], value: object) -> T | list[Problem]:
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


def _problem(error: ErrorDetails) -> Problem:
    code = next((code for start, code in CODES if error["type"].startswith(start)), None)
    told: Any = error["loc"][-1] if code is Code.FIELD_UNKNOWN else error["input"]
    detail = shown(told) if isinstance(told, str | int) else ""
    return Problem(code or Code.NOT_FIELDS, ".".join(_path(error["loc"])), detail)


def _path(loc: tuple[int | str, ...]) -> Iterator[str]:
    """A dotted path with positions from 1, and nothing in it that cannot be shown."""
    for part in loc:
        yield str(part + 1) if isinstance(part, int) else shown(part)
