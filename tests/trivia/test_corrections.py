"""What the correction of a key means for a response given before or after it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.trivia.corrections import Effect, KeyChange, effect

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW, THIRD = 1, 2, 3
ONCE = [KeyChange(NOON, OLD, NEW)]
TWICE = [*ONCE, KeyChange(NOON + 2 * HOUR, NEW, THIRD)]


@pytest.mark.parametrize(
    ("changes", "option_id", "after", "is_right", "expected"),
    [
        (ONCE, OLD, -HOUR, True, Effect.KEPT),
        (ONCE, NEW, -HOUR, True, Effect.GIVEN),
        (ONCE, THIRD, -HOUR, False, Effect.NONE),
        (ONCE, OLD, HOUR, False, Effect.AFTER),
        (ONCE, NEW, HOUR, True, Effect.AFTER),
        (TWICE, OLD, -HOUR, True, Effect.KEPT),
        (TWICE, THIRD, -HOUR, True, Effect.GIVEN),
        (TWICE, OLD, HOUR, False, Effect.NONE),
        (TWICE, NEW, HOUR, True, Effect.KEPT),
        (TWICE, THIRD, HOUR, True, Effect.GIVEN),
    ],
)
def test_effect(
    changes: list[KeyChange], option_id: int, after: timedelta, is_right: bool, expected: Effect
) -> None:
    found = effect(changes, option_id=option_id, answered_at=NOON + after, is_right=is_right)

    assert found == expected


@given(
    keys=st.lists(st.integers(1, 4), min_size=2, max_size=5),
    option_id=st.integers(1, 4),
    hours=st.integers(-2, 6),
)
def test_nobody_who_is_right_hears_that_nothing_was_given(
    keys: list[int], option_id: int, hours: int
) -> None:
    """An option counts as right when it was the key at the time of the answer or later."""
    changes = [
        KeyChange(NOON + place * HOUR, old, new) for place, (old, new) in enumerate(pairwise(keys))
    ]
    answered_at = NOON + hours * HOUR - HOUR / 2
    since = [change for change in changes if change.at > answered_at]
    keys_since = {key for change in since for key in (change.old_id, change.new_id)}

    found = effect(
        changes,
        option_id=option_id,
        answered_at=answered_at,
        is_right=option_id in (keys_since or {keys[-1]}),
    )

    assert (found == Effect.NONE) == bool(since and option_id not in keys_since)
