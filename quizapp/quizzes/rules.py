"""Check candidate items: every rule they break, and what they still lack, with the field."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import combinations

from quizapp.catalog.limits import SLUG_LIMIT, USUAL_EPISODE_COUNT
from quizapp.texts import LANGUAGES, Localized

from .candidate import (
    OPTION_BUDGET,
    OPTION_COUNTS,
    OPTION_LIMIT,
    STARS,
    TEXT_LIMITS,
    THEME_LIMIT,
    TRIVIA_FIELDS,
    CandidateItem,
    CandidateOption,
)
from .kinds import Category, QuizKind
from .problems import ItemProblem, ProblemCode, shown
from .text_rules import (
    is_written,
    line_problems,
    range_problems,
    slug_problems,
    source_count_problems,
    source_problems,
    text_problems,
)


@dataclass(frozen=True)
class AlbumRules:
    """What an album says of its questions: slugs of categories, and the drama's last episode."""

    categories: Collection[str] = tuple(map(str, Category))
    episode_count: int = USUAL_EPISODE_COUNT


USUAL = AlbumRules()


@dataclass(frozen=True)
class _Known:
    themes: Collection[str]
    album: AlbumRules


def problems_of(
    item: CandidateItem, known_themes: Collection[str], album: AlbumRules = USUAL
) -> list[ItemProblem]:
    """Every reason why `item` may not be stored; an empty list means that it may.

    An item of absurd size gets only the reason that says so: the rules compare in pairs.
    """
    if oversized := list(_sizes(item)):
        return oversized
    known = _Known(known_themes, album)
    return [problem for rule in RULES for problem in rule(item, known)]


def gaps_of(item: CandidateItem) -> list[ItemProblem]:
    """What a sound item still lacks before it can be published."""
    gaps = [
        ItemProblem(ProblemCode.UNTRANSLATED, f"{path}.{language}")
        for path, text, _ in texts_of(item)
        for language in LANGUAGES
        if is_written(text) and not getattr(text, language)
    ]
    if item.kind == QuizKind.TRIVIA:
        if not item.category:
            gaps.append(ItemProblem(ProblemCode.CATEGORY_OPEN, "category"))
        if not is_written(item.explanation):
            gaps.append(ItemProblem(ProblemCode.EXPLANATION_OPEN, "explanation"))
        if not item.sources:
            gaps.append(ItemProblem(ProblemCode.SOURCES_OPEN, "sources"))
    return gaps


def texts_of(item: CandidateItem) -> Iterator[tuple[str, Localized, int]]:
    """Path, text and longest length of every text that is in two languages."""
    for field in fields(item):
        if field.name == "options":
            for position, option in enumerate(item.options, start=1):
                yield f"options.{position}.text", option.text, OPTION_LIMIT
        elif field.name in TEXT_LIMITS:
            yield field.name, getattr(item, field.name), TEXT_LIMITS[field.name]


def _sizes(item: CandidateItem) -> Iterator[ItemProblem]:
    if len(item.options) > OPTION_COUNTS[-1]:
        yield ItemProblem(ProblemCode.OPTION_COUNT, "options", str(len(item.options)))
    if len(item.themes) > THEME_LIMIT:
        yield ItemProblem(ProblemCode.THEME_COUNT, "themes", str(len(item.themes)))
    yield from source_count_problems(item.sources)
    for position, option in enumerate(item.options, start=1):
        if len(option.weights) > THEME_LIMIT:
            path = f"options.{position}.weights"
            yield ItemProblem(ProblemCode.THEME_COUNT, path, str(len(option.weights)))


