"""Convert the cells of a table row to a candidate item and back."""

import re
from collections.abc import Mapping

from quizapp.quizzes.candidate import (
    OPTION_COUNTS,
    TEXT_LIMITS,
    CandidateItem,
    CandidateOption,
    Source,
)
from quizapp.quizzes.kinds import Confidence, QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.quizzes.text_rules import is_written
from quizapp.texts import LANGUAGES, Localized

from .results import language_of

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

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫]")
OPTION_COLUMN = re.compile(r"option_(\d+)")
WEIGHT = re.compile(r"([a-z0-9-]+)\s*[ :=]\s*(-?\d{1,6})")
WHOLE = re.compile(r"-?\d{1,6}")
SOURCE = re.compile(rf"(.*?)\|([^|]*)\|\s*({'|'.join(Confidence)})\s*(?:\|(.*))?", re.DOTALL)
LETTERS = "abcdef"

Values = Mapping[str, str]


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Undo `guarded`, exactly."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


class CellReader:
    """Makes an item of one row's values by column; what cannot be read goes to `problems`."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.language = language_of(values.get("stem", ""))
        self.problems: list[ItemProblem] = []

    def item(self) -> CandidateItem:
        options = self._options()
        key = self._key(options)
        return CandidateItem(
            kind=self._kind(),
            options=tuple(
                CandidateOption(option.text, number == key, option.weights)
                for number, option in options.items()
            ),
            slug=self._value("slug"),
            category=self._value("category").casefold(),
            stars=self._whole("stars", 3),
            spoiler_episode=self._whole("spoiler_episode", 0),
            themes=tuple(re.findall(r"[^\s,;|]+", self._value("themes"))),
            sources=tuple(map(self._source, self._value("sources").split("\n")))
            if self._value("sources")
            else (),
            **{name: self._text(name) for name in TEXT_LIMITS},
        )

    def _value(self, column: str) -> str:
        return self.values.get(column, "")

    def _text(self, column: str) -> Localized:
        """A column that names no language is in the language of the question."""
        plain = self._value(column)
        english = plain if self.language == "en" else ""
        korean = plain if self.language == "ko" else ""
        return Localized(
            en=self._value(f"{column}_en") or english,
            ko=self._value(f"{column}_ko") or korean,
        )

    def _kind(self) -> str:
        weighed = any(value and name.endswith("_weights") for name, value in self.values.items())
        return self._value("kind").casefold() or (QuizKind.MOOD if weighed else QuizKind.TRIVIA)

    def _options(self) -> dict[int, CandidateOption]:
        """The options that are not empty, by the number in their heading."""
        numbers = {int(found[1]) for name in self.values if (found := OPTION_COLUMN.match(name))}
        options = {
            number: CandidateOption(
                self._text(f"option_{number}"), weights=self._weights(f"option_{number}_weights")
            )
            for number in sorted(numbers)
        }
        return {number: o for number, o in options.items() if is_written(o.text) or o.weights}

    def _weights(self, column: str) -> dict[str, int]:
        weights: dict[str, int] = {}
        field = column.replace("option_", "options.").replace("_weights", ".weights")
        for part in re.findall(r"[^,;|\n]+", self._value(column)):
            weight = WEIGHT.fullmatch(part.strip())
            if not weight:
                self.problems.append(
                    ItemProblem(ProblemCode.WEIGHTS_UNREADABLE, field, shown(part.strip()))
                )
            elif weight[1] in weights:
                self.problems.append(
                    ItemProblem(ProblemCode.THEME_REPEATED, field, shown(weight[1]))
                )
            else:
                weights[weight[1]] = int(weight[2])
        return weights

    def _whole(self, column: str, default: int) -> int:
        value = self._value(column)
        if WHOLE.fullmatch(value):
            return int(value)
        if value:
            self.problems.append(ItemProblem(ProblemCode.NOT_A_NUMBER, column, shown(value)))
        return default

    def _key(self, options: Mapping[int, CandidateOption]) -> int | None:
        """#2, 2, B or the text of the right option: whichever names just one of them."""
        value = self._value("key").casefold()
        numbers = {n for n in options if value in (f"#{n}", str(n), _letter(n))}
        texts = {
            n
            for n, option in options.items()
            if value in (option.text.en.casefold(), option.text.ko.casefold())
        }
        named = numbers if value.startswith("#") and numbers else numbers | texts
        if not value or len(named) == 1:
            return next(iter(named)) if value else None
        code = ProblemCode.KEY_AMBIGUOUS if named else ProblemCode.KEY_UNKNOWN
        self.problems.append(ItemProblem(code, "options", shown(self._value("key"))))
        return None

    def _source(self, line: str) -> Source:
        """As in `_source_line`, where a label may contain a | of its own."""
        found = SOURCE.fullmatch(line)
        if found:
            label, url, confidence, label_ko = (part.strip() for part in found.groups(""))
            return Source(label, url, confidence, label_ko=label_ko)
        label, _, url = (part.strip() for part in line.rpartition("|"))
        if not label:
            self.problems.append(ItemProblem(ProblemCode.SOURCE_UNREADABLE, "sources", shown(line)))
        return Source(label, url)


def _letter(number: int) -> str:
    return LETTERS[number - 1] if number <= len(LETTERS) else ""


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
