"""Check single texts, sources, and the header of a quiz file."""

import unicodedata
from collections.abc import Iterator, Sequence

from quizapp.catalog.limits import SLUG_LIMIT, TEXT_LIMIT, TITLE_LIMIT, URL_LIMIT
from quizapp.texts import LANGUAGES, Localized

from .candidate import (
    CORE_COUNTS,
    DECIDER_COUNTS,
    DECIDER_LEADS,
    SLUG,
    SOURCE_LABEL_LIMIT,
    SOURCE_LIMIT,
    WEB_ADDRESS,
    QuizHeader,
    Source,
)
from .kinds import Confidence, QuizKind
from .problems import ItemProblem, ProblemCode, shown


def is_written(text: Localized) -> bool:
    return bool(text.en or text.ko)


def text_problems(path: str, text: str, limit: int) -> Iterator[ItemProblem]:
    """Too long, or with a character that no page can show."""
    if len(text) > limit:
        yield ItemProblem(ProblemCode.TOO_LONG, path, f"{len(text)} > {limit}")
    for character in text:
        if character != "\n" and unicodedata.category(character) in ("Cc", "Cs"):
            yield ItemProblem(ProblemCode.CONTROL_CHARACTER, path, f"U+{ord(character):04X}")
            return


def line_problems(path: str, line: str, limit: int) -> Iterator[ItemProblem]:
    """Check a text that must be one line."""
    yield from text_problems(path, line, limit)
    if "\n" in line:
        yield ItemProblem(ProblemCode.LINE_BREAK, path)


def slug_problems(path: str, slug: str) -> Iterator[ItemProblem]:
    if not SLUG.fullmatch(slug):
        yield ItemProblem(ProblemCode.SLUG_MALFORMED, path, str(SLUG_LIMIT))


def range_problems(path: str, number: int, allowed: range) -> Iterator[ItemProblem]:
    if number not in allowed:
        yield ItemProblem(ProblemCode.OUT_OF_RANGE, path, f"{allowed[0]}–{allowed[-1]}")


def source_count_problems(sources: Sequence[Source]) -> Iterator[ItemProblem]:
    if len(sources) > SOURCE_LIMIT:
        yield ItemProblem(ProblemCode.SOURCE_COUNT, "sources", str(len(sources)))


def source_problems(sources: Sequence[Source]) -> Iterator[ItemProblem]:
    """What is wrong with a list of sources, with paths that begin with ``sources``."""
    yield from source_count_problems(sources)
    for path, line, limit in _source_lines(sources):
        yield from line_problems(path, line, limit)
    for position, source in enumerate(sources, start=1):
        path = f"sources.{position}"
        yield from _missing(f"{path}.label", source.label)
        if not WEB_ADDRESS.fullmatch(source.url):
            yield ItemProblem(ProblemCode.URL_MALFORMED, f"{path}.url")
        if source.confidence not in set(Confidence):
            told = shown(source.confidence)
            yield ItemProblem(ProblemCode.CONFIDENCE_UNKNOWN, f"{path}.confidence", told)


def _source_lines(sources: Sequence[Source]) -> Iterator[tuple[str, str, int]]:
    """Path, text and longest length of every text of one line, in one language."""
    for position, source in enumerate(sources, start=1):
        yield f"sources.{position}.label", source.label, SOURCE_LABEL_LIMIT
        yield f"sources.{position}.label_ko", source.label_ko, SOURCE_LABEL_LIMIT
        yield f"sources.{position}.url", source.url, URL_LIMIT


def header_problems(header: QuizHeader) -> Iterator[ItemProblem]:
    """What keeps the header of a quiz file from becoming a quiz."""
    yield from slug_problems("slug", header.slug)
    for language in LANGUAGES:
        title, intro = getattr(header.title, language), getattr(header.intro, language)
        yield from _missing(f"title.{language}", title)
        yield from line_problems(f"title.{language}", title, TITLE_LIMIT)
        yield from _missing(f"intro.{language}", intro)
        yield from text_problems(f"intro.{language}", intro, TEXT_LIMIT)
    yield from _count_problems(header)


def _missing(path: str, text: str) -> Iterator[ItemProblem]:
    if not text:
        yield ItemProblem(ProblemCode.MISSING, path)


def _count_problems(header: QuizHeader) -> Iterator[ItemProblem]:
    """A mood quiz has all three counts, a trivia quiz none."""
    allowed = {
        "core_count": CORE_COUNTS,
        "decider_count": DECIDER_COUNTS,
        "decider_lead": DECIDER_LEADS,
    }
    for name in allowed:
        if header.kind != QuizKind.MOOD and name in header.counts:
            yield ItemProblem(ProblemCode.NOT_FOR_KIND, name, header.kind)
        elif header.kind == QuizKind.MOOD and name not in header.counts:
            yield ItemProblem(ProblemCode.MISSING, name)
        elif name in header.counts:
            yield from range_problems(name, header.counts[name], allowed[name])