def _kind(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    if item.kind not in set(QuizKind):
        yield ItemProblem(ProblemCode.KIND_UNKNOWN, "kind", shown(item.kind))


def _slug(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    if item.slug:
        yield from slug_problems("slug", item.slug)


def _characters(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    """Lengths, and characters that no page can show."""
    for path, text, limit in texts_of(item):
        for language in LANGUAGES:
            yield from text_problems(f"{path}.{language}", getattr(text, language), limit)
    yield from line_problems("category", item.category, SLUG_LIMIT)


def _languages(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    needed = [("stem", item.stem)]
    needed += [(f"options.{n}.text", o.text) for n, o in enumerate(item.options, start=1)]
    missing = [
        ItemProblem(ProblemCode.MISSING, path) for path, text in needed if not is_written(text)
    ]
    yield from missing
    if not missing and not any(
        all(getattr(text, language) for _, text in needed) for language in LANGUAGES
    ):
        yield ItemProblem(ProblemCode.LANGUAGES_MIXED)


def _options(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    if len(item.options) < OPTION_COUNTS[0]:
        yield ItemProblem(ProblemCode.OPTION_COUNT, "options", str(len(item.options)))
    for (n, one), (m, other) in combinations(enumerate(item.options, start=1), 2):
        if any(_same(getattr(one.text, lang), getattr(other.text, lang)) for lang in LANGUAGES):
            yield ItemProblem(ProblemCode.OPTION_REPEATED, f"options.{m}.text", str(n))


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _trivia(item: CandidateItem, known: _Known) -> Iterator[ItemProblem]:
    if item.kind != QuizKind.TRIVIA:
        return
    keys = sum(option.is_key for option in item.options)
    if keys != 1:
        yield ItemProblem(ProblemCode.KEY_COUNT, "options", str(keys))
    if item.category and item.category not in known.album.categories:
        yield ItemProblem(ProblemCode.CATEGORY_UNKNOWN, "category", shown(item.category))
    episodes = range(known.album.episode_count + 1)
    yield from range_problems("stars", item.stars, STARS)
    yield from range_problems("spoiler_episode", item.spoiler_episode, episodes)
    for position, option in enumerate(item.options, start=1):
        if option.weights:
            yield ItemProblem(ProblemCode.NOT_FOR_KIND, f"options.{position}.weights", item.kind)


def _themes(item: CandidateItem, known: _Known) -> Iterator[ItemProblem]:
    for position, theme in enumerate(item.themes):
        if theme not in known.themes:
            yield ItemProblem(ProblemCode.THEME_UNKNOWN, "themes", shown(theme))
        if theme in item.themes[:position]:
            yield ItemProblem(ProblemCode.THEME_REPEATED, "themes", shown(theme))


def _sources(item: CandidateItem, _: _Known) -> Iterator[ItemProblem]:
    yield from source_problems(item.sources)


def _mood(item: CandidateItem, known: _Known) -> Iterator[ItemProblem]:
    if item.kind != QuizKind.MOOD:
        return
    for name in _given_trivia_fields(item):
        yield ItemProblem(ProblemCode.NOT_FOR_KIND, name, item.kind)
    for position, option in enumerate(item.options, start=1):
        yield from _weights(option, f"options.{position}", known.themes)
    for (n, one), (m, other) in combinations(enumerate(item.options, start=1), 2):
        if are_twins(one.weights, other.weights):
            yield ItemProblem(ProblemCode.OPTION_TWIN, f"options.{m}.weights", str(n))


def _given_trivia_fields(item: CandidateItem) -> Iterator[str]:
    """Numbers do not count: they always have a value."""
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name in TRIVIA_FIELDS and not isinstance(value, int) and value != field.default:
            yield field.name


def _weights(
    option: CandidateOption, path: str, known_themes: Collection[str]
) -> Iterator[ItemProblem]:
    if option.is_key:
        yield ItemProblem(ProblemCode.NOT_FOR_KIND, f"{path}.is_key", QuizKind.MOOD)
    weights = option.weights
    if any(points < 1 for points in weights.values()) or sum(weights.values()) != OPTION_BUDGET:
        given = " + ".join(map(str, weights.values())) or "0"
        yield ItemProblem(ProblemCode.POINTS, f"{path}.weights", shown(given))
    for theme in weights:
        if theme not in known_themes:
            yield ItemProblem(ProblemCode.THEME_UNKNOWN, f"{path}.weights", shown(theme))


def are_twins(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether two options are near duplicates: cosine >= .9 of their points, in exact integers."""
    dot = sum(points * other.get(theme, 0) for theme, points in one.items())
    squares = _square(one) * _square(other)
    return dot > 0 and 100 * dot * dot >= 81 * squares


def _square(weights: Mapping[str, int]) -> int:
    return sum(points * points for points in weights.values())


RULES: tuple[Callable[[CandidateItem, _Known], Iterator[ItemProblem]], ...] = (
    _kind,
    _slug,
    _characters,
    _languages,
    _options,
    _trivia,
    _mood,
    _themes,
    _sources,
)
