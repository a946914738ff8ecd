"""What is wrong with a draft, and what it still lacks: every reason, with the field it is about."""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations

from quizapp.texts import Localized

from .candidate import (
    CATEGORIES,
    CONFIDENCES,
    EPISODES,
    EXPLANATION_LIMIT,
    KINDS,
    LABEL_LIMIT,
    LANGUAGES,
    OPTION_BUDGET,
    OPTION_COUNTS,
    OPTION_LIMIT,
    SLUG,
    SLUG_LIMIT,
    SOURCE_LIMIT,
    STARS,
    STEM_LIMIT,
    THEME_LIMIT,
    URL_LIMIT,
    WEB_ADDRESS,
    CandidateItem,
    CandidateOption,
    Source,
)
from .problems import ItemProblem, ProblemCode, shown


def is_written(text: Localized) -> bool:
    return bool(text.en or text.ko)


def problems_of(draft: CandidateItem, known_themes: Collection[str]) -> list[ItemProblem]:
    """Every reason why `draft` may not be kept; an empty list means that it may.

    A draft of absurd size gets only the reason that says so: the rules compare in pairs.
    """
    if oversized := list(_sizes(draft)):
        return oversized
    return [problem for rule in RULES for problem in rule(draft, known_themes)]


def gaps_of(draft: CandidateItem) -> list[ItemProblem]:
    """What a sound draft still lacks before it can be published."""
    gaps = [
        ItemProblem(ProblemCode.UNTRANSLATED, path)
        for path, text, _ in _texts(draft)
        if is_written(text) and not (text.en and text.ko)
    ]
    if draft.kind == "trivia":
        if not draft.category:
            gaps.append(ItemProblem(ProblemCode.CATEGORY_OPEN, "category"))
        if not is_written(draft.explanation):
            gaps.append(ItemProblem(ProblemCode.EXPLANATION_OPEN, "explanation"))
        if not draft.sources:
            gaps.append(ItemProblem(ProblemCode.SOURCES_OPEN, "sources"))
    return gaps


def _texts(draft: CandidateItem) -> Iterator[tuple[str, Localized, int]]:
    """Path, text and longest length of every text that is in two languages."""
    yield "stem", draft.stem, STEM_LIMIT
    for position, option in enumerate(draft.options, start=1):
        yield f"options.{position}.text", option.text, OPTION_LIMIT
    yield "explanation", draft.explanation, EXPLANATION_LIMIT


def _source_lines(sources: Sequence[Source]) -> Iterator[tuple[str, str, int]]:
    """Path, text and longest length of every text of one line, in one language."""
    for position, source in enumerate(sources, start=1):
        yield f"sources.{position}.label", source.label, LABEL_LIMIT
        yield f"sources.{position}.label_ko", source.label_ko, LABEL_LIMIT
        yield f"sources.{position}.url", source.url, URL_LIMIT


def _sizes(draft: CandidateItem) -> Iterator[ItemProblem]:
    if len(draft.options) > OPTION_COUNTS[-1]:
        yield ItemProblem(ProblemCode.OPTION_COUNT, "options", str(len(draft.options)))
    if len(draft.themes) > THEME_LIMIT:
        yield ItemProblem(ProblemCode.THEME_COUNT, "themes", str(len(draft.themes)))
    yield from _source_count(draft.sources)
    for position, option in enumerate(draft.options, start=1):
        if len(option.weights) > THEME_LIMIT:
            path = f"options.{position}.weights"
            yield ItemProblem(ProblemCode.THEME_COUNT, path, str(len(option.weights)))


def _source_count(sources: Sequence[Source]) -> Iterator[ItemProblem]:
    if len(sources) > SOURCE_LIMIT:
        yield ItemProblem(ProblemCode.SOURCE_COUNT, "sources", str(len(sources)))


