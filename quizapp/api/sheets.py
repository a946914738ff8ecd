"""A sheet as programs send it becomes the sheet that is scored."""

from quizapp.errors import Rejected
from quizapp.mood.sheet import Sheet
from quizapp.quizzes.content import QuizContent

from . import schemas


class UnknownAnswer(Rejected):
    """An item or option that this edition does not have, or one item answered twice."""


def sheet_of(content: QuizContent, sent: schemas.Sheet) -> Sheet:
    """:raises UnknownAnswer:"""
    chosen = {answer.item: answer.option for answer in sent.answers}
    ids = [item.id for item in content.items]
    is_known = chosen.keys() <= set(ids) and set(sent.deciders) <= set(ids[content.core_count :])
    if len(chosen) < len(sent.answers) or not is_known:
        raise UnknownAnswer("answers")
    answers = [
        _place([option.id for option in item.options], chosen[item.id])
        if item.id in chosen
        else None
        for item in content.items
    ]
    return Sheet(tuple(answers), tuple(map(ids.index, sent.deciders)))


def _place(options: list[int], option: int) -> int:
    if option not in options:
        raise UnknownAnswer("answers")
    return options.index(option)
