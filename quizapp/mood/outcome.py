"""Facts of a result: computed from a sheet, stored with the result row, read by its page."""

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from pydantic import Field, TypeAdapter

from .comparison import similarity
from .confidence import Band, confidence
from .explanation import explain
from .flips import nearest_flip
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

    Everything is said against one ``rival``, the best track that is not part of the result.
    ``reached`` and ``avoided`` are the themes without which ``without_them`` would have won;
    ``answer_count`` is the least number of answers that name a theme reached for.
    ``leanings`` is how far all answers lean to each theme, deciders included, and
    ``band`` is stored as "word", the name it had when the first results were.
    ``mood`` is how far the core answers lean to each theme, in thousandths of its random spread.
    """

    ranking: tuple[Standing, ...]
    band: Annotated[Band, Field(alias="word")]
    is_duet: bool
    reached: tuple[str, ...]
    avoided: tuple[str, ...]
    rival: str | None
    answer_count: int
    without_them: str | None
    tipped_by: Answered | None
    flip: Answered | None
    flip_track: str | None
    leanings: dict[str, int]
    mood: dict[str, int]

    @property
    def winner(self) -> Standing:
        return self.ranking[0]


class StoredResult(Protocol):
    """The columns of a stored result that its facts are made of."""

    @property
    def facts(self) -> dict[str, Any]: ...
    @property
    def sheet(self) -> str: ...


_adapter = TypeAdapter(Facts)


def facts_of(quiz: PlayableEdition, sheet: Sheet) -> Facts:
    """The facts of a sheet with at least one answer."""
    table, answers = quiz.table, sheet.answers
    outcome = score(table, answers)
    sureness = confidence(outcome, quiz.calibration)
    reasons = explain(table, answers, is_duet=sureness.is_duet)
    assert reasons is not None, "a sheet without an answer has no facts"
    tipped_by = reasons.tipped_by
    flip = nearest_flip(table, quiz.calibration, answers, sheet.deciders)

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
        rival=reasons.rival,
        answer_count=reasons.answer_count,
        without_them=reasons.without_them,
        tipped_by=answered(tipped_by.item, tipped_by.option) if tipped_by else None,
        flip=answered(flip.item, flip.option) if flip else None,
        flip_track=table.tracks[flip.track] if flip else None,
        leanings=similarity.leanings(table, answers),
        mood=similarity.mood(table, answers),
    )


def stored_facts(quiz: PlayableEdition, row: StoredResult) -> Facts:
    """The facts of a result that was stored.

    Results of earlier versions explained themselves by other rules. They keep their tracks and
    numbers, and are explained anew from their sheet.
    """
    if "leanings" in row.facts:
        return from_json(row.facts)
    told = facts_of(quiz, Sheet.decode(row.sheet))
    kept = {name: row.facts[name] for name in ("ranking", "word", "is_duet")}
    return from_json(to_json(told) | kept)


def to_json(facts: Facts) -> dict[str, Any]:
    plain: dict[str, Any] = _adapter.dump_python(facts, by_alias=True)
    return plain


def from_json(plain: dict[str, Any]) -> Facts:
    return _adapter.validate_python(plain)
