"""Make a candidate item of the cells of a table row, as this game or another tool writes them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from quizapp.quizzes.candidate import (
    SLUG,
    TEXT_LIMITS,
    CandidateItem,
    CandidateOption,
    Source,
)
from quizapp.quizzes.kinds import Confidence, QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.quizzes.text_rules import is_written
from quizapp.texts import Localized

from .answer_signs import CLOSED, named_options
from .foreign import (
    category_of,
    category_remarks,
    is_yes,
    kind_of,
    slug_of,
    slug_remarks,
    stars_of,
    whole_number,
)
from .language import language_of
from .markup import LONGEST_DETAIL
from .truths import truth_of, truth_options

OPTION_COLUMN = re.compile(r"(option|wrong|right)_(\d{1,2})(?:_(?:en|ko|weights))?")
WEIGHT = re.compile(r"([a-z0-9-]+)(?:\s*+[:=]\s*+|\s++)(-?\d{1,6})")
SOURCE = re.compile(rf"(.*?)\|([^|]*)\|\s*({'|'.join(Confidence)})\s*(?:\|(.*))?", re.DOTALL)
SEPARATOR = re.compile(r"[\n;|]")
SIGNED = re.compile(rf"[{CLOSED}]|(?:^|(?<=\s))[(]?[1-9A-Fa-f가나다라마바][.)]")
USUAL_STARS = 3
LETTERS_LOST = re.compile(r"(?<!\?)\?{1,20}[^\w?]{1,3}\?{2,}|\?{2,20}[^\w?]{1,3}\?")
LEAST_LOST = 4

Options = dict[int, CandidateOption]


class CellReader:
    """Makes an item of one row's values by column.

    What cannot be read goes to `problems`, what the item cannot hold to `remarks`.
    """

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = {**values, **_options_in(values.get("options", ""))}
        self.language = self._language()
        self.problems: list[ItemProblem] = []
        self.remarks: list[ItemProblem] = []

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\s,;|#][^,;|\n#]*(?<!\s)", self._value("tags")))

    @property
    def given(self) -> frozenset[str]:
        """The fields with a usual value that this row gives a value for that we know."""
        given = {"stars"} if stars_of(self._value("stars")) else set()
        return frozenset(given | ({"spoiler_episode"} if self._value("spoiler_episode") else set()))

    def item(self) -> CandidateItem:
        options, keys = self._options_and_keys()
        self._check_letters()
        self.remarks += self._left_media()
        self.remarks += category_remarks(self._value("category"))
        return CandidateItem(
            kind=self._kind(),
            options=tuple(
                CandidateOption(option.text, number in keys, option.weights)
                for number, option in options.items()
            ),
            slug=self._slug(),
            category=category_of(self._value("category")),
            stars=self._stars(),
            spoiler_episode=self._episode(),
            themes=tuple(re.findall(r"[^\s,;|]+", self._value("themes"))),
            sources=tuple(map(self._source, self._value("sources").split("\n")))
            if self._value("sources")
            else (),
            **{name: self._text(name) for name in TEXT_LIMITS},
        )

    def _language(self) -> str:
        """That of the question, which is plain, or named by its column."""
        if plain := self._value("stem"):
            return language_of(plain)
        return "ko" if self._value("stem_ko") and not self._value("stem_en") else "en"

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
        told = self._value("kind")
        kind = kind_of(told)
        if told and not kind:
            self.problems.append(ItemProblem(ProblemCode.TYPE_OTHER, "kind", shown(told)))
        return kind or (QuizKind.MOOD if weighed else QuizKind.TRIVIA)

    def _slug(self) -> str:
        """Our own as it stands, or the identifier of another tool where it is fit to be one."""
        slug, other = self._value("slug"), self._value("id")
        if SLUG.fullmatch(slug):
            return slug
        self.remarks += slug_remarks(slug) + slug_remarks(other)
        return slug_of(other)

    def _options_and_keys(self) -> tuple[Options, set[int]]:
        options, wrong = self._options("option"), self._wrong()
        truth = truth_of(self._value("key"))
        if not options and not wrong and truth is not None:
            pair = truth_options(is_true=truth, language=self.language)
            return {1: pair[0], 2: pair[1]}, {1 if truth else 2}
        if options or not wrong:
            for text in wrong:
                self._leave(ProblemCode.LEFT_TEXT, text.en or text.ko)
            return options, self._keys(options)
        return self._right_and_wrong(wrong)

    def _right_and_wrong(self, wrong: Sequence[Localized]) -> tuple[Options, set[int]]:
        """Options whose columns say which is right; sorted, as the right one always comes first."""
        right = [self._text("key")] if self._value("key") else []
        right += [option.text for option in self._options("right").values()]
        texts = sorted([*right, *wrong], key=lambda text: (text.en, text.ko))
        keys = {number for number, text in enumerate(texts, start=1) if text in right}
        return {n: CandidateOption(text) for n, text in enumerate(texts, start=1)}, keys

    def _options(self, name: str) -> Options:
        """The options that are not empty, by the number in their heading."""
        found = map(OPTION_COLUMN.fullmatch, self.values)
        numbers = {int(column[2]) for column in found if column and column[1] == name}
        options = {
            number: CandidateOption(
                self._text(f"{name}_{number}"), weights=self._weights(f"{name}_{number}_weights")
            )
            for number in sorted(numbers)
        }
        return {number: o for number, o in options.items() if is_written(o.text) or o.weights}

    def _wrong(self) -> list[Localized]:
        """Wrong answers in columns of their own, or several in one."""
        single = self._text("wrong")
        several = _paired(_several(single.en), _several(single.ko))
        return [*filter(is_written, several), *(o.text for o in self._options("wrong").values())]

    def _weights(self, column: str) -> dict[str, int]:
        weights: dict[str, int] = {}
        field = column.replace("option_", "options.").replace("_weights", ".weights")
        for part in re.findall(r"[^,;|\n]+", self._value(column)):
            weight = WEIGHT.fullmatch(part.strip())
            if not weight:
                self._refuse(ProblemCode.WEIGHTS_UNREADABLE, field, part.strip())
            elif weight[1] in weights:
                self._refuse(ProblemCode.THEME_REPEATED, field, weight[1])
            else:
                weights[weight[1]] = int(weight[2])
        return weights

    def _stars(self) -> int:
        value = self._value("stars")
        stars = stars_of(value)
        if value and not stars:
            self.remarks.append(ItemProblem(ProblemCode.LEFT_LEVEL, "stars", shown(value)))
        return stars or USUAL_STARS

    def _episode(self) -> int:
        value = self._value("spoiler_episode")
        number = whole_number(value)
        if value and number is None:
            self._refuse(ProblemCode.NOT_A_NUMBER, "spoiler_episode", value)
        return number or 0

    def _keys(self, options: Mapping[int, CandidateOption]) -> set[int]:
        """The right options by all columns that tell: by mark, sign, number or text."""
        marked = {n for n in options if is_yes(self._value(f"option_{n}_right"))}
        told = [self._value("key"), *(self._value(f"right_{n}") for n in range(1, 10))]
        return marked.union(*(self._named(value, options) for value in told if value))

    def _named(self, value: str, options: Mapping[int, CandidateOption]) -> set[int]:
        last = max(options, default=0)
        texts = [_texts(options.get(number)) for number in range(1, last + 1)]
        signs, words = named_options(value, texts)
        by_sign = {number for number in signs if number in options}
        if len(by_sign) < len(set(signs)):
            by_sign = set()
        if by_sign and (value.startswith("#") or not words or by_sign == set(words)):
            return by_sign
        named = by_sign | set(words)
        if len(named) != 1:
            code = ProblemCode.KEY_AMBIGUOUS if named else ProblemCode.KEY_UNKNOWN
            self._refuse(code, "options", value)
            return set()
        return named

    def _check_letters(self) -> None:
        """Refuse a question that has question marks where words were."""
        for column in ("stem", "stem_en", "stem_ko"):
            value = self._value(column)
            if value.count("?") >= LEAST_LOST and LETTERS_LOST.search(value):
                self._refuse(ProblemCode.LETTERS_LOST, "stem", value)

    def _left_media(self) -> Iterator[ItemProblem]:
        if value := self._value("media"):
            yield ItemProblem(ProblemCode.LEFT_PICTURE, detail=shown(value, LONGEST_DETAIL))

    def _leave(self, code: ProblemCode, text: str) -> None:
        self.remarks.append(ItemProblem(code, detail=shown(text, LONGEST_DETAIL)))

    def _refuse(self, code: ProblemCode, field: str, value: str) -> None:
        self.problems.append(ItemProblem(code, field, shown(value)))

    def _source(self, line: str) -> Source:
        """As in `_source_line`, where a label may contain a | of its own."""
        found = SOURCE.fullmatch(line)
        if found:
            label, url, confidence, label_ko = (part.strip() for part in found.groups(""))
            return Source(label, url, confidence, label_ko=label_ko)
        label, _, url = (part.strip() for part in line.rpartition("|"))
        if not label:
            self._refuse(ProblemCode.SOURCE_UNREADABLE, "sources", line)
        return Source(label, url)


def _options_in(cell: str) -> dict[str, str]:
    """The options that stand in one cell, each behind its sign or on its own line."""
    parts = [part.strip() for part in SIGNED.split(cell) if part.strip()]
    if len(parts) < 2:
        parts = _several(cell)
    return {f"option_{number}": part for number, part in enumerate(parts, start=1)}


def _several(text: str) -> list[str]:
    """The texts between separators; a line without anything is none."""
    return [part for part in map(str.strip, SEPARATOR.split(text)) if part]


def _texts(option: CandidateOption | None) -> list[str]:
    return [text for text in (option.text.en, option.text.ko) if text] if option else []


def _paired(english: Sequence[str], korean: Sequence[str]) -> list[Localized]:
    return [Localized(en, ko) for en, ko in zip_longest(english, korean, fillvalue="")]
