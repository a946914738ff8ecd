"""Every fact of a file is in an item, in a remark, or in a row that is refused.

A fact is a word of its own wherever a format has a place for text; a file is made of each shape
with other line ends, encodings and languages.
"""

import io
import re
from itertools import count

import pytest
from openpyxl import Workbook

from quizapp.question_files.formats import read_upload
from quizapp.question_files.formats.results import ReadResult

GIFT = {
    "plain": "::@::@ {=@ ~@}",
    "feedback": "::@::@ {=@#@ ~@#@ ####@}",
    "second right feedback": "@ {=@#@ ~@ ~@#@}",
    "html": '::@::[html]<p>@</p><p><img src="@.png" alt="@"></p>{=<b>@</b> ~<i>@</i>#<p>@</p>}',
    "links": '[html]<a href\\="https\\://@.org">@</a> <audio src\\="@.mp3"></audio>{=@ ~@}',
    "markdown": "[markdown]**@** ![@](@.png) [@](http\\://@.org) {=@ ~@}",
    "comment": "// [id:@] [tag:@] [tag:@]\n@ {=@ ~@}",
    "category": "$CATEGORY: $course$/top/@\n\n@ {=@ ~@}\n\n@ {=@ ~@}",
    "stray": "@ { @ =@ ~@}",
    "weights": "@ {~%100%@ ~%-50%@#@}",
    "gap": "@ {=@ ~@} @",
    "truth": "::@::@ {T#@#@ ####@}",
    "no gap": "@ {=@ ~@}\n::@::@ {=@ ~@#@}\n@ {=@ ~@}",
    "matching": "@ {=@ -> @ =@ -> @}",
    "short": "@ {=@ =@}",
    "numerical": "@ {#3:@}",
    "essay": "@ {}",
    "broken": "@ {=@ ~@\n\n@ {=@ ~@}",
    "partial": "@ {~%50%@ ~%50%@}",
}
AIKEN = {
    "plain": "@\nA. @\nB. @\nANSWER: B",
    "numbered": "1. @\nA) @\nB) @\nANSWER: B\n\n2. @\nA) @\nB) @\nANSWER: A",
    "feedback": "@\nA. @\nB. @\nANSWER: A\nFeedback: @\n@\n\n@\n① @\n② @\n정답: ②",
    "stray": "@\nA. @\nB. @\nANSWER: A\nPoints: @\n\n@\n가. @\n나. @\n정답: 나",
    "no answer": "@\nA. @\nB. @\n\n@\nA. @\nB. @\nANSWER: A",
    "no options": "@\n@\n\n@\nA. @\nB. @\nANSWER: B",
}
TABLES = {
    "own": "question,option 1,option 2,answer,explanation\n@,@,@,1,@",
    "foreign": "Topic,Level,Question,Option A,Option B,Correct Answer,Marks @,Tags\n"
    "@,@,@,@,@,A,,@;@",
    "notes": "@,,,\nquestion,A,B,answer\n@,@,@,B",
    "right and wrong": "Question,Correct Answer,Incorrect Answer 1,Wrong Answer 2\n@,@,@,@",
    "both": "문제,보기1,보기2,정답,오답1\n@,@,@,1,@",
    "media": "Question Text,Question Type,Option 1,Option 2,Correct Answer,Image Link\n"
    "@,Poll,@,@,1,@",
    "identifiers": "ID,question,A,B,answer\nQ @,@,@,@,A",
    "twice": "question,A,A,B,answer\n@,@,@ again,@,A",
    "too wide": "question,A,B,answer\n@,@,@,A,@",
    "no heading": "question,A,B,answer,\n@,@,@,A,@",
    "two languages": "question en,question ko,A en,A ko,B en,B ko,key\n@,@,@,@,@,@,1",
    "missing key": "question @,A,B\n@,@,@",
}
MOODLE = {
    "multichoice": (
        "<question type='multichoice'><name><text>@</text></name><questiontext format='html'><text>"
        "@ &lt;img src='@.png'&gt;</text><file name='@.png'>eA==</file></questiontext>"
        "<generalfeedback><text>@</text></generalfeedback><idnumber>Q @</idnumber>"
        "<answer fraction='100'><text>@</text><feedback><text>@</text></feedback></answer>"
        "<answer fraction='-10'><text>@</text><feedback><text>@</text></feedback></answer>"
        "<incorrectfeedback><text>@</text></incorrectfeedback><hint><text>@</text></hint>"
        "<tags><tag><text>@</text></tag></tags></question>"
    ),
    "category": (
        "<question type='category'><category><text>$course$/@</text></category></question>"
        "<question type='multichoice'><questiontext><text>@</text></questiontext>"
        "<answer fraction='100'><text>@</text></answer><answer><text>@</text></answer></question>"
    ),
    "other": "<question type='essay'><questiontext><text>@</text></questiontext></question>",
    "broken": "<question type='multichoice'><questiontext><text>@ <b></text></question>",
}
FACTS = {"en": "fact{}x", "ko": "사실{}이야"}


def filled(shape: str, language: str) -> tuple[str, list[str]]:
    """A shape with a word of its own for every @, and the words."""
    numbers = count(100)
    facts: list[str] = []

    def fact(_: re.Match[str]) -> str:
        facts.append(FACTS[language].format(next(numbers)))
        return facts[-1]

    return re.sub("@", fact, shape), facts


def shapes() -> dict[str, str]:
    moodle = {name: f"<quiz>\n{shape}\n</quiz>" for name, shape in MOODLE.items()}
    kinds = {"gift": GIFT, "aiken": AIKEN, "table": TABLES, "moodle": moodle}
    return {f"{kind} {name}": s for kind, all_ in kinds.items() for name, s in all_.items()}


def told(result: ReadResult) -> str:
    """All that a preview shows of a file."""
    said = [problem.detail for problem in result.problems]
    for row in result.rows:
        said += [problem.detail for problem in (*row.problems, *row.remarks)]
        said.append(repr(row.item))
        said += [repr(row.source)] if row.problems else []
    return "\n".join(said)


def lost(data: bytes, facts: list[str]) -> list[str]:
    """The facts that nobody is told of; a file that is refused as a whole is still all there."""
    result = read_upload(data, known_themes=("love",))
    assert result.rows or result.problems
    shown = told(result)
    return [fact for fact in facts if result.rows and fact not in shown]


FILES = [
    (name, language, encoding, ends)
    for name in shapes()
    for language in FACTS
    for encoding, ends in (("utf-8", "\n"), ("utf-16", "\r\n"))
]


def test_there_are_150_files_at_least() -> None:
    assert len(FILES) >= 150


@pytest.mark.parametrize("name", shapes())
def test_every_fact_arrives_or_is_named(name: str) -> None:
    for file_name, language, encoding, ends in FILES:
        if file_name == name:
            text, facts = filled(shapes()[name], language)
            assert lost(text.replace("\n", ends).encode(encoding), facts) == [], (language, text)


@pytest.mark.parametrize("name", TABLES)
def test_every_fact_of_a_workbook_arrives_or_is_named(name: str) -> None:
    text, facts = filled(TABLES[name], "ko")
    book = Workbook()
    for line in text.split("\n"):
        book.worksheets[0].append(line.split(","))
    book.create_sheet("사실999이야").append(["그냥 메모"])
    out = io.BytesIO()
    book.save(out)
    assert lost(out.getvalue(), [*facts, "사실999이야"]) == []
