"""Items as the content of forms: a candidate in plain values, with what only forms have."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from quizapp.catalog.queries import themes_by_slug
from quizapp.database.db import db
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import candidate_of, frozen
from quizapp.quizzes.mapping import write as write_row
from quizapp.quizzes.models import Item, Quiz
from quizapp.quizzes.plain import ITEM, plain

from . import parts

FIRST = ("stem", "options", "explanation")
"""What histories tell first."""
DEFAULTS = {field.name: field.default for field in fields(CandidateItem)}
NO_NUMBER = -1
"""In no range, so that the rules ask for it."""


def read(item: Item) -> dict[str, Any]:
    content = from_candidate(candidate_of(item), is_ready=not item.is_draft)
    for option, row in zip(content["options"], item.options_in_use, strict=True):
        option["id"] = row.id
    return content | {"retired": item.retired_at is not None}


def write(item: Item, content: Mapping[str, Any], now: datetime) -> None:
    write_row(
        item,
        to_candidate(item.quiz.kind, content),
        themes=themes_by_slug(),
        now=now,
        option_ids=[option["id"] or 0 for option in content["options"]],
    )
    item.is_draft = not content["is_ready"]
    item.retired_at = parts.retirement(item.retired_at, content, now)


def start(quiz_id: int, content: Mapping[str, Any]) -> Item:
    return Item(
        quiz=db.session.get_one(Quiz, quiz_id),
        slug=parts.free_slug(Item, content["stem"]["en"], "item"),
        position=parts.next_position(Item, quiz_id=quiz_id),
    )


def from_candidate(candidate: CandidateItem, *, is_ready: bool) -> dict[str, Any]:
    """The content of a new item that says what a candidate says."""
    values = plain(candidate)
    del values["slug"]
    options = [{"id": 0, **option} for option in values.pop("options")]
    content = {"stem": values["stem"], "options": options, **values}
    first = {name: content[name] for name in FIRST if name in content}
    return {**first, **content, "is_ready": is_ready}


def to_candidate(kind: str, content: Mapping[str, Any]) -> CandidateItem:
    """The candidate in the content of a form or a revision, where None is nothing typed."""
    values = {name: _typed(name, content[name]) for name in DEFAULTS if name in content}
    options = [_without(option, "id") for option in content["options"]]
    return ITEM.validate_python({**values, "kind": kind, "options": options})


def to_frozen(content: Mapping[str, Any], item_id: int) -> ItemContent:
    """What an edition would freeze of an item; options without an id get one below 0."""
    kind = QuizKind.TRIVIA if "category" in content else QuizKind.MOOD
    ids = [option["id"] or -place for place, option in enumerate(content["options"], start=1)]
    return frozen(to_candidate(kind, content), item_id=item_id, option_ids=ids)


def _typed(name: str, value: Any) -> Any:
    if value is not None:
        return value
    default = DEFAULTS[name]
    return NO_NUMBER if isinstance(default, int) else default


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}
