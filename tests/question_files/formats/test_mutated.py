"""Files that were damaged at random are answered in words, and soon."""

import random
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest

from quizapp.question_files.formats import read_upload, rejected_rows
from tests.question_files.formats.test_nothing_lost import TABLES, shapes
from tests.question_files.formats.test_workbooks import HEAD, ods, ods_row, xlsx

FOLDER = Path(__file__).parent
ROUNDS = 20_000
SECONDS = 1
SIGNS = (
    b"{",
    b"}",
    b"=",
    b"~",
    b"#",
    b"\\",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"<",
    b">",
)


def originals() -> list[bytes]:
    files = [path.read_bytes() for path in sorted((FOLDER / "broken").iterdir())]
    files += [shape.encode() for shape in shapes().values()]
    rows = [line.split(",") for line in TABLES["own"].split("\n")]
    files += [xlsx(("a", rows)), ods(f"<table:table>{ods_row(*HEAD)}</table:table>")]
    return [*files, (FOLDER / "moodle/quiz.xml").read_bytes()]


def mutated(chance: random.Random, files: list[bytes]) -> bytes:
    """A file with some bytes changed, cut out, put in, or of another file."""
    data = bytearray(chance.choice(files)[:20_000])
    for _ in range(chance.randint(1, 8)):
        place, length = chance.randint(0, len(data)), chance.randint(0, 40)
        match chance.randint(0, 3):
            case 0:
                data[place : place + 1] = bytes([chance.randint(0, 255)])
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = chance.choice(SIGNS) * chance.randint(1, 50)
            case _:
                other = chance.choice(files)
                start = chance.randint(0, len(other))
                data[place:place] = other[start : start + length * 5]
    return bytes(data)


def damaged() -> Iterator[bytes]:
    chance, files = random.Random(21), originals()
    return (mutated(chance, files) for _ in range(ROUNDS))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_damaged_files_are_answered() -> None:
    for data in damaged():
        begun = process_time()
        result = read_upload(data, known_themes=("love",))
        rejected_rows(result)
        assert process_time() - begun < SECONDS, data
        assert result.rows or result.problems, data
