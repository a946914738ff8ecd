"""Draw the daily sets: the same eight items for everybody, equally hard every day."""

import hmac
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from statistics import fmean

SET_SIZE = 8
DRAWS = 40
REST_DAYS = 60
LEAST_CHOICE = 2
EXPECTED_RIGHT_WEIGHT = 10.0
TOLD_WEIGHT = 4


@dataclass(frozen=True)
class BankItem:
    """What the schedule has to know of an item.

    :ivar p: the expected share of right answers, 0-1.
    :ivar spoiler_episode: safe for whoever has watched up to this episode; 0 = always safe.
    :ivar tells: the slugs of the items whose right answer is known to whoever has met this one.
    """

    slug: str
    category: str
    p: float
    spoiler_episode: int = 0
    tells: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wording:
    """What an item says before the next one is asked (its stem, its explanation), and its key."""

    said: str
    key: str


def with_tells(bank: Iterable[BankItem], wordings: Mapping[str, Wording]) -> list[BankItem]:
    """The items, each with the slugs of those whose keys its texts give away as whole words.

    :param wordings: by slug, those of all items in one language.
    """
    keys = {
        slug: re.compile(rf"(?<!\w){re.escape(wording.key)}(?!\w)", re.IGNORECASE)
        for slug, wording in wordings.items()
    }
    return [
        replace(item, tells=frozenset(slug for slug, key in keys.items() if key.search(said)))
        for item in bank
        for said in [wordings[item.slug].said]
    ]


def safe_items(bank: Iterable[BankItem], *, watched_up_to: int) -> list[BankItem]:
    """The items that spoil nothing for somebody who has watched up to this episode."""
    return [item for item in bank if item.spoiler_episode <= watched_up_to]


def days_ahead(
    bank: Sequence[BankItem],
    *,
    past: Mapping[date, Sequence[str]],
    first: date,
    count: int,
    secret: bytes,
) -> dict[date, list[str]]:
    """The sets of the days from `first` on that `past` does not hold yet.

    :param bank: the items that may be drawn, already without spoilers.
    :param past: all days scheduled so far, with the slugs of their items; none is ever changed.
    """
    known = dict(past)
    made: dict[date, list[str]] = {}
    for day in (first + timedelta(days=number) for number in range(count)):
        if day not in known:
            known[day] = made[day] = daily_set(bank, day=day, past=known, secret=secret)
    return made


def daily_set(
    bank: Sequence[BankItem], *, day: date, past: Mapping[date, Sequence[str]], secret: bytes
) -> list[str]:
    """The slugs of one day's items, easiest first: one from each octile of difficulty.

    Of 40 draws the best is taken: categories as even as they can be, the expected number of right
    answers near that of the whole bank, and no item that tells a later one's answer. No item of
    the last 60 days is drawn while an octile has others. Where it has fewer than two, the two used
    longest ago stand by: strictly the one used longest ago would soon repeat the same sets in the
    same order. So n items an octile stay away for at least n - 1 days. A bank of fewer than eight
    items gives them all.

    :param secret: seeds the draws together with the day (HMAC), so that nobody can compute
        tomorrow's set from the published code.
    """
    if not bank:
        return []
    last_used = _last_used(past, day)
    choices = [_rested(octile, last_used, day) for octile in _octiles(bank)]
    # Not a secret itself: only its seed has to be one.
    rng = random.Random(_seed(secret, day))  # noqa: S311
    draws = [[rng.choice(items) for items in choices] for _ in range(DRAWS)]
    goal = fmean(item.p for item in bank) * len(choices)
    best = min(draws, key=lambda items: _unevenness(items, goal))
    return [item.slug for item in best]


def _seed(secret: bytes, day: date) -> bytes:
    return hmac.digest(secret, day.isoformat().encode(), "sha256")


def _last_used(past: Mapping[date, Sequence[str]], day: date) -> dict[str, date]:
    """When each item was last used before the day."""
    before = sorted(each for each in past if each < day)
    return {slug: each for each in before for slug in past[each]}


def _octiles(bank: Sequence[BankItem]) -> list[list[BankItem]]:
    """Eight equal parts (give or take one item), easiest first; fewer if items are fewer."""
    by_ease = sorted(bank, key=lambda item: (-item.p, item.slug))
    parts = min(SET_SIZE, len(by_ease))
    bounds = [part * len(by_ease) // parts for part in range(parts + 1)]
    return [by_ease[start:end] for start, end in pairwise(bounds)]


def _rested(octile: list[BankItem], last_used: dict[str, date], day: date) -> list[BankItem]:
    """Those not used for 60 days; if they are fewer than two, the two used longest ago.

    Only one stands by in an octile of two, so that nothing comes back on the next day.
    """
    longest_ago_first = sorted(
        octile, key=lambda item: (last_used.get(item.slug, date.min), item.slug)
    )
    wake_up = day - timedelta(days=REST_DAYS)
    rested = [item for item in octile if last_used.get(item.slug, date.min) < wake_up]
    least_choice = max(1, min(LEAST_CHOICE, len(octile) - 1))
    return rested if len(rested) >= least_choice else longest_ago_first[:least_choice]


def _unevenness(items: Sequence[BankItem], goal: float) -> float:
    """How far a draw is from even categories, the expected number right, and keeping secrets."""
    # Squares of counts are smallest where counts are even. Whole numbers, because a sum of
    # fractions would depend on the order of a set, and with it the draw on the process.
    imbalance = sum(count**2 for count in Counter(item.category for item in items).values())
    told = sum(later.slug in earlier.tells for earlier, later in combinations(items, 2))
    off_goal = abs(sum(item.p for item in items) - goal)
    return imbalance + EXPECTED_RIGHT_WEIGHT * off_goal + TOLD_WEIGHT * told
