"""Convert the answers of an API request to a `mood.sheet.Sheet`."""

from quizapp.errors import Rejected
from quizapp.mood.sheet import DECIDERS, Sheet, item_field, parse_sheet
from quizapp.quizzes.content import QuizContent

from . import schemas


class UnknownAnswer(Rejected):
    """An item or option that this edition does not have, or one item answered twice."""


def sheet_of(content: QuizContent, sent: schemas.Sheet) -> Sheet:
    """The sheet to score for an edition.

    :raises UnknownAnswer:
    """
    fields: dict[str, list[str]] = {}
    for answer in sent.answers:
        fields.setdefault(item_field(answer.item), []).append(str(answer.option))
    known = {item_field(item.id) for item in content.items}
    deciders = " ".join(map(str, sent.deciders))
    sheet = parse_sheet(content, {**fields, DECIDERS: [deciders]})
    if sheet is None or not fields.keys() <= known:
        raise UnknownAnswer("answers")
    return sheet