def _kind(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    if draft.kind not in KINDS:
        yield ItemProblem(ProblemCode.KIND_UNKNOWN, "kind", shown(draft.kind))


def _slug(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    if draft.slug and not SLUG.fullmatch(draft.slug):
        yield ItemProblem(ProblemCode.SLUG_MALFORMED, "slug", str(SLUG_LIMIT))


def _characters(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    """Lengths, and characters that no page can show."""
    for path, text, limit in _texts(draft):
        for language in LANGUAGES:
            yield from text_problems(f"{path}.{language}", getattr(text, language), limit)
    yield from line_problems("category", draft.category, SLUG_LIMIT)


def line_problems(path: str, line: str, limit: int) -> Iterator[ItemProblem]:
    yield from text_problems(path, line, limit)
    if "\n" in line:
        yield ItemProblem(ProblemCode.LINE_BREAK, path)


def text_problems(path: str, text: str, limit: int) -> Iterator[ItemProblem]:
    if len(text) > limit:
        yield ItemProblem(ProblemCode.TOO_LONG, path, f"{len(text)} > {limit}")
    for character in text:
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cs"):
            yield ItemProblem(ProblemCode.CONTROL_CHARACTER, path, f"U+{ord(character):04X}")
            return


def _languages(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    needed = [("stem", draft.stem)]
    needed += [(f"options.{n}.text", o.text) for n, o in enumerate(draft.options, start=1)]
    missing = [
        ItemProblem(ProblemCode.MISSING, path) for path, text in needed if not is_written(text)
    ]
    yield from missing
    if not missing and not any(
        all(getattr(text, language) for _, text in needed) for language in LANGUAGES
    ):
        yield ItemProblem(ProblemCode.LANGUAGES_MIXED)


def _options(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    if len(draft.options) < OPTION_COUNTS[0]:
        yield ItemProblem(ProblemCode.OPTION_COUNT, "options", str(len(draft.options)))
    for (n, one), (m, other) in combinations(enumerate(draft.options, start=1), 2):
        if any(_same(getattr(one.text, lang), getattr(other.text, lang)) for lang in LANGUAGES):
            yield ItemProblem(ProblemCode.OPTION_REPEATED, f"options.{m}.text", str(n))


def _same(one: str, other: str) -> bool:
    return bool(one) and one.casefold() == other.casefold()


def _trivia(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    if draft.kind != "trivia":
        return
    keys = sum(option.is_key for option in draft.options)
    if keys != 1:
        yield ItemProblem(ProblemCode.KEY_COUNT, "options", str(keys))
    if draft.category and draft.category not in CATEGORIES:
        yield ItemProblem(ProblemCode.CATEGORY_UNKNOWN, "category", shown(draft.category))
    yield from _range("stars", draft.stars, STARS)
    yield from _range("spoiler_episode", draft.spoiler_episode, EPISODES)
    for position, option in enumerate(draft.options, start=1):
        if option.weights:
            yield ItemProblem(ProblemCode.NOT_FOR_KIND, f"options.{position}.weights", draft.kind)


def _range(path: str, number: int, allowed: range) -> Iterator[ItemProblem]:
    if number not in allowed:
        yield ItemProblem(ProblemCode.OUT_OF_RANGE, path, f"{allowed[0]}–{allowed[-1]}")


def _themes(draft: CandidateItem, known_themes: Collection[str]) -> Iterator[ItemProblem]:
    for position, theme in enumerate(draft.themes):
        if theme not in known_themes:
            yield ItemProblem(ProblemCode.THEME_UNKNOWN, "themes", shown(theme))
        if theme in draft.themes[:position]:
            yield ItemProblem(ProblemCode.THEME_REPEATED, "themes", shown(theme))


def _sources(draft: CandidateItem, _: Collection[str]) -> Iterator[ItemProblem]:
    yield from source_problems(draft.sources)


def source_problems(sources: Sequence[Source]) -> Iterator[ItemProblem]:
    yield from _source_count(sources)
    for path, line, limit in _source_lines(sources):
        yield from line_problems(path, line, limit)
    for position, source in enumerate(sources, start=1):
        path = f"sources.{position}"
        if not source.label:
            yield ItemProblem(ProblemCode.MISSING, f"{path}.label")
        if not WEB_ADDRESS.fullmatch(source.url):
            yield ItemProblem(ProblemCode.URL_MALFORMED, f"{path}.url")
        if source.confidence not in CONFIDENCES:
            yield ItemProblem(
                ProblemCode.CONFIDENCE_UNKNOWN, f"{path}.confidence", shown(source.confidence)
            )


def _mood(draft: CandidateItem, known_themes: Collection[str]) -> Iterator[ItemProblem]:
    if draft.kind != "mood":
        return
    trivia_only = {
        "category": draft.category,
        "explanation": is_written(draft.explanation),
        "themes": draft.themes,
        "sources": draft.sources,
    }
    yield from (
        ItemProblem(ProblemCode.NOT_FOR_KIND, path, draft.kind)
        for path in trivia_only
        if trivia_only[path]
    )
    for position, option in enumerate(draft.options, start=1):
        yield from _weights(option, f"options.{position}", known_themes)
    for (n, one), (m, other) in combinations(enumerate(draft.options, start=1), 2):
        if are_twins(one.weights, other.weights):
            yield ItemProblem(ProblemCode.OPTION_TWIN, f"options.{m}.weights", str(n))


def _weights(
    option: CandidateOption, path: str, known_themes: Collection[str]
) -> Iterator[ItemProblem]:
    if option.is_key:
        yield ItemProblem(ProblemCode.NOT_FOR_KIND, f"{path}.is_key", "mood")
    weights = option.weights
    if any(points < 1 for points in weights.values()) or sum(weights.values()) != OPTION_BUDGET:
        given = " + ".join(map(str, weights.values())) or "0"
        yield ItemProblem(ProblemCode.POINTS, f"{path}.weights", shown(given))
    for theme in weights:
        if theme not in known_themes:
            yield ItemProblem(ProblemCode.THEME_UNKNOWN, f"{path}.weights", shown(theme))


def are_twins(one: Mapping[str, int], other: Mapping[str, int]) -> bool:
    """Whether the angle between two options says the same: cosine >= .9, in exact integers."""
    dot = sum(points * other.get(theme, 0) for theme, points in one.items())
    squares = _square(one) * _square(other)
    return dot > 0 and 100 * dot * dot >= 81 * squares


def _square(weights: Mapping[str, int]) -> int:
    return sum(points * points for points in weights.values())


RULES: tuple[Callable[[CandidateItem, Collection[str]], Iterator[ItemProblem]], ...] = (
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
