"""The acceptance figures of recommending tracks of other albums, each with its goal (decision 61).

Simulated fans of tracks on five sample albums play the quiz of a sixth album: is the track whose
fan somebody is among the first three of the 45? Of 8 to 10 answers no scorer finds it more often
than the Bayes decoder, which knows how the fans choose; its figure stands beside the goal. Fans
who name their strongest themes are found by those. ``make elsewhere-report`` prints the figures
for the shipped quiz. Writes nothing.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.evaluation.figures import Figure, at_least
from quizapp.catalog.recommendation import (
    SHOWN,
    Candidate,
    Shelf,
    plain_scale,
    quiz_scale,
    recommend,
    shelf_of,
)
from quizapp.mood import simulation
from quizapp.mood.decoder import likelihoods
from quizapp.mood.elsewhere.leaning import blind_covariance, leaning
from quizapp.mood.scoring import Answers, ScoreTable, compile_table
from quizapp.mood.simulation import NOISES, RULES, Arrays, Floats, Ints
from tests.sample_albums import sample_profiles

ALBUMS = 5
TRACKS = 9
PLAYERS = 900
WORLDS = 2
SHEETS = 150


@dataclass(frozen=True, eq=False)
class _World:
    """Fans of foreign tracks after one quiz, and by ``[player, track]`` what three scorers say."""

    fans: Ints
    sheets: list[Answers]
    standardized: Ints
    cosine: Floats
    bayes: Floats


def elsewhere_report(table: ScoreTable, *, seed: int, worlds: int = WORLDS) -> list[Figure]:
    """Every figure at medium noise, the mean of the rules of choosing."""
    shelf = sample_shelf(table.themes, seed=seed)
    foreign = _foreign(table, shelf)
    rng = np.random.default_rng(seed)
    played = [_world(table, shelf, foreign, rule, rng) for rule in RULES for _ in range(worlds)]
    return [
        *_fidelity(played),
        *_one_album(played),
        *_named(foreign, shelf, rng),
        *_reasons(table, shelf, played),
    ]


def sample_shelf(themes: Sequence[str], *, seed: int) -> Shelf:
    """Five sample albums of nine tracks, as the forms allow them."""
    rng = random.Random(seed)
    return shelf_of(
        Candidate(f"sample-{album}-{place}", f"sample-{album}", profile)
        for album in range(ALBUMS)
        for place, profile in enumerate(sample_profiles(themes, TRACKS, rng=rng))
    )


def _foreign(table: ScoreTable, shelf: Shelf) -> Arrays:
    """The same items with the tracks of the other albums."""
    items = [[dict(zip(table.themes, option, strict=True)) for option in i] for i in table.weights]
    return simulation.arrays(
        compile_table(
            items,
            {each.track: each.profile for each in shelf.candidates},
            themes=table.themes,
            core_count=table.core_count,
        )
    )


def _world(
    table: ScoreTable, shelf: Shelf, foreign: Arrays, rule: str, rng: np.random.Generator
) -> _World:
    noise, quiz = NOISES["medium"], simulation.arrays(table)
    appeal = simulation.attraction(quiz, noise, rng)
    crowd = simulation.fans(foreign, rule, noise, appeal, count=PLAYERS, rng=rng)
    asked = simulation.play(quiz, crowd.answers, rng).asked
    standardized = simulation.total(foreign, crowd.answers, asked)
    spreads = np.array(plain_scale(shelf)) / np.array(quiz_scale(shelf, blind_covariance(table)))
    return _World(
        fans=crowd.fans,
        sheets=[_sheet(*pair) for pair in zip(crowd.answers, asked, strict=True)],
        standardized=standardized,
        cosine=standardized * spreads,
        bayes=likelihoods(
            foreign, rule, noise, appeal, answers=crowd.answers, asked=asked, rng=rng
        ),
    )


def _sheet(answers: Ints, asked: Ints) -> Answers:
    return tuple(int(a) if is_asked else None for a, is_asked in zip(answers, asked, strict=True))


def _fidelity(worlds: Sequence[_World]) -> Iterator[Figure]:
    standardized = _mean(_top_three(w.fans, w.standardized) for w in worlds)
    cosine = _mean(_top_three(w.fans, w.cosine) for w in worlds)
    bayes = _mean(_top_three(w.fans, w.bayes) for w in worlds)
    among = f"top-3 of {ALBUMS * TRACKS} tracks of {ALBUMS} other albums"
    yield at_least(among, standardized, goal=0.85)
    yield at_least(f"{among}, the Bayes decoder", bayes, goal=0.85)
    yield at_least(f"{among} / Bayes", standardized / bayes, goal=0.90)
    yield at_least(f"{among}, standardized over cosine", standardized - cosine, goal=0)


def _one_album(worlds: Sequence[_World]) -> Iterator[Figure]:
    """Among the tracks of the album that has the fan's track: a house of two albums."""
    found = _mean(_top_three(*_of_own_album(w, w.standardized)) for w in worlds)
    bayes = _mean(_top_three(*_of_own_album(w, w.bayes)) for w in worlds)
    yield at_least(f"top-3 of {TRACKS} tracks of one other album", found, goal=0.85)
    yield at_least(f"top-3 of {TRACKS} tracks of one other album / Bayes", found / bayes, goal=0.95)


