"""A result: its verdict, stored with the row, and the facts that its page tells, from the sheet."""

from dataclasses import dataclass, replace
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
class Verdict:
    """The part of a result that is stored with its row, by slugs: all tracks, and how sure it is.

    ``band`` is stored as "word", the name it had when the first results were.
    """

    ranking: tuple[Standing, ...]
    band: Annotated[Band, Field(alias="word")]
    is_duet: bool

    @property
    def winner(self) -> Standing:
        return self.ranking[0]


@dataclass(frozen=True)
class Facts(Verdict):
    """A verdict and its reasons, by slugs and ids; the edition has the texts.

    Everything is said against one ``rival``, the best track that is not part of the result.
    ``reached`` and ``avoided`` are the themes without which ``without_them`` would have won;
    ``answer_count`` is the least number of answers that name a theme reached for.
    ``leanings`` is how far all answers lean to each theme, deciders included.
    ``mood`` is how far the core answers lean to each theme, in thousandths of its random spread.
    """

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


class StoredResult(Protocol):
    """The columns of a stored result that its facts are made of."""

    @property
    def facts(self) -> dict[str, Any]: ...
    @property
    def sheet(self) -> str: ...


_verdicts = TypeAdapter(Verdict)
_facts = TypeAdapter(Facts)


def verdict_of(quiz: PlayableEdition, sheet: Sheet) -> Verdict:
    """The verdict on a sheet with at least one answer."""
    table = quiz.table
    outcome = score(table, sheet.answers)
    sureness = confidence(outcome, quiz.calibration)
    return Verdict(
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
    )


def facts_of(quiz: PlayableEdition, sheet: Sheet) -> Facts:
    """The facts of a sheet with at least one answer."""
    table, answers = quiz.table, sheet.answers
    verdict = verdict_of(quiz, sheet)
    reasons = explain(table, answers, is_duet=verdict.is_duet)
    assert reasons is not None, "a sheet without an answer has no facts"
    tipped_by = reasons.tipped_by
    flip = nearest_flip(table, quiz.calibration, answers, sheet.deciders)

    def answered(item: int, option: int) -> Answered:
        content = quiz.content.items[item]
        return Answered(content.id, content.options[option].id)

    return Facts(
        **vars(verdict),
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


def stored_verdict(row: StoredResult) -> Verdict:
    return _verdicts.validate_python(row.facts)


def stored_facts(quiz: PlayableEdition, row: StoredResult) -> Facts:
    """The facts of a stored result: the verdict as it was stored, its reasons from its sheet.

    Some earlier versions stored the reasons too; those are told as they were.
    """
    if "leanings" in row.facts:
        return _facts.validate_python(row.facts)
    return replace(facts_of(quiz, Sheet.decode(row.sheet)), **vars(stored_verdict(row)))


def to_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict alone as JSON takes it, of facts too."""
    plain: dict[str, Any] = _verdicts.dump_python(verdict, by_alias=True)
    return plain
