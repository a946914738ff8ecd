"""Write a candidate item as the cells of a table row, guarded against being run as formulas."""

import re

from quizapp.quizzes.candidate import OPTION_COUNTS, TEXT_LIMITS, CandidateItem, Source
from quizapp.quizzes.kinds import QuizKind
from quizapp.texts import LANGUAGES, Localized

POSITIONS = range(1, OPTION_COUNTS.stop)
LATER_TEXTS = tuple(name for name in TEXT_LIMITS if name != "stem")
"""The texts whose columns stand behind the options."""
COLUMNS = (
    "kind",
    "slug",
    "category",
    "stars",
    "spoiler_episode",
    "themes",
    "stem_en",
    "stem_ko",
    *(f"option_{n}_{part}" for n in POSITIONS for part in ("en", "ko", "weights")),
    "key",
    *(f"{name}_{language}" for name in LATER_TEXTS for language in LANGUAGES),
    "sources",
)

SEPARATORS = ";|\t\r\n"
"""What begins a new cell where a spreadsheet of another country reads our file. A comma does not:
whoever splits at commas heeds our quotation marks."""
SIGN = r"'*+[ \u00a0\u3000\"]*+[=+\-@＝＋－＠﹦﹢﹣﹫]"
FORMULA = re.compile(rf"\A(?='*+[\t\r\n])|(?:\A|(?<=[{SEPARATORS}]))(?={SIGN})")
"""The places where a formula begins, for one program or another."""
GUARD = re.compile(rf"\A'(?='*+[\t\r\n])|(?:\A|(?<=[{SEPARATORS}]))'(?={SIGN})")


def guarded(text: str) -> str:
    """A cell in which no spreadsheet finds a formula, whatever separates its cells."""
    return FORMULA.sub("'", text)


def unguarded(cell: str) -> str:
    """Undo `guarded`, exactly."""
    return GUARD.sub("", cell)


def cells_of(item: CandidateItem) -> dict[str, str]:
    """The values by column; columns that the item's kind does not have are left out."""
    cells = {"kind": item.kind, "slug": item.slug, **_text_cells("stem", item.stem)}
    for number, option in enumerate(item.options, start=1):
        cells |= _text_cells(f"option_{number}", option.text)
        cells[f"option_{number}_weights"] = ", ".join(
            f"{theme} {points}" for theme, points in option.weights.items()
        )
        if option.is_key:
            cells["key"] = f"#{number}"
    for name in LATER_TEXTS:
        cells |= _text_cells(name, getattr(item, name))
    return cells | _trivia_cells(item) if item.kind == QuizKind.TRIVIA else cells


def _trivia_cells(item: CandidateItem) -> dict[str, str]:
    return {
        "category": item.category,
        "stars": str(item.stars),
        "spoiler_episode": str(item.spoiler_episode),
        "themes": " ".join(item.themes),
        "sources": "\n".join(map(_source_line, item.sources)),
    }


def _source_line(source: Source) -> str:
    """`label | address | confidence`, and the Korean label where there is one."""
    parts = [source.label, source.url, source.confidence, source.label_ko]
    return " | ".join(parts if source.label_ko else parts[:-1])


def _text_cells(column: str, text: Localized) -> dict[str, str]:
    return {f"{column}_{language}": getattr(text, language) for language in LANGUAGES}
