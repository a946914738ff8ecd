"""The largest file: looked at and imported in the time that is promised."""

import gc
import time
from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from flask import Flask

from quizapp import clock
from quizapp.question_files import service
from quizapp.question_files.commands import CommandLine
from quizapp.question_files.formats.results import MAX_ROWS

Result = TypeVar("Result")
HEAD = "question,option 1,option 2,option 3,option 4,answer,explanation,category,difficulty\n"
KOREAN = "{0}번 등불은 무엇으로 만들었나?,기름 {0},종이,돌,유리,B,{0}부에 나와요.,곡,하\n"
ENGLISH = "Which lamp burns in hall {0}?,Oil {0},Paper,Stone,Glass,C,See part {0}.,song,hard\n"
LARGEST = HEAD + "".join((KOREAN, ENGLISH)[n % 2].format(n) for n in range(MAX_ROWS))


def timed(use_case: Callable[[], Result]) -> tuple[Result, float]:
    """What a use case gave, and the seconds of CPU that it took."""
    begin = time.process_time()
    return use_case(), time.process_time() - begin


def file_of(table: str) -> dict[str, Any]:
    return {"data": table.encode(), "name": "lamps.csv", "format_name": "", "album_id": 1}


@pytest.mark.slow
def test_5000_rows_take_3_s_to_look_at_and_5_s_to_import(game: Flask) -> None:
    file = file_of(LARGEST)

    plan, looked = timed(lambda: service.dry_run(**file))
    (_, done), imported = timed(
        lambda: service.import_file(**file, author=CommandLine(), now=clock.now())
    )
    again, looked_again = timed(lambda: service.dry_run(**file))

    assert (len(plan.new), done.added, len(again.new)) == (5_000, 5_000, 0)
    assert looked <= 3
    assert imported <= 5
    assert looked_again <= 3
    assert gc.isenabled()


def test_many_questions_of_one_base_get_slugs_of_their_own(game: Flask) -> None:
    head = "question,option 1,option 2,answer\n"
    for first in (0, 30):
        rows = "".join(f"{n}번 등불은?,기름,종이,A\n" for n in range(first, first + 30))

        _, done = service.import_file(**file_of(head + rows), author=CommandLine(), now=clock.now())

        assert done.added == 30
