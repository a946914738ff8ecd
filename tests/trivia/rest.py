"""How long items rest between two days that ask them."""

from collections.abc import Mapping, Sequence
from datetime import date


def shortest_rest(days: Mapping[date, Sequence[str]]) -> int:
    """The fewest days between two uses of an item; the number of days if no item came twice."""
    last_used: dict[str, date] = {}
    rests = [len(days)]
    for day, slugs in sorted(days.items()):
        rests += [(day - last_used[slug]).days for slug in slugs if slug in last_used]
        last_used |= dict.fromkeys(slugs, day)
    return min(rests)
