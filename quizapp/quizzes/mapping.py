"""Convert items between database rows, candidates, and the frozen content of editions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

from quizapp.catalog.models import ThemeTag, TrackWeight

from .candidate import CandidateItem, CandidateOption, ItemFields, QuizHeader, Source
from .content import ItemContent, OptionContent, SourceContent
from .kinds import QuizKind
from .models import Item, Option, OptionWeight, Quiz

Weight = TypeVar("Weight", bound=TrackWeight | OptionWeight)

CONVERTED = {"slug", "options", "themes", "sources"}
SAME = tuple(field.name for field in fields(ItemFields) if field.name not in CONVERTED)
"""The fields that a row, a candidate and frozen content have under one name, with one value."""


def candidate_of(item: Item) -> CandidateItem:
    """The candidate that a row holds. Options that are retired are left out."""
    kind = item.quiz.kind
    return CandidateItem(
        kind=kind,
        slug=item.slug,
        options=tuple(_candidate_option(option, kind) for option in item.options_in_use),
        themes=tuple(theme.slug for theme in item.theme_tags),
        sources=tuple(Source(**source) for source in item.sources),
        **_same(item),
    )


def content_of(item: Item) -> ItemContent:
    """What an edition freezes of a row."""
    option_ids = [option.id for option in item.options_in_use]
    return frozen(candidate_of(item), item_id=item.id, option_ids=option_ids)


def frozen(candidate: CandidateItem, *, item_id: int, option_ids: Sequence[int]) -> ItemContent:
    """What an edition would freeze of a candidate.

    :param option_ids: one for each option.
    """
    return ItemContent(
        id=item_id,
        slug=candidate.slug,
        options=tuple(
            OptionContent(option_id, option.text, _points(option.weights), option.is_key)
            for option_id, option in zip(option_ids, candidate.options, strict=True)
        ),
        themes=candidate.themes,
        sources=tuple(SourceContent(s.label, s.url, s.label_ko) for s in candidate.sources),
        **_same(candidate),
    )


def write(
    item: Item,
    candidate: CandidateItem,
    *,
    themes: Mapping[str, ThemeTag],
    now: datetime,
    option_ids: Sequence[int] = (),
) -> None:
    """Write a candidate to a row, new or not; the row's slug and position stay.

    :param themes: by slug, at least those that the candidate names.
    :param option_ids: the rows that the candidate's options are, 0 for a new one. Options that
        are not among them are retired; one that is comes back.
    """
    for name, value in _same(candidate).items():
        setattr(item, name, value)
    item.theme_tags = [themes[slug] for slug in candidate.themes]
    item.sources = [asdict(source) for source in candidate.sources]
    known = {option.id: option for option in item.options}
    ids = [*option_ids] or [0] * len(candidate.options)
    offered = [known.get(option_id) or Option() for option_id in ids]
    left_out = [option for option in item.options if option not in offered]
    for option in left_out:
        option.retired_at = option.retired_at or now
    for position, (option, said) in enumerate(zip(offered, candidate.options, strict=True), 1):
        option.position, option.retired_at = position, None
        _write_option(option, said, themes)
    item.options = offered + left_out


def reweigh(weights: list[Weight], wanted: Mapping[str, int]) -> dict[str, int]:
    """Change the rows that are there, and give the weights that still need a row."""
    for row in [*weights]:
        if row.theme_tag.slug in wanted:
            row.weight = wanted[row.theme_tag.slug]
        else:
            weights.remove(row)
    known = {row.theme_tag.slug for row in weights}
    return {slug: weight for slug, weight in wanted.items() if slug not in known}


def header_of(quiz: Quiz) -> QuizHeader:
    """The settings of a quiz as its file has them."""
    names = ("core_count", "decider_count", "decider_lead") if quiz.kind == QuizKind.MOOD else ()
    counts = {name: getattr(quiz, name) for name in names}
    return QuizHeader(quiz.slug, quiz.kind, quiz.title, quiz.intro, **counts)


def _same(said: Item | CandidateItem) -> dict[str, Any]:
    return {name: getattr(said, name) for name in SAME}


def _candidate_option(option: Option, kind: str) -> CandidateOption:
    weights = option.profile if kind == QuizKind.MOOD else {}
    return CandidateOption(option.text, option.is_key, weights)


def _write_option(option: Option, said: CandidateOption, themes: Mapping[str, ThemeTag]) -> None:
    option.text = said.text
    option.is_key = said.is_key
    option.weights += [
        OptionWeight(theme_tag=themes[slug], weight=weight)
        for slug, weight in reweigh(option.weights, said.weights).items()
    ]


def _points(weights: Mapping[str, int]) -> dict[str, int]:
    return {theme: points for theme, points in weights.items() if points}
