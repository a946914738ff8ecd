r"""Moodle's GIFT: `::title:: stem { =right ~wrong #feedback ####explanation }`.

https://docs.moodle.org/en/GIFT_format. A reader of our own: the parsers on PyPI (pygiftparser
1.1 of 2017, pygiftparserrgmf 0.0.5 of 2022) are no longer maintained, raise on the first error
and do not tell lines. Only questions with options are read. A question is in one language.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from quizapp.quizzes.candidate import CandidateItem, CandidateOption, cleaned
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .foreign import category_of, category_remarks, slug_and_remarks, slug_of
from .gift_blocks import Block, blocks_of
from .language import is_complete_in, language_of, localized
from .markup import LONGEST_DETAIL, plain_text
from .numbering import unnumbered
from .results import ReadResult, Row, at_most_max_rows, refusing
from .truths import truth_options

EXTENSION = ".gift"
MAX_ANSWERS = 100

FORMAT = r"(?:\s*\[(?P<format>html|moodle|plain|markdown)\])?"
BLOCK = re.compile(
    r"(?:\s*::(?P<title>(?:\\.|[^\\:]|:(?!:))*+)::)?"
    + FORMAT
    + r"(?P<stem>(?:\\.|[^\\{}])*+)"
    + r"(?:\{(?P<answers>(?:\\.|[^\\{}])*+)\}(?P<rest>(?:\\.|[^\\{}])*+))?",
    re.DOTALL,
)
EXPLAINED = re.compile(
    r"(?P<answers>(?:\\.|[^\\#]|#(?!###))*+)(?:####(?P<explanation>.*))?", re.DOTALL
)
ANSWER = re.compile(r"([=~])((?:\\.|[^\\=~])*+)", re.DOTALL)
FORMATTED = re.compile(FORMAT + r"(?P<text>.*)", re.DOTALL)
WEIGHED = re.compile(r"\s*(?:%(?P<percent>-?\d{1,3}(?:\.\d{1,5})?)%)?(?P<text>.*)", re.DOTALL)
FEEDBACK = re.compile(r"(?P<text>(?:\\.|[^\\#])*+)(?:#(?P<feedback>.*))?", re.DOTALL)
TRUTH = re.compile(
    r"\s*(T|TRUE|F|FALSE|참|거짓)\s*+(?:#(?P<if_wrong>[^#]*+))?(?:#(?P<if_right>[^#]*+))?",
    re.IGNORECASE,
)
TRUE = ("T", "참")
ESCAPED = re.compile(r"\\([~=#{}:n\\])")
SPECIAL = re.compile(r"[~=#{}:\\]")


class _Refused(Exception):
    def __init__(self, code: ProblemCode, field: str = "", detail: str = "") -> None:
        super().__init__(code)
        self.problem = ItemProblem(code, field, detail)


@refusing
def read(text: str) -> ReadResult:
    """The general feedback, or else the right option's, becomes the explanation.

    What else a question says is named in the remarks of its row.
    """
    rows = (_row(number, block) for number, block in enumerate(blocks_of(text), start=1))
    return ReadResult(*unnumbered(at_most_max_rows(rows)))


def write(items: Iterable[CandidateItem], language: str = "en") -> str:
    """The trivia among `items` that are complete in `language`; others are named in a comment.

    Slug, category, stem, options, key and explanation are kept; GIFT has no place for the rest.
    """
    return "".join(_written(item, language) + "\n\n" for item in items)


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The questions of `rows` as a file to fix, each below its reasons."""
    return "".join(_rejected_block(row, reason) + "\n\n" for row in rows)


def _rejected_block(row: Row, reason: Callable[[ItemProblem], str]) -> str:
    reasons = [f"// {reason(problem)}" for problem in row.problems]
    return "\n".join([*reasons, f"$CATEGORY: {row.source.category}", "", row.source.text])


def _row(number: int, block: Block) -> Row:
    row = Row(number, block.line, block, tags=tuple(block.tags))
    question = _Question(block)
    try:
        item = question.item()
    except _Refused as refused:
        return row.with_problems([refused.problem])
    if block.lacks_gap:
        question.remarks.append(ItemProblem(ProblemCode.GAP_MISSING))
    return replace(row, item=item).with_remarks(question.remarks)


