"""Check the database from outside: duplicate rows, wrong counters, broken pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from quizapp.database.sqlite import driver

COUNTED = "SELECT coalesce(sum(result_count), 0) FROM outcome_tally"
RESULTS = "SELECT count(*) FROM mood_result"
DOUBLES = (
    "SELECT count(*) FROM (SELECT 1 FROM mood_result GROUP BY attempt, sheet HAVING count(*) > 1) t"
)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'quiz.sqlite3'}"


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """A connection to the database of a game, whichever kind it is."""
    options = {"module": driver} if url.startswith("sqlite") else {}
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), **options)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def result_count(url: str) -> int:
    with opened(url) as connection:
        return int(connection.scalar(text(RESULTS)) or 0)


def remarks(url: str) -> list[str]:
    """Problems in the database: duplicate rows, counters that do not add up, broken pages."""
    found = []
    with opened(url) as connection:
        if connection.dialect.name == "sqlite":
            checks = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            found += [] if checks == ["ok"] else list(checks)
        results, counted, doubles = (
            connection.scalar(text(query)) or 0 for query in (RESULTS, COUNTED, DOUBLES)
        )
    if doubles:
        found.append(f"{doubles} results are there twice")
    if results != counted:
        found.append(f"{results} results, but {counted} were counted")
    return found
