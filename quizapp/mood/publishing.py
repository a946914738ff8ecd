"""Publish a mood quiz as a frozen edition, and load editions to play."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from quizapp.quizzes import content as contents
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.editions import insert_edition
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.models import Edition
from quizapp.quizzes.queries import (
    EDITIONS_KEPT,
    PublishedEdition,
    QuizMissing,
    content_now,
    edition_by_id,
    edition_row,
    quiz_by_slug,
)

from .confidence import Calibration
from .scoring import ScoreTable, compile_table, core_order

SEED = 2018_11_21
"""Fits of the same content give the same constants, everywhere."""


@dataclass(frozen=True)
class PlayableEdition:
    """A mood edition with what scoring needs."""

    edition: PublishedEdition
    table: ScoreTable
    calibration: Calibration

    @property
    def content(self) -> QuizContent:
        return self.edition.content


@lru_cache(maxsize=EDITIONS_KEPT)
def playable(edition_id: int) -> PlayableEdition:
    """An edition of a mood quiz with its score table.

    :raises QuizMissing: when no mood quiz has such an edition.
    """
    edition, row = edition_by_id(edition_id), edition_row(edition_id)
    if edition.content.kind != QuizKind.MOOD:
        raise QuizMissing
    calibration = {**row.calibration, "pair_quantiles": tuple(row.calibration["pair_quantiles"])}
    return PlayableEdition(
        edition,
        ScoreTable.from_plain(row.table),
        Calibration(**calibration),
    )


def in_core_order(content: QuizContent) -> QuizContent:
    """Order the items of a content so that the core tells every pair of tracks apart."""
    order = core_order(table_of(content))
    return replace(content, items=tuple(content.items[index] for index in order))


def table_of(content: QuizContent) -> ScoreTable:
    return compile_table(
        weights_of(content),
        {track.slug: track.profile for track in content.tracks},
        themes=[theme.slug for theme in content.themes],
        core_count=content.core_count,
        decider_count=content.decider_count,
        decider_lead=content.decider_lead,
    )


def weights_of(content: QuizContent) -> list[list[dict[str, int]]]:
    """The points of all options as scoring takes them: ``[item][option] -> {theme: weight}``."""
    return [[option.weights for option in item.options] for item in content.items]


def publish(*, quiz_slug: str, now: datetime) -> int:
    """Freeze a mood quiz as it stands as its next edition and return the edition's id.

    Whether the content may be published is the caller's question (`balance.problems`).

    :raises QuizMissing: when there is no such quiz.
    """
    quiz = quiz_by_slug(quiz_slug)
    return freeze(quiz_id=quiz.id, content=in_core_order(content_now(quiz)), now=now)


def freeze(
    *,
    quiz_id: int,
    content: QuizContent,
    now: datetime,
    note: str = "",
    editor_name: str = "",
    report: dict[str, Any] | None = None,
) -> int:
    """Keep content in core order as the quiz's next edition and return the edition's id.

    The fitting takes seconds and is done before the transaction.
    """
    table = table_of(content)
    edition = Edition(
        quiz_id=quiz_id,
        content=contents.to_json(content),
        table=table.to_plain(),
        calibration=asdict(calibration_of(table)),
        report=report or {},
        note=note,
        published_at=now,
        published_by=editor_name,
    )
    return insert_edition(edition)


def calibration_of(table: ScoreTable) -> Calibration:
    """The constants fitted to a table, the same ones whenever and wherever they are asked for."""
    return _fitted(table.to_json())


@lru_cache(maxsize=EDITIONS_KEPT)
def _fitted(table_json: str) -> Calibration:
    from .calibration import calibrate  # numpy is not for players' workers

    return calibrate(ScoreTable.from_json(table_json), seed=SEED)
