"""Moodle XML: read its questions with options, and write trivia for Moodle.

https://docs.moodle.org/en/Moodle_XML_format. Each question is cut out of the file and parsed
alone, so that one that is not well-formed costs itself only.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from quizapp.quizzes.candidate import CandidateItem, CandidateOption
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.problems import ItemProblem, ProblemCode, shown

from .foreign import category_of, category_remarks, slug_and_remarks
from .language import is_complete_in, language_of, localized
from .markup import LONGEST_DETAIL, plain_text
from .results import ReadResult, Row, Unreadable, at_most_max_rows, refusing
from .truths import truth_options
from .xml_depth import check_depth

EXTENSION = ".xml"
PART = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<question\b[^<>]*?(?P<alone>/)?>|(?P<end></question\s*>)",
    re.DOTALL,
)
MARKUPS = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
}
OTHER_TYPES = {
    "shortanswer": ProblemCode.GIFT_SHORT_ANSWER,
    "matching": ProblemCode.GIFT_MATCHING,
    "numerical": ProblemCode.GIFT_NUMERICAL,
    "calculated": ProblemCode.GIFT_NUMERICAL,
}
BROKEN = (ParseError, DefusedXmlException, ValueError)
FEEDBACKS = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint")
STANDARD = frozenset(
    {
        "Your answer is correct.",
        "Your answer is partially correct.",
        "Your answer is incorrect.",
    }
)
"""What Moodle puts into every question, and nobody has written."""


@dataclass(frozen=True)
class Cut:
    """A question as it stands in its file, below its category."""

    line: int
    text: str
    category: str = ""


class _Refused(Exception):
    def __init__(self, code: ProblemCode, field: str = "", detail: str = "") -> None:
        super().__init__(code)
        self.problem = ItemProblem(code, field, detail)


@refusing
def read(text: str) -> ReadResult:
    """What a question says beyond an item is named in the remarks of its row."""
    rows = (_row(number, cut) for number, cut in enumerate(_questions(text), start=1))
    return ReadResult(at_most_max_rows(rows))


def write(items: Iterable[CandidateItem], language: str = "en") -> str:
    """The trivia among `items` that are complete in `language`.

    Slug, category, stem, options, key, explanation and themes are kept; Moodle has no place for the
    rest.
    """
    quiz, category = Element("quiz"), ""
    for item in items:
        if item.kind != QuizKind.TRIVIA or not is_complete_in(item, language):
            continue
        if item.category != category:
            category = item.category
            _add_text(SubElement(quiz, "question", type="category"), "category", category)
        _add_question(quiz, item, language)
    indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def rejected(rows: Sequence[Row], reason: Callable[[ItemProblem], str]) -> str:
    """The questions of `rows` as a file to fix, each below its reasons."""
    return "<quiz>\n" + "\n".join(_rejected_question(row, reason) for row in rows) + "\n</quiz>\n"


def _rejected_question(row: Row, reason: Callable[[ItemProblem], str]) -> str:
    told = (reason(problem).replace("--", "- -") for problem in row.problems)
    return "\n".join([*(f"<!-- {words} -->" for words in told), row.source.text])


def _questions(text: str) -> Iterator[Cut]:
    """The questions of a file; those that say a category are told in the questions below."""
    category = ""
    for cut in _cuts(text):
        if told := _category_in(cut.text):
            category = told.strip()
        else:
            yield replace(cut, category=category)


def _cuts(text: str) -> Iterator[Cut]:
    begin, place, line = -1, 0, 1
    for part in PART.finditer(text):
        if part[0].startswith("<!"):
            continue
        if not part["end"] and begin >= 0:  # the one above is not closed
            line, place = line + text.count("\n", place, begin), begin
            yield Cut(line, text[begin : part.start()])
        if not part["end"]:
            begin = part.start()
        if begin >= 0 and (part["end"] or part["alone"]):
            line, place = line + text.count("\n", place, begin), begin
            yield Cut(line, text[begin : part.end()])
            begin = -1
    if begin >= 0:
        yield Cut(line + text.count("\n", place, begin), text[begin:])


def _category_in(question: str) -> str:
    if 'type="category"' not in question[:200] and "type='category'" not in question[:200]:
        return ""
    try:
        return _parsed(question).findtext("category/text") or " "
    except (Unreadable, *BROKEN):
        return " "


def _parsed(question: str) -> Element:
    """:raises Unreadable: nested too deeply. Otherwise one of `BROKEN`."""
    check_depth(question.encode("utf-8", "replace"))
    element: Element = fromstring(question)
    return element


def _row(number: int, cut: Cut) -> Row:
    row = Row(number, cut.line, cut)
    try:
        question = _Question(_parsed(cut.text), cut.category)
        item = question.item()
    except (_Refused, Unreadable) as refused:
        return row.with_problems([refused.problem])
    except BROKEN as broken:
        return row.with_problems([ItemProblem(ProblemCode.SYNTAX, detail=shown(broken, 80))])
    return replace(row, item=item, tags=question.tags).with_remarks(question.remarks)


class _Question:
    """Makes an item of an element; what the item cannot hold goes to `remarks`."""

    def __init__(self, element: Element, category: str) -> None:
        self.element = element
        self.category = category
        self.remarks: list[ItemProblem] = []

    @property
    def tags(self) -> tuple[str, ...]:
        found = (tag.findtext("text", "").strip() for tag in self.element.iterfind("tags/tag"))
        return tuple(filter(None, found))

    def item(self) -> CandidateItem:
        """:raises _Refused: a type that is not ours, or partly right options."""
        self._check_type()
        stem = self._text(self.element.find("questiontext"))
        language = language_of(stem)
        told = self._text(self.element.find("generalfeedback"))
        options, feedback = self._options(language)
        if told and feedback:
            self._leave(ProblemCode.LEFT_FEEDBACK, feedback)
        self._leave_files_and_feedback()
        return CandidateItem(
            kind=QuizKind.TRIVIA,
            stem=localized(stem, language),
            options=options,
            slug=self._slug(stem),
            category=category_of(self.category),
            explanation=localized(told or feedback, language),
        )

    def _check_type(self) -> None:
        kind = self.element.get("type", "")
        if kind in OTHER_TYPES:
            raise _Refused(OTHER_TYPES[kind], "options")
        if kind not in ("multichoice", "truefalse"):
            raise _Refused(ProblemCode.TYPE_OTHER, "kind", shown(kind or "?"))
        if self.element.find("answer") is None:
            raise _Refused(ProblemCode.GIFT_NO_ANSWERS, "options")

    def _options(self, language: str) -> tuple[tuple[CandidateOption, ...], str]:
        """The options, and the feedback on the right one."""
        told = [self._option(answer, language) for answer in self.element.iterfind("answer")]
        right = [feedback for option, feedback in told if option.is_key and feedback]
        wrong = [feedback for option, feedback in told if not option.is_key and feedback]
        for feedback in (*wrong, *right[1:]):
            self._leave(ProblemCode.LEFT_FEEDBACK, feedback)
        options = tuple(option for option, _ in told)
        if self.element.get("type") == "truefalse":
            options = truth_options(is_true=_is_true(options), language=language)
        return options, right[0] if right else ""

    def _option(self, answer: Element, language: str) -> tuple[CandidateOption, str]:
        percent = float(answer.get("fraction", "0") or "0")
        if 0 < percent < 100:
            raise _Refused(ProblemCode.GIFT_PARTIAL_CREDIT, "options", f"{percent:g} %")
        if percent < 0:
            self._leave(ProblemCode.LEFT_WEIGHT, f"{percent:g} %")
        option = CandidateOption(localized(self._text(answer), language), percent >= 100)
        return option, self._text(answer.find("feedback"))

    def _text(self, element: Element | None) -> str:
        if element is None:
            return ""
        markup = MARKUPS.get(element.get("format", "moodle_auto_format"), "html")
        plain = plain_text(element.findtext("text", ""), markup)
        self.remarks += plain.remarks
        return plain.text

    def _slug(self, stem: str) -> str:
        name = self.element.findtext("name/text", "").strip()
        own = self.element.findtext("idnumber", "").strip()
        slug, remarks = slug_and_remarks(name, own, stem)
        self.remarks += remarks
        self.remarks += category_remarks(self.category)
        return slug

    def _leave_files_and_feedback(self) -> None:
        shown_names = {remark.detail.split(" (")[0] for remark in self.remarks}
        for file in self.element.iter("file"):
            if (name := file.get("name", "?")) not in shown_names:
                self._leave(ProblemCode.LEFT_PICTURE, name)
        for name in FEEDBACKS:
            for element in self.element.iterfind(name):
                if (text := self._text(element)) not in STANDARD:
                    self._leave(ProblemCode.LEFT_FEEDBACK, text)

    def _leave(self, code: ProblemCode, text: str) -> None:
        if text.strip():
            self.remarks.append(ItemProblem(code, detail=shown(text.strip(), LONGEST_DETAIL)))


def _is_true(options: Sequence[CandidateOption]) -> bool:
    key = next((option.text for option in options if option.is_key), None)
    return key is not None and (key.en or key.ko).casefold() in ("true", "참")


def _add_question(quiz: Element, item: CandidateItem, language: str) -> None:
    question = SubElement(quiz, "question", type="multichoice")
    stem = getattr(item.stem, language)
    _add_text(question, "name", item.slug or stem[:60])
    _add_text(question, "questiontext", stem, format="plain_text")
    _add_text(question, "generalfeedback", getattr(item.explanation, language), format="plain_text")
    SubElement(question, "idnumber").text = item.slug
    SubElement(question, "single").text = "true"
    SubElement(question, "shuffleanswers").text = "true"
    for option in item.options:
        fraction = "100" if option.is_key else "0"
        text = getattr(option.text, language)
        _add_text(question, "answer", text, fraction=fraction, format="plain_text")
    if item.themes:
        tags = SubElement(question, "tags")
        for theme in item.themes:
            _add_text(tags, "tag", theme)


def _add_text(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(SubElement(parent, name, attributes), "text").text = text
