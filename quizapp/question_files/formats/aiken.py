"""Aiken: read a question, options lettered on lines of their own, then `ANSWER: B`.

https://docs.moodle.org/en/Aiken_format, and as people write it: other letters and signs, in Korean,
with the text of the right option behind its letter, numbers, and lines of feedback.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, cleaned
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown
from quizapp.texts import Localized

from .answer_signs import CLOSED, SIGN, named_options, position_of
from .language import language_of, localized
from .numbering import unnumbered
from .results import ReadResult, Row, at_most_max_rows, refusing

EXTENSION = ".txt"
LONGEST_DETAIL = 120

OPTION = re.compile(
    rf"\s*(?:(?P<closed>[{CLOSED}])|[(\[（](?P<held>{SIGN})[)\]）]|(?P<sign>{SIGN})(?:[.)．）:：、](?![A-Z]\.)|\s?[-–—]\s))"
    r"(?P<space>\s*+)(?P<text>\S.*)"
)
ANSWER_WORDS = r"(?:correct|right)?\s?(?:answer|ans|key)|(?:정|해)?답\s?(?:번호)?"
ANSWER = re.compile(
    rf"\s*[\[【(]?\s?(?:{ANSWER_WORDS})\s?[\]】)]?\s?(?:[:：=]|은\s|는\s)\s*+(?P<told>.*)"
    rf"|\s*[\[【]정답[\]】]\s*+(?P<boxed>.*)|\s*정답\s+(?P<bare>{SIGN}번?)\s*",
    re.IGNORECASE,
)
FEEDBACK = re.compile(
    r"\s*[\[【(]?\s?(?:general\s?)?(?:feedback|explanation|rationale|reason|해설|풀이|설명)"
    r"\s?(?:[\]】)]|[:：])\s*+(?P<text>.*)",
    re.IGNORECASE,
)
COMMENT = "# "


@dataclass
class _Block:
    """The lines of one question, as far as they have been read."""

    line: int
    stem: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: str = ""
    feedback: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    has_gap: bool = False

    def option_in(self, line: str) -> re.Match[str] | None:
        """The option in a line; signs that a text may begin with must be the next in order."""
        found = OPTION.fullmatch(line)
        if not found or found["closed"]:
            return found
        sign = found["held"] or found["sign"]
        is_letter = sign.isascii() and sign.isalpha() and found["sign"] and found["space"]
        is_next = bool(self.stem) and position_of(sign) == len(self.options) + 1
        return found if is_letter or is_next else None

    def is_over_before(self, line: str) -> bool:
        """Whether `line` can only belong to the next question."""
        if self.answer:
            return True
        if ANSWER.fullmatch(line):
            return False
        if self.option_in(line) or self.continues_option(line):
            return False
        return bool(self.options) or self.has_gap

    def add(self, line: str) -> None:
        self.text.append(line)
        if answer := ANSWER.fullmatch(line):
            told = answer["told"] or answer["boxed"] or answer["bare"] or ""
            self.answer = told.strip() or "?"
        elif option := self.option_in(line):
            sign = option["closed"] or option["held"] or option["sign"]
            self.signs.append(sign)
            self.places.append(position_of(sign))
            self.options.append(cleaned(option["text"]))
        elif self.continues_option(line):
            self.options[-1] = f"{self.options[-1]} {line.strip()}"
        else:
            self.stem.append(line)

    def continues_option(self, line: str) -> bool:
        """Whether a line that is set in goes on with the option right above it."""
        return bool(self.options) and not self.has_gap and line[0].isspace()

    def add_below(self, number: int, line: str) -> None:
        """A line below the answer: feedback, or something we have no place for."""
        self.text.append(line)
        if told := FEEDBACK.fullmatch(line):
            self.feedback.append(told["text"])
        elif self.feedback:
            self.feedback.append(line)
        else:
            self.left.append((number, line))


@refusing
def read(text: str) -> ReadResult:
    """Lines that begin with `# ` are notes; a question may run over several lines."""
    rows = (_row(number, block) for number, block in enumerate(_blocks(text), start=1))
    return ReadResult(*unnumbered(at_most_max_rows(rows)))


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The questions of `rows` as a file to fix, each below its reasons."""
    blocks = (
        [*(COMMENT + reason(problem) for problem in row.problems), *row.source] for row in rows
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    lines = text.split("\n")
    begins = _begins(lines)
    for number, line in enumerate(lines, start=1):
        if line.startswith(COMMENT):
            continue
        if not line.strip():
            if block:
                block.has_gap = True
            continue
        if block and block.answer and _is_below(block, line, begins[number - 1]):
            block.add_below(number, line)
            continue
        if block and block.is_over_before(line):
            yield block
            block = None
        block = block or _Block(number)
        block.add(line)
    if block:
        yield block


def _is_below(block: _Block, line: str, begins_question: bool) -> bool:
    """Whether a line after an answer still belongs to it."""
    if begins_question:
        return bool(FEEDBACK.fullmatch(line)) and not block.feedback
    return not block.has_gap or bool(FEEDBACK.fullmatch(line))


def _begins(lines: Sequence[str]) -> list[bool]:
    """Of each line, whether options follow it: at once, or below further lines of its question."""
    begins, follows, is_option, is_beside, below = [], False, False, False, ""
    for line in reversed(lines):
        if not line.strip():
            is_beside = False
        else:
            follows = is_option or (follows and is_beside)
            is_option, is_beside, below = _is_option(line, below), True, line
        begins.append(follows)
    return begins[::-1]


def _is_option(line: str, below: str) -> bool:
    """Whether a line is an option; after a number only where the next number stands below."""
    found = OPTION.fullmatch(line)
    sign = found["sign"] if found else None
    if not sign or not sign.isdecimal():
        return bool(found)
    after = OPTION.fullmatch(below)
    return bool(after and after["sign"] == str(int(sign) + 1))


def _row(number: int, block: _Block) -> Row:
    row = Row(number, block.line, tuple(block.text))
    if problem := _problem(block):
        return row.with_problems([problem])
    keys = _keys(block)
    if not keys:
        told = shown(block.answer)
        return row.with_problems([ItemProblem(ProblemCode.KEY_UNKNOWN, "options", told)])
    left = [
        ItemProblem(ProblemCode.LEFT_TEXT, detail=shown(line.strip(), LONGEST_DETAIL), line=place)
        for place, line in block.left
    ]
    return Row(number, block.line, row.source, _item(block, keys)).with_remarks(left)


def _problem(block: _Block) -> ItemProblem | None:
    if not block.stem:
        return ItemProblem(ProblemCode.AIKEN_NO_STEM, "stem")
    if not block.options:
        return ItemProblem(ProblemCode.AIKEN_NO_OPTIONS, "options")
    if block.places != [*range(1, len(block.places) + 1)]:
        return ItemProblem(ProblemCode.AIKEN_LETTERS, "options", shown(" ".join(block.signs)))
    if not block.answer:
        return ItemProblem(ProblemCode.AIKEN_NO_ANSWER, "options")
    return None


def _keys(block: _Block) -> list[int]:
    """The places of the options that the answer names: its sign counts before its words."""
    by_sign, by_text = named_options(block.answer, [[option] for option in block.options])
    signs = [place for place in by_sign if place <= len(block.options)]
    return signs if signs and len(signs) == len(by_sign) else by_text


def _item(block: _Block, keys: Sequence[int]) -> CandidateItem:
    stem = cleaned("\n".join(block.stem))
    language = language_of(stem)
    told = cleaned("\n".join(block.feedback))
    return CandidateItem(
        kind=QuizKind.TRIVIA,
        stem=localized(stem, language),
        options=tuple(
            CandidateOption(localized(text, language), place in keys)
            for place, text in enumerate(block.options, start=1)
        ),
        explanation=localized(told, language) if told else Localized(),
    )
