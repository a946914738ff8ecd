"""View models of corrections: what the page of an answer says about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.config import house_day
from quizapp.plays.models import TriviaResponse
from quizapp.quizzes.content import ItemContent, OptionContent
from quizapp.quizzes.models import KeyCorrection
from quizapp.texts import Localized, LocalText

from .corrections import Effect, KeyChange, effect


@dataclass(frozen=True)
class Corrected:
    """The key that an editor changed after the round's edition was published.

    :ivar effect: what it changed for this response.
    """

    on: date
    old_key: LocalText
    note: str
    effect: Effect


@dataclass(frozen=True)
class Reworded:
    """The day since which other players are asked otherwise, with the editor's word about it."""

    on: date
    note: str


def key_of(item: ItemContent, corrections: Iterable[KeyCorrection]) -> OptionContent:
    """The right option of an item of an edition, as known today."""
    changes = _changes(item, corrections)
    return item.option(changes[-1].new_option_id) if changes else item.key


def _changes(item: ItemContent, corrections: Iterable[KeyCorrection]) -> list[KeyCorrection]:
    """Those that changed the key to an option that the item had when it was asked."""
    return [row for row in corrections if row.is_of_key and row.new_option_id in item.option_ids]


def corrected(
    response: TriviaResponse,
    item: ItemContent,
    corrections: Iterable[KeyCorrection],
    language: str,
) -> Corrected | None:
    """How the last correction of the key concerns a response; None where there was none."""
    rows = _changes(item, corrections)
    if not rows:
        return None
    last = rows[-1]
    return Corrected(
        on=house_day(last.corrected_at),
        old_key=_text_of(item, last.old_option_id).in_language(language),
        note=last.note,
        effect=effect(
            [KeyChange(row.corrected_at, row.old_option_id, row.new_option_id) for row in rows],
            option_id=response.option_id,
            answered_at=response.answered_at,
            is_right=response.is_right,
        ),
    )


def _text_of(item: ItemContent, option_id: int) -> Localized:
    """Of the item's own key where the option came into the item later."""
    return (item.option(option_id) if option_id in item.option_ids else item.key).text


def reworded(item: ItemContent, corrections: Sequence[KeyCorrection]) -> Reworded | None:
    """The last correction that concerns no option of the item as it was asked."""
    changes = _changes(item, corrections)
    others = [row for row in corrections if row not in changes]
    return Reworded(house_day(others[-1].corrected_at), others[-1].note) if others else None
