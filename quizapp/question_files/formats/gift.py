r"""Moodle's GIFT: `::title:: stem { =right ~wrong #feedback ####explanation }`.

https://docs.moodle.org/en/GIFT_format. A tokenizer of our own: the parsers on PyPI (pygiftparser
1.1 of 2017, pygiftparserrgmf 0.0.5 of 2022) are no longer maintained, raise on the first error
and do not tell lines. Only questions with options are read. A question is in one language.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quizapp.quizzes.candidate import SLUG, CandidateItem, CandidateOption, cleaned
from quizapp.quizzes.kinds import Category, QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .results import ReadResult, Row, at_most_max_rows, language_of, localized, refusing

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
WEIGHED = re.compile(
    r"\s*(?:%(?P<percent>-?\d{1,3}(?:\.\d{1,5})?)%)?" + FORMAT + r"(?P<text>.*)", re.DOTALL
)
FEEDBACK = re.compile(r"(?P<text>(?:\\.|[^\\#])*+)(?:#(?P<feedback>.*))?", re.DOTALL)
TRUTH = re.compile(
    r"\s*(T|TRUE|F|FALSE)\s*+(?:#(?P<if_wrong>[^#]*+))?(?:#(?P<if_right>[^#]*+))?", re.IGNORECASE
)
ESCAPED = re.compile(r"\\([~=#{}:n\\])")
SPECIAL = re.compile(r"[~=#{}:\\]")
TAG = re.compile(r"<[^<>]*>")
CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")
TRUTHS = {"en": ("True", "False"), "ko": ("참", "거짓")}


@dataclass(frozen=True)
class _Block:
    """The lines of one question, without its comments."""

    line: int
    text: str
    category: str


class _Refused(Exception):
    def __init__(self, code: ProblemCode, field: str = "", detail: str = "") -> None:
        super().__init__(code)
        self.problem = ItemProblem(code, field, detail)


@refusing
def read(text: str) -> ReadResult:
    """The general feedback, or else the right option's, becomes the explanation."""
    rows = (_row(number, block) for number, block in enumerate(_blocks(text), start=1))
    return ReadResult(at_most_max_rows(rows))


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


def _blocks(text: str) -> Iterator[_Block]:
    """Runs of lines between blank ones; comments do not count as blank."""
    category, first, lines = "", 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.lstrip().startswith("//"):
            continue
        if named := CATEGORY.fullmatch(line):
            category = cleaned(named[1])
            continue
        if line.strip():
            first = first or number
            lines.append(line)
        elif lines:
            yield _Block(first, "\n".join(lines), category)
            first, lines = 0, []


def _row(number: int, block: _Block) -> Row:
    row = Row(number, block.line, block)
    try:
        return Row(number, block.line, block, _item(block))
    except _Refused as refused:
        return row.with_problems([refused.problem])


def _item(block: _Block) -> CandidateItem:
    parts = BLOCK.fullmatch(block.text)
    if not parts:
        raise _Refused(ProblemCode.GIFT_BRACES)
    if parts["answers"] is None:
        raise _Refused(ProblemCode.GIFT_NO_ANSWERS, "options")
    is_html = parts["format"] == "html"
    stem = _stem(parts["stem"], parts["rest"], is_html)
    language = language_of(stem)
    explained = EXPLAINED.fullmatch(parts["answers"])
    answers, general = explained.group("answers", "explanation") if explained else ("", "")
    options, feedback = _options(answers, language, is_html)
    return CandidateItem(
        kind=QuizKind.TRIVIA,
        stem=localized(stem, language),
        options=options,
        slug=_slug(parts["title"] or ""),
        category=_category(block.category),
        explanation=localized(_text(general or feedback, is_html), language),
    )


def _stem(before: str, after: str, is_html: bool) -> str:
    """A stem that goes on after the answers has a gap to fill in their place."""
    stem, rest = _text(before, is_html), _text(after, is_html)
    return f"{stem} _____ {rest}".strip() if rest else stem


