"""Sheets of answers for the shipped quiz."""

from quizapp.mood.publishing import PlayableEdition
from quizapp.mood.scoring import ScoreTable, next_decider
from quizapp.mood.sheet import Sheet
from tests.mood.builders import random_sheets


def core_sheet(quiz: PlayableEdition, option: int = 0) -> Sheet:
    """The same option of every core item."""
    core, rest = quiz.table.core_count, len(quiz.content.items) - quiz.table.core_count
    return Sheet((option,) * core + (None,) * rest)


def settled(quiz: PlayableEdition, sheet: Sheet, option: int | None = 0) -> Sheet:
    """The sheet with every decider that it leads to answered."""
    while (due := next_decider(quiz.table, sheet.answers, sheet.deciders)) is not None:
        answers = (*sheet.answers[:due], option, *sheet.answers[due + 1 :])
        sheet = Sheet(answers, (*sheet.deciders, due))
    return sheet


def close_sheet(quiz: PlayableEdition) -> Sheet:
    """Core answers that leave two tracks close."""
    return next(
        sheet
        for sheet in map(Sheet, _core_sheets(quiz.table))
        if next_decider(quiz.table, sheet.answers) is not None
    )


def clear_sheet(quiz: PlayableEdition) -> Sheet:
    """Core answers that need no decider."""
    return next(
        sheet
        for sheet in map(Sheet, _core_sheets(quiz.table))
        if next_decider(quiz.table, sheet.answers) is None
    )


def _core_sheets(table: ScoreTable) -> list[tuple[int | None, ...]]:
    rest = (None,) * (len(table.points) - table.core_count)
    return [sheet[: table.core_count] + rest for sheet in random_sheets(table, 200, seed=7)]


def as_fields(quiz: PlayableEdition, sheet: Sheet) -> dict[str, str]:
    """The answers as a browser sends them."""
    return {
        f"item-{item.id}": str(item.options[answer].id)
        for item, answer in zip(quiz.content.items, sheet.answers, strict=True)
        if answer is not None
    }