class _Question:
    """Makes an item of a block; what the item cannot hold goes to `remarks`."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.remarks: list[ItemProblem] = []
        self.markup = "moodle"

    def item(self) -> CandidateItem:
        """:raises _Refused: no question with options, or none that can be read."""
        parts = BLOCK.fullmatch(self.block.text)
        if not parts:
            raise _Refused(ProblemCode.GIFT_BRACES)
        if parts["answers"] is None:
            raise _Refused(ProblemCode.GIFT_NO_ANSWERS, "options")
        self.markup = parts["format"] or "moodle"
        stem = self._stem(parts["stem"], parts["rest"])
        language = language_of(stem)
        explained = EXPLAINED.fullmatch(parts["answers"])
        answers, general = explained.group("answers", "explanation") if explained else ("", "")
        options, feedback = self._options(answers, language)
        told = self._text(general or "")
        if told and feedback:
            self._leave(ProblemCode.LEFT_FEEDBACK, feedback)
        return CandidateItem(
            kind=QuizKind.TRIVIA,
            stem=localized(stem, language),
            options=options,
            slug=self._slug(parts["title"] or "", stem),
            category=self._category(),
            explanation=localized(told or feedback, language),
        )

    def _stem(self, before: str, after: str) -> str:
        """A stem that goes on after the answers has a gap to fill in their place."""
        stem, rest = (self._plain(raw or "", self.markup) for raw in (before, after))
        return f"{stem} _____ {rest}".strip() if rest else stem

    def _options(self, answers: str, language: str) -> tuple[tuple[CandidateOption, ...], str]:
        """The options, and the feedback on the right one."""
        if truth := TRUTH.fullmatch(answers):
            if_wrong, if_right = truth.group("if_wrong", "if_right")
            self._leave(ProblemCode.LEFT_FEEDBACK, self._text(if_wrong or ""))
            options = truth_options(is_true=truth[1].upper().startswith(TRUE), language=language)
            return options, self._text(if_right or "")
        if answers.lstrip().startswith("#"):
            raise _Refused(ProblemCode.GIFT_NUMERICAL, "options")
        parts = [(found[1], found[2]) for found in islice(ANSWER.finditer(answers), MAX_ANSWERS)]
        _refuse_other_kinds(parts)
        self._leave(ProblemCode.LEFT_TEXT, self._text(ANSWER.split(answers, maxsplit=1)[0]))
        told = [self._option(mark, body, language) for mark, body in parts]
        right = [feedback for option, feedback in told if option.is_key and feedback]
        wrong = [feedback for option, feedback in told if not option.is_key and feedback]
        for feedback in (*wrong, *right[1:]):
            self._leave(ProblemCode.LEFT_FEEDBACK, feedback)
        return tuple(option for option, _ in told), right[0] if right else ""

    def _option(self, mark: str, body: str, language: str) -> tuple[CandidateOption, str]:
        weighed = WEIGHED.fullmatch(body)
        told = FEEDBACK.fullmatch(weighed["text"]) if weighed else None
        if not weighed or not told:
            raise _Refused(ProblemCode.GIFT_BRACES, "options")
        percent = float(weighed["percent"] or (100 if mark == "=" else 0))
        if 0 < percent < 100:
            told_percent = shown(weighed["percent"]) + " %"
            raise _Refused(ProblemCode.GIFT_PARTIAL_CREDIT, "options", told_percent)
        if percent < 0:
            self._leave(ProblemCode.LEFT_WEIGHT, f"{weighed['percent']} %")
        option = CandidateOption(localized(self._text(told["text"]), language), percent >= 100)
        return option, self._text(told["feedback"] or "")

    def _text(self, raw: str | None) -> str:
        """A text without escapes and markup, in its own format or in that of the question."""
        formatted = FORMATTED.fullmatch(raw or "")
        if not formatted:
            return ""
        return self._plain(formatted["text"], formatted["format"] or self.markup)

    def _plain(self, raw: str, markup: str) -> str:
        text = ESCAPED.sub(lambda e: "\n" if e[1] == "n" else e[1], raw)
        plain = plain_text(text, markup)
        self.remarks += plain.remarks
        return plain.text

    def _slug(self, title: str, stem: str) -> str:
        """The title, or else the id in a comment, where it is fit to be a slug."""
        name = cleaned(ESCAPED.sub(r"\1", title))
        slug, remarks = slug_and_remarks(name, self.block.id, stem)
        self.remarks += remarks
        return slug

    def _category(self) -> str:
        """Ours where the last part of Moodle's path names one."""
        path = self.block.category
        self.remarks += category_remarks(path)
        return category_of(path)

    def _leave(self, code: ProblemCode, text: str) -> None:
        if text.strip():
            self.remarks.append(ItemProblem(code, detail=shown(text.strip(), LONGEST_DETAIL)))


def _refuse_other_kinds(parts: Sequence[tuple[str, str]]) -> None:
    if not parts:
        raise _Refused(ProblemCode.GIFT_NO_ANSWERS, "options")
    if any(mark == "~" for mark, _ in parts):
        return
    if all("->" in body for _, body in parts):
        raise _Refused(ProblemCode.GIFT_MATCHING, "options")
    raise _Refused(ProblemCode.GIFT_SHORT_ANSWER, "options")


def _written(item: CandidateItem, language: str) -> str:
    if item.kind != QuizKind.TRIVIA or not is_complete_in(item, language):
        return f"// left out: {item.slug} ({item.kind}, {language})"
    answers = "\n".join("  " + _written_option(option, language) for option in item.options)
    explanation = _escaped(getattr(item.explanation, language))
    return (
        f"$CATEGORY: {item.category}\n\n"
        f"{_title(item.slug)}[plain]{_escaped(getattr(item.stem, language))} {{\n"
        f"{answers}\n" + (f"  ####[plain]{explanation}\n" if explanation else "") + "}"
    )


def _title(slug: str) -> str:
    """Nothing for a mere number, which no reader takes for a name."""
    return f"::{slug}::" if slug_of(slug) else ""


def _written_option(option: CandidateOption, language: str) -> str:
    # [plain] also keeps a text that begins with a percentage from being read as a weight.
    return f"{'=' if option.is_key else '~'}[plain]{_escaped(getattr(option.text, language))}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n")
