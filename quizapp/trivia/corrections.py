"""What the correction of a key means for a response: both keys count for who answered before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class KeyChange:
    """From ``at`` on the option ``new_id`` is right, where ``old_id`` was."""

    at: datetime
    old_id: int
    new_id: int


class Effect(StrEnum):
    """What corrections changed for one response."""

    GIVEN = "given"
    """It was wrong and counts as right since, with its points."""
    KEPT = "kept"
    """It was right and stays so."""
    NONE = "none"
    """It was wrong and stays so."""
    AFTER = "after"
    """It was graded by the corrected key."""


def effect(
    changes: Sequence[KeyChange], *, option_id: int, answered_at: datetime, is_right: bool
) -> Effect:
    """What the changes meant for a response.

    :param changes: in their order.
    :param is_right: whether the response counts as right now.
    """
    later = [change for change in changes if change.at > answered_at]
    if not later:
        return Effect.AFTER
    if option_id == later[0].old_id:
        return Effect.KEPT
    return Effect.GIVEN if is_right else Effect.NONE
