"""Split GIFT into the lines of its questions, with the category and comments that stand above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.quizzes.candidate import cleaned

CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")
TITLE = re.compile(r"\s*::(?:\\.|[^\\:]|:(?!:))*+::")
ESCAPED_SIGN = re.compile(r"\\.")
GOES_ON = re.compile(r"\s*(?:[=~}]|#{4})")
TOLD_IN_COMMENT = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*+)\]", re.IGNORECASE)


@dataclass
class Block:
    """The lines of one question, without its comments; `line` is its first.

    `id` and `tags` are those of the comment above: https://docs.moodle.org/en/GIFT_format.
    """

    category: str
    line: int = 0
    lines: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)
    lacks_gap: bool = False
    depth: int = 0
    is_closed: bool = False

    @property
    def text(self) -> str:
        return "\n".join([*self.lines, *self.tail])

    def add(self, number: int, line: str) -> None:
        self.line = self.line or number
        marks = ESCAPED_SIGN.sub("", line)
        if self.is_closed and "{" not in marks:
            self.tail.append(line)
            return
        self.lines += [*self.tail, line]
        self.tail.clear()
        self.depth = max(0, self.depth + marks.count("{") - marks.count("}"))
        self.is_closed = self.is_closed or (self.depth == 0 and "}" in marks)

    def is_over_before(self, line: str) -> bool:
        """Whether a line begins another question, although no blank line stands before it."""
        if TITLE.match(line):
            return bool(self.lines)
        return self.is_closed and "{" in ESCAPED_SIGN.sub("", line)

    def note(self, comment: str) -> None:
        for kind, text in TOLD_IN_COMMENT.findall(comment):
            told = cleaned(ESCAPED_SIGN.sub(lambda sign: sign[0][1], text))
            if kind.casefold() == "tag":
                self.tags.append(told)
            else:
                self.id = told


class _Splitter:
    """Collects lines, and gives the blocks that they end."""

    def __init__(self) -> None:
        self.block = Block("")

    def comment(self, comment: str) -> Iterator[Block]:
        if self.block.is_closed:
            yield from self.end(Block(self.block.category, lacks_gap=True))
        self.block.note(comment)

    def line(self, number: int, line: str) -> Iterator[Block]:
        if self.block.lines and self.block.is_over_before(line):
            yield from self.end(_begun_by(self.block))
        self.block.add(number, line)

    def blank(self, *, goes_on: bool) -> Iterator[Block]:
        """A blank line inside braces ends a question unless its answers clearly go on below."""
        if self.block.lines and not (self.block.depth and goes_on):
            yield from self.end(Block(self.block.category))
        self.block.lacks_gap = self.block.lacks_gap and bool(self.block.lines)

    def end(self, following: Block) -> Iterator[Block]:
        ended, self.block = self.block, following
        if ended.lines:
            yield ended


def blocks_of(text: str) -> Iterator[Block]:
    """Runs of lines between blank ones; comments do not count as blank."""
    lines, splitter = text.split("\n"), _Splitter()
    goes_on = _go_on(lines)
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith("//"):
            yield from splitter.comment(line)
        elif named := CATEGORY.fullmatch(line):
            yield from splitter.end(Block(cleaned(named[1])))
        elif not line.strip():
            yield from splitter.blank(goes_on=goes_on[number - 1])
        else:
            yield from splitter.line(number, line)
    yield from splitter.end(Block(""))


def _begun_by(last: Block) -> Block:
    """The block of a question that begins right below another, with the lines that led to it."""
    block = Block(last.category, lacks_gap=True)
    if last.is_closed:
        for line in last.tail:
            block.add(last.line + len(last.lines), line)
        last.tail.clear()
    return block


def _go_on(lines: list[str]) -> list[bool]:
    """Of each line, whether it or the next with something in it continues a list of answers."""
    goes_on = [False]
    for line in reversed(lines):
        goes_on.append(bool(GOES_ON.match(line)) if line.strip() else goes_on[-1])
    return goes_on[:0:-1]
