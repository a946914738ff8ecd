"""The page that corrects a published item: how it is asked, how it is saved, what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from quizapp import clock
from quizapp.config import house_day
from quizapp.editing.differences import Difference, differences
from quizapp.publishing.correction_view_models import Pending, pending
from quizapp.quizzes.content import ItemContent, OptionContent
from quizapp.quizzes.mapping import content_of
from quizapp.quizzes.models import Flag, Item, KeyCorrection
from quizapp.quizzes.queries import corrections_of, open_flags
from quizapp.texts import Localized
from quizapp.trivia.service.corrections import Owed, asked_now, owed_for

ITEM: TypeAdapter[ItemContent] = TypeAdapter(ItemContent)
NOT_COMPARED = {"id", "slug"}


@dataclass(frozen=True)
class OptionEffect:
    """An option of an item, and what it changes to make it the right one.

    :ivar is_asked: whether players are graded by it now.
    :ivar is_new: whether it came later, so that rounds already begun do not have it.
    :ivar response_count: responses that chose it and were graded wrong, with their points and how
        many of their rounds are on a leaderboard.
    """

    id: int
    text: Localized
    is_asked: bool
    is_new: bool
    response_count: int
    points: int
    board_count: int


@dataclass(frozen=True)
class CorrectionPage:
    """An item beside what players are asked of it.

    :ivar is_asked: whether it is published.
    :ivar pending: None where players are asked just what is saved.
    """

    item: Item
    is_asked: bool
    is_today: bool
    pending: Pending | None
    changed: list[Difference]
    options: list[OptionEffect]
    flags: Sequence[Flag]
    corrections: Sequence[KeyCorrection]


def correction_page(item: Item) -> CorrectionPage:
    """Load what the page shows of a trivia item; reads all responses to it."""
    today = house_day(clock.now())
    asked = asked_now(item.quiz, today).get(item.id)
    found = None if item.is_draft else pending(item, today)
    saved = content_of(item)
    return CorrectionPage(
        item=item,
        is_asked=asked is not None,
        is_today=asked is not None and today in asked.days,
        pending=found,
        changed=differences(_plain(found.asked), _plain(found.item)) if found else [],
        options=_effects(saved, asked.item) if asked else [],
        flags=open_flags(item.id),
        corrections=corrections_of(item.id),
    )


def _plain(item: ItemContent) -> dict[str, Any]:
    values: dict[str, Any] = ITEM.dump_python(item, mode="json")
    values["options"] = [
        {name: value for name, value in option.items() if name != "weights"}
        for option in values["options"]
    ]
    return {name: value for name, value in values.items() if name not in NOT_COMPARED}


def _effects(item: ItemContent, asked: ItemContent) -> list[OptionEffect]:
    owed = owed_for(item.id, item.option_ids)
    return [_effect(option, asked, owed) for option in item.options]


def _effect(option: OptionContent, asked: ItemContent, owed: Sequence[Owed]) -> OptionEffect:
    own = [each for each in owed if each.option_id == option.id]
    return OptionEffect(
        id=option.id,
        text=option.text,
        is_asked=option.id == asked.key.id,
        is_new=option.id not in asked.option_ids,
        response_count=len(own),
        points=sum(each.points for each in own),
        board_count=sum(each.is_on_board for each in own),
    )
