"""``python -m benchmarks.edge``: how much of the traffic a CDN before the game would answer itself.

A simulation, not a measurement. Visits to shared results are drawn at random: results become
popular by a power law, and most visits to one come soon after it was made. Each visit loads a page,
which is always the game's to answer, and a card, which an edge with room for so many cards may
still have. One edge of the least-recently-used kind; all is made smaller by the same factor.
"""

import argparse
import random
from bisect import bisect
from collections import OrderedDict
from collections.abc import Iterator
from itertools import accumulate

RESULTS = 100_000_000
SHRINK = 500
CARD_KB = 52
"""docs/performance.md, P8."""
ROOM_GB = (1, 10, 100)
EXPONENTS = (0.8, 1.0, 1.2)
"""Of popularity: web objects have .6 to 1.2 (Breslau et al., INFOCOM 1999)."""
HALF_LIFE = 0.02
"""The age, as a share of all results made since, at which half of the visits to one have come."""
VISITS_EACH = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=int, default=RESULTS // SHRINK)
    chosen = options.parse_args()
    print("room at the edge | " + " | ".join(f"s = {exponent}" for exponent in EXPONENTS))
    for room in ROOM_GB:
        cards = int(room * 1_000_000 / CARD_KB * chosen.results / RESULTS)
        rates = [hit_rate(chosen.results, cards, each, chosen.seed) for each in EXPONENTS]
        print(f"{room} GB | " + " | ".join(f"{rate:.2f}" for rate in rates), flush=True)


def hit_rate(results: int, room: int, exponent: float, seed: int) -> float:
    """The share of card requests that an edge with room for ``room`` cards answers."""
    kept: OrderedDict[int, None] = OrderedDict()
    hits = asked = 0
    for card in visits(results, exponent, random.Random(seed)):
        asked += 1
        hits += card in kept
        kept[card] = None
        kept.move_to_end(card)
        if len(kept) > room:
            kept.popitem(last=False)
    return hits / asked


def visits(results: int, exponent: float, draw: random.Random) -> Iterator[int]:
    """Numbers of results in the order in which they are visited; their number is their age."""
    popularity = [rank**-exponent for rank in range(1, results + 1)]
    draw.shuffle(popularity)  # how popular one becomes has nothing to do with when it is made
    totals = list(accumulate(popularity))
    arrivals = []
    for _ in range(results * VISITS_EACH):
        result = bisect(totals, draw.random() * totals[-1], hi=results - 1)
        arrivals.append((result + draw.expovariate(0.693 / (HALF_LIFE * results)), result))
    return (result for _, result in sorted(arrivals))


if __name__ == "__main__":
    main()
