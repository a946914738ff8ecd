"""Aiken: read a question, options lettered A, B, C … on lines of their own, then `ANSWER: B`."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, cleaned
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .results import ReadResult, Row, at_most_max_rows, language_of, localized, refusing

EXTENSION = ".txt"

OPTION = re.compile(r"\s*([A-Za-z])[.)]\s++(\S.*)")
ANSWER = re.compile(r"\s*(?:ANSWER|정답)\s*:\s*+(.*)", re.IGNORECASE)
COMMENT = "# "


@dataclass
class _Block:
    """The lines of one question, as far as they have been read."""

    line: int
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: str = ""
    text: list[str] = field(default_factory=list)
    has_gap: bool = False

    def is_over_before(self, line: str) -> bool:
        """Whether `line` can only belong to the next question."""
        if self.answer:
            return True
        if ANSWER.fullmatch(line):
            return False
        if OPTION.fullmatch(line):
            return False
        return bool(self.options) or self.has_gap

    def add(self, line: str) -> None:
        self.text.append(line)
        if answer := ANSWER.fullmatch(line):
            self.answer = answer[1].strip() or "?"
        elif option := OPTION.fullmatch(line):
            self.letters.append(option[1].upper())
            self.options.append(cleaned(option[2]))
        else:
            self.stem.append(line)


@refusing
def read(text: str) -> ReadResult:
    """Lines that begin with `# ` are notes; a question may run over several lines."""
    rows = (_row(number, block) for number, block in enumerate(_blocks(text), start=1))
    return ReadResult(at_most_max_rows(rows))


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The questions of `rows` as a file to fix, each below its reasons."""
    blocks = (
        [*(COMMENT + reason(problem) for problem in row.problems), *row.source] for row in rows
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _blocks(text: str) -> Iterator[_Block]:
    block: _Block | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(COMMENT):
            continue
        if not line.strip():
            if block:
                block.has_gap = True
            continue
        if block and block.is_over_before(line):
            yield block
            block = None
        block = block or _Block(number)
        block.add(line)
    if block:
        yield block


def _row(number: int, block: _Block) -> Row:
    row = Row(number, block.line, tuple(block.text))
    if problem := _problem(block):
        return row.with_problems([problem])
    return Row(number, block.line, row.source, _item(block))


def _problem(block: _Block) -> ItemProblem | None:
    expected = list(ascii_uppercase[: len(block.letters)])
    if not block.stem:
        return ItemProblem(ProblemCode.AIKEN_NO_STEM, "stem")
    if not block.options:
        return ItemProblem(ProblemCode.AIKEN_NO_OPTIONS, "options")
    if block.letters != expected:
        return ItemProblem(ProblemCode.AIKEN_LETTERS, "options", shown(" ".join(block.letters)))
    if not block.answer:
        return ItemProblem(ProblemCode.AIKEN_NO_ANSWER, "options")
    if block.answer.upper() not in expected:
        return ItemProblem(ProblemCode.KEY_UNKNOWN, "options", shown(block.answer))
    return None


def _item(block: _Block) -> CandidateItem:
    stem = cleaned("\n".join(block.stem))
    language = language_of(stem)
    key = block.letters.index(block.answer.upper())
    options = (
        CandidateOption(localized(text, language), position == key)
        for position, text in enumerate(block.options)
    )
    return CandidateItem(
        kind=QuizKind.TRIVIA, stem=localized(stem, language), options=tuple(options)
    )
