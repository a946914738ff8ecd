"""Export items as YAML, CSV, GIFT or Moodle XML, and results as CSV."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select

from quizapp.database.db import db
from quizapp.plays.models import MoodResult, TriviaRound
from quizapp.quizzes.candidate import CandidateItem
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.mapping import candidate_of, header_of
from quizapp.quizzes.models import Edition, Quiz
from quizapp.quizzes.queries import items_and_drafts, items_of
from quizapp.texts import LANGUAGES

from .formats import csv_table, gift, moodle_xml, yaml_pack
from .formats.language import is_complete_in

ROWS_AT_ONCE = 500
BYTE_ORDER_MARK = "\ufeff"
"""Spreadsheets need it to read Korean as UTF-8."""


def as_yaml(quiz: Quiz) -> str:
    """Every field of every item; an import of it is lossless."""
    return yaml_pack.write(_candidates(quiz), header_of(quiz))


def as_csv(quiz: Quiz) -> str:
    return BYTE_ORDER_MARK + csv_table.write(_candidates(quiz))


def ticked_csv(item_ids: Collection[int]) -> str:
    """Chosen items of whatever quiz, retired or not."""
    return BYTE_ORDER_MARK + csv_table.write([candidate_of(item) for item in items_of(item_ids)])


def as_gift(quiz: Quiz, language: str) -> str:
    """Trivia in one language, without the fields that GIFT lacks."""
    return gift.write(_candidates(quiz), language)


def as_moodle(quiz: Quiz, language: str) -> str:
    """Trivia in one language, without the fields that Moodle lacks."""
    return moodle_xml.write(_candidates(quiz), language)


def left_out(quiz: Quiz) -> dict[str, int]:
    """How many items a file in one language leaves out, by the language."""
    candidates = _candidates(quiz)
    return {
        language: sum(not is_complete_in(item, language) for item in candidates)
        for language in LANGUAGES
    }


def template_csv(language: str) -> str:
    """A table to fill in, with the headings that most questions need and one line as an example."""
    return BYTE_ORDER_MARK + csv_table.table([TEMPLATES[language], TEMPLATES[language].values()])


def results_csv(quiz: Quiz) -> Iterator[str]:
    """Results line by line, without anything that identifies a player or a share page."""
    # The quiz is read here, at once: lines are sent when the request that found it has ended.
    if quiz.kind == QuizKind.MOOD:
        return _lines(MOOD_HEAD, _mood_rows(quiz.id))
    return _lines(TRIVIA_HEAD, _trivia_rows(quiz.id))


TEMPLATES = {
    "en": {
        "question": "How many beats are in a bar of three-four time?",
        "question (Korean)": "",
        "option 1": "two",
        "option 1 (Korean)": "",
        "option 2": "three",
        "option 2 (Korean)": "",
        "option 3": "four",
        "option 3 (Korean)": "",
        "option 4": "",
        "option 4 (Korean)": "",
        "answer": "2",
        "explanation": "",
        "explanation (Korean)": "",
        "category": "tracks",
        "difficulty": "2",
        "episode": "0",
        "sources": "",
    },
    "ko": {
        "문제": "4분의 3박자 한 마디는 몇 박인가요?",
        "문제 (영어)": "",
        "보기 1": "두 박",
        "보기 1 (영어)": "",
        "보기 2": "세 박",
        "보기 2 (영어)": "",
        "보기 3": "네 박",
        "보기 3 (영어)": "",
        "보기 4": "",
        "보기 4 (영어)": "",
        "정답": "②",
        "해설": "",
        "해설 (영어)": "",
        "분야": "곡",
        "난이도": "2",
        "회차": "0",
        "출처": "",
    },
}
"""In the language of the desk: headings that `formats.columns` knows, each with an example."""

MOOD_HEAD = ("at", "edition", "track", "word")
TRIVIA_HEAD = ("at", "edition", "kind", "relaxed", "questions", "right", "score")


def _lines(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK + csv_table.table([head])
    for row in rows:
        yield csv_table.table([row])


def _mood_rows(quiz_id: int) -> Iterator[tuple[str, ...]]:
    rows = db.session.execute(
        select(MoodResult.created_at, Edition.number, MoodResult.facts)
        .join(Edition, Edition.id == MoodResult.edition_id)
        .where(Edition.quiz_id == quiz_id, MoodResult.deleted_at.is_(None))
        .order_by(MoodResult.id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for at, number, facts in rows:
        yield _at(at), str(number), facts["ranking"][0]["track"], facts["word"]


def _trivia_rows(quiz_id: int) -> Iterator[tuple[str, ...]]:
    rows = db.session.execute(
        select(TriviaRound, Edition.number)
        .join(Edition, Edition.id == TriviaRound.edition_id)
        .where(Edition.quiz_id == quiz_id, TriviaRound.finished_at.is_not(None))
        .order_by(TriviaRound.id)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    for played, number in rows:
        counts = (played.response_count, played.right_count, played.score)
        is_relaxed = "yes" if played.is_relaxed else "no"
        yield _at(played.finished_at), str(number), played.kind, is_relaxed, *map(str, counts)


def _at(instant: datetime | None) -> str:
    return instant.isoformat(timespec="seconds") if instant else ""


def _candidates(quiz: Quiz) -> list[CandidateItem]:
    """Every item that is not retired, drafts too."""
    return [candidate_of(item) for item in items_and_drafts(quiz.id)]
