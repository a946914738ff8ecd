"""Facts of a result: computed from a sheet, stored with the result row, read by its page."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from .comparison import similarity
from .confidence import Band, confidence
from .explanation import explain
from .publishing import PlayableEdition
from .scoring import score
from .sheet import Sheet


@dataclass(frozen=True)
class Standing:
    """A track's place in the ranking: ``total`` in thousandths of a standard deviation,
    ``percent`` of confidence, ``fit`` 0 to 100."""

    track: str
    total: int
    percent: int
    fit: int


@dataclass(frozen=True)
class Answered:
    """One answer by the ids of its item and option."""

    item: int
    option: int


@dataclass(frozen=True)
class Facts:
    """A result by slugs and ids; the edition has the texts.

    ``reached`` and ``avoided`` are the themes without which ``without_them`` would have won.
    ``band`` is stored as "word", the name it had when the first results were.
    ``mood`` is how far the core answers lean to each theme, in thousandths of its random spread.
    """

    ranking: tuple[Standing, ...]
    band: Annotated[Band, Field(alias="word")]
    is_duet: bool
    reached: tuple[str, ...]
    avoided: tuple[str, ...]
    without_them: str | None
    tipped_by: Answered
    flip: Answered | None
    flip_track: str | None
    mood: dict[str, int]

    @property
    def winner(self) -> Standing:
        return self.ranking[0]

    @property
    def runner_up(self) -> Standing:
        return self.ranking[1]


_adapter = TypeAdapter(Facts)


def facts_of(quiz: PlayableEdition, sheet: Sheet) -> Facts:
    """The facts of a sheet with at least one answer."""
    table, answers = quiz.table, sheet.answers
    outcome = score(table, answers)
    sureness = confidence(outcome, quiz.calibration)
    reasons = explain(table, answers)
    assert reasons is not None, "a sheet without an answer has no facts"
    flip = reasons.nearest_flip

    def answered(item: int, option: int) -> Answered:
        content = quiz.content.items[item]
        return Answered(content.id, content.options[option].id)

    return Facts(
        ranking=tuple(
            Standing(
                track=table.tracks[track],
                total=outcome.totals[track],
                percent=sureness.percents[track],
                fit=similarity.fit(outcome.totals[track]),
            )
            for track in outcome.ranking
        ),
        band=sureness.band,
        is_duet=sureness.is_duet,
        reached=reasons.reached,
        avoided=reasons.avoided,
        without_them=reasons.without_them,
        tipped_by=answered(reasons.evidence.item, reasons.evidence.option),
        flip=answered(flip.item, flip.option) if flip else None,
        flip_track=flip.track if flip else None,
        mood=similarity.mood(table, answers),
    )


def to_json(facts: Facts) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter.dump_python(facts, by_alias=True)
    return plain


def from_json(plain: dict[str, Any]) -> Facts:
    return _adapter.validate_python(plain)
