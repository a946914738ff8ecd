"""The scoring rules told once more, the slow and plain way, to hold the app against.

Dictionaries instead of tables, one track and one sheet at a time, every sheet written out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import sqrt

Profile = dict[str, int]
Sheet = tuple[int | None, ...]


@dataclass(frozen=True)
class Naive:
    """Content and the rules of play, with nothing worked out beforehand but `known_points`."""

    items: Sequence[Sequence[Profile]]
    tracks: dict[str, Profile]
    themes: Sequence[str]
    core_count: int
    decider_count: int = 2
    decider_lead: int = 50
    known_points: dict[tuple[int, int, str], int] | None = None

    def part(self, item: int, option: int, theme: str, track: str) -> int:
        """Thousandths of the track's standard deviation that a theme of an option gives."""
        mean = sum(_share(o, theme) for o in self.items[item]) / len(self.items[item])
        move = _share(self.items[item][option], theme) - mean
        sigma = self._sigmas[track]
        is_heard = sigma > 1e-9
        return round(1000 * move * _share(self.tracks[track], theme) / sigma) if is_heard else 0

    @cached_property
    def points(self) -> dict[tuple[int, int, str], int]:
        """By item, option and track: the parts of all themes together."""
        return self.known_points or {
            (q, o, track): sum(self.part(q, o, theme, track) for theme in self.themes)
            for q, item in enumerate(self.items)
            for o in range(len(item))
            for track in self.tracks
        }

    def totals(self, sheet: Sheet) -> dict[str, int]:
        return {
            track: sum(self.points[q, a, track] for q, a in enumerate(sheet) if a is not None)
            for track in self.tracks
        }

    def leaders(self, sheet: Sheet) -> list[str]:
        totals = self.totals(sheet)
        return sorted(totals, key=lambda track: (-totals[track], list(self.tracks).index(track)))

    def lead(self, sheet: Sheet) -> int:
        totals = self.totals(sheet)
        first, second = self.leaders(sheet)[:2]
        return totals[first] - totals[second]

    def decider(self, sheet: Sheet) -> int | None:
        """The next item for a sheet on which nothing was skipped."""
        asked = [q for q, answer in enumerate(sheet) if answer is not None]
        left = [q for q in range(len(self.items)) if q not in asked]
        if self.lead(sheet) >= 10 * self.decider_lead or not left:
            return None
        if len(asked) - self.core_count >= self.decider_count:
            return None
        first, second = self.leaders(sheet)[:2]

        def worth(q: int) -> int:
            edges = [
                self.points[q, o, first] - self.points[q, o, second]
                for o in range(len(self.items[q]))
            ]
            return sum(edge * edge for edge in edges) // len(edges)

        return max(left, key=worth)

    def every_sheet(self) -> Iterator[tuple[Sheet, float]]:
        """Each sheet played to its end, with the chance that a blind clicker hands it in."""
        rest = (None,) * (len(self.items) - self.core_count)
        options = [range(len(item)) for item in self.items[: self.core_count]]
        for core in product(*options):
            chance = 1.0
            for item in self.items[: self.core_count]:
                chance /= len(item)
            yield from self._grown((*core, *rest), chance)

    def random_shares(self) -> dict[str, float]:
        """How often blind clickers get each track; ties are split evenly."""
        shares: dict[str, float] = defaultdict(float)
        for sheet, chance in self.every_sheet():
            totals = self.totals(sheet)
            best = [track for track in totals if totals[track] == max(totals.values())]
            for track in best:
                shares[track] += chance / len(best)
        return {track: shares[track] for track in self.tracks}

    def _grown(self, sheet: Sheet, chance: float) -> Iterator[tuple[Sheet, float]]:
        due = self.decider(sheet)
        if due is None:
            yield sheet, chance
            return
        for option in range(len(self.items[due])):
            grown = (*sheet[:due], option, *sheet[due + 1 :])
            yield from self._grown(grown, chance / len(self.items[due]))

    @cached_property
    def _sigmas(self) -> dict[str, float]:
        return {track: sqrt(self._variance(track)) for track in self.tracks}

    def _variance(self, track: str) -> float:
        """Of a blind clicker's match with the track over the core."""
        variance = 0.0
        for item in self.items[: self.core_count]:
            fits = [
                sum(_share(option, d) * _share(self.tracks[track], d) for d in self.themes)
                for option in item
            ]
            mean = sum(fits) / len(fits)
            variance += sum((fit - mean) ** 2 for fit in fits) / len(fits)
        return variance


def _share(profile: Profile, theme: str) -> float:
    return profile.get(theme, 0) / sqrt(sum(weight * weight for weight in profile.values()))