def _of_own_album(world: _World, scores: Ints | Floats) -> tuple[Ints, Ints | Floats]:
    blocks = scores.reshape(len(scores), ALBUMS, TRACKS)
    return world.fans % TRACKS, blocks[np.arange(len(scores)), world.fans // TRACKS]


def _named(foreign: Arrays, shelf: Shelf, rng: np.random.Generator) -> Iterator[Figure]:
    """Fans who name the themes that their mood leans to most, and answer no question."""
    fans = np.arange(PLAYERS * WORLDS) % len(shelf.candidates)
    moods = simulation.moods(foreign, fans, NOISES["medium"], rng)
    for count in (2, 3):
        named = np.zeros_like(moods)
        np.put_along_axis(named, np.argsort(-moods, axis=1)[:, :count], 1.0, axis=1)
        found = _top_three(fans, (named @ foreign.aims.T).round(9))
        yield at_least(f"top-3 of {len(shelf.candidates)}, {count} themes named", found, goal=0.85)


def _reasons(table: ScoreTable, shelf: Shelf, worlds: Sequence[_World]) -> Iterator[Figure]:
    checks = [
        check
        for world in worlds
        for sheet, totals in zip(world.sheets[:SHEETS], world.standardized, strict=False)
        for check in _checks(table, shelf, sheet, totals)
    ]
    same, changes, again = np.array(checks).mean(axis=0)
    yield at_least("the game scores foreign tracks as a compiled table does", same, goal=1)
    yield at_least("themes named struck out change the recommendation", changes, goal=0.97)
    yield at_least("same answers, same recommendations", again, goal=1)


def _checks(
    table: ScoreTable, shelf: Shelf, sheet: Answers, totals: Ints
) -> Iterator[tuple[bool, bool, bool]]:
    """Of each track recommended: whether its total is the table's but for rounding, it goes with
    its reasons, and comes again."""
    covariance = blind_covariance(table)
    mood, scale = leaning(table, sheet, covariance), quiz_scale(shelf, covariance)
    found = recommend(shelf, scale, mood)
    for each in found:
        left = {theme: lean for theme, lean in mood.items() if theme not in each.themes}
        places = [other.place for other in recommend(shelf, scale, left)]
        yield (
            abs(each.total - totals[each.place]) <= len(table.themes) * len(table.weights),
            each.place not in places,
            recommend(shelf, scale, dict(reversed(mood.items()))) == found,
        )


def _top_three(fans: Ints, scores: Ints | Floats) -> float:
    own = np.take_along_axis(scores, fans[:, None], axis=1)
    return float(((scores > own).sum(axis=1) < SHOWN).mean())


def _mean(values: Iterator[float]) -> float:
    return float(np.mean(list(values)))
