"""Word the problems of a pack for the command line."""

from collections.abc import Iterable

from pydantic_core import ErrorDetails

from quizapp.quizzes.problems import ItemProblem


def problem_words(problem: ItemProblem) -> str:
    """A problem with its line and its path from the top of the file."""
    row = ["items", str(problem.row)] if problem.row else []
    path = path_words([*row, *filter(None, problem.field.split("."))])
    places = [f"line {problem.line}" if problem.line else "", path, problem.in_english()]
    return ": ".join(filter(None, places))


def schema_words(error: ErrorDetails, line: int) -> str:
    message = error["msg"].removeprefix("Value error, ")
    places = [f"line {line}", path_words(steps_of(error)), message]
    return ": ".join(filter(None, places))


def steps_of(error: ErrorDetails) -> list[str]:
    """Where a schema is broken, positions from 1."""
    return [str(step + 1) if isinstance(step, int) else step for step in error["loc"]]


def path_words(steps: Iterable[str]) -> str:
    """``items[3].stem``, as programs count, of ``items``, ``4``, ``stem``."""
    parts = (f"[{int(step) - 1}]" if step.isdecimal() else f".{step}" for step in steps)
    return "".join(parts).lstrip(".")