def _options(answers: str, language: str, is_html: bool) -> tuple[tuple[CandidateOption, ...], str]:
    """The options, and the feedback on the right one."""
    if truth := TRUTH.fullmatch(answers):
        return _truth_options(truth[1].upper().startswith("T"), language), truth["if_right"] or ""
    if answers.lstrip().startswith("#"):
        raise _Refused(ProblemCode.GIFT_NUMERICAL, "options")
    found = islice(ANSWER.finditer(answers), MAX_ANSWERS)
    parts = [(answer[1], answer[2]) for answer in found]
    _refuse_other_kinds(parts)
    told = [_option(mark, body, language, is_html) for mark, body in parts]
    feedback = next((feedback for option, feedback in told if option.is_key and feedback), "")
    return tuple(option for option, _ in told), feedback


def _refuse_other_kinds(parts: Sequence[tuple[str, str]]) -> None:
    if not parts:
        raise _Refused(ProblemCode.GIFT_NO_ANSWERS, "options")
    if any(mark == "~" for mark, _ in parts):
        return
    if all("->" in body for _, body in parts):
        raise _Refused(ProblemCode.GIFT_MATCHING, "options")
    raise _Refused(ProblemCode.GIFT_SHORT_ANSWER, "options")


def _truth_options(is_true: bool, language: str) -> tuple[CandidateOption, ...]:
    true, false = TRUTHS[language]
    return (
        CandidateOption(localized(true, language), is_true),
        CandidateOption(localized(false, language), not is_true),
    )


def _option(mark: str, body: str, language: str, is_html: bool) -> tuple[CandidateOption, str]:
    weighed = WEIGHED.fullmatch(body)
    told = FEEDBACK.fullmatch(weighed["text"]) if weighed else None
    if not weighed or not told:
        raise _Refused(ProblemCode.GIFT_BRACES, "options")
    percent = float(weighed["percent"] or (100 if mark == "=" else 0))
    if 0 < percent < 100:
        raise _Refused(ProblemCode.GIFT_PARTIAL_CREDIT, "options", shown(weighed["percent"]) + " %")
    text = _text(told["text"], weighed["format"] == "html" or (is_html and not weighed["format"]))
    return CandidateOption(localized(text, language), percent >= 100), told["feedback"] or ""


def _text(raw: str, is_html: bool) -> str:
    if is_html:
        raw = html.unescape(TAG.sub("", raw))
    return cleaned(ESCAPED.sub(lambda e: "\n" if e[1] == "n" else e[1], raw))


def _slug(title: str) -> str:
    """The title where it is fit to be a slug; Moodle's free titles are not kept."""
    slug = _text(title, is_html=False)
    return slug if SLUG.fullmatch(slug) else ""


def _category(path: str) -> str:
    """Ours where the last part of Moodle's path names one."""
    last = path.rsplit("/", 1)[-1].strip().casefold()
    return last if last in set(Category) else ""


def _written(item: CandidateItem, language: str) -> str:
    texts = [item.stem, *(option.text for option in item.options)]
    if item.kind != QuizKind.TRIVIA or not all(getattr(text, language) for text in texts):
        return f"// left out: {item.slug} ({item.kind}, {language})"
    answers = "\n".join("  " + _written_option(option, language) for option in item.options)
    explanation = _escaped(getattr(item.explanation, language))
    return (
        f"$CATEGORY: {item.category}\n\n"
        f"::{item.slug}::[plain]{_escaped(getattr(item.stem, language))} {{\n"
        f"{answers}\n" + (f"  ####{explanation}\n" if explanation else "") + "}"
    )


def _written_option(option: CandidateOption, language: str) -> str:
    # [plain] also keeps a text that begins with a percentage from being read as a weight.
    return f"{'=' if option.is_key else '~'}[plain]{_escaped(getattr(option.text, language))}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n")
