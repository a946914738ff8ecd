"""Find one winning sheet for every track, which proves that it can be reached."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.mood.scoring import POINT, Answers, ScoreTable, next_decider, score


@dataclass(frozen=True)
class Reach:
    """A sheet that wins the track, as clearly as changing single answers makes it, and its lead in
    points. None: no such sheet was found, and where the sheets were counted there is none."""

    track: str
    answers: Answers | None
    lead: int


def reaches(table: ScoreTable, sheets: Mapping[int, Answers]) -> Iterator[Reach]:
    """Climb from the winning sheet known of each track, else from the first options."""
    core, rest = table.core_count, len(table.points) - table.core_count
    for t, track in enumerate(table.tracks):
        known = sheets.get(t)
        start = known or (0,) * core
        top = _climb(table, (*start[:core], *(None,) * rest), t)
        is_final = _lead_of(table, top, t) > 0 and next_decider(table, top) is None
        answers = top if is_final else known
        yield Reach(track, answers, score(table, answers).lead // POINT if answers else 0)


def _climb(table: ScoreTable, answers: Answers, track: int) -> Answers:
    """The core sheet with the largest lead to be found by changing one answer at a time."""
    while True:
        near = max(_neighbors(table, answers), key=lambda a: _lead_of(table, a, track))
        if _lead_of(table, near, track) <= _lead_of(table, answers, track):
            return answers
        answers = near


def _neighbors(table: ScoreTable, answers: Answers) -> Iterator[Answers]:
    for q in range(table.core_count):
        for option in range(len(table.points[q])):
            if option != answers[q]:
                yield (*answers[:q], option, *answers[q + 1 :])


def _lead_of(table: ScoreTable, answers: Answers, track: int) -> int:
    totals = score(table, answers).totals
    return totals[track] - max(total for t, total in enumerate(totals) if t != track)
