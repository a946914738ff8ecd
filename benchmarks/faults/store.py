"""Look into the database from outside, as an auditor would."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from quizapp.sqlite import driver

COUNTED = "SELECT coalesce(sum(result_count), 0) FROM outcome_tally"
RESULTS = "SELECT count(*) FROM mood_result"
DOUBLES = (
    "SELECT count(*) FROM (SELECT 1 FROM mood_result GROUP BY attempt, sheet HAVING count(*) > 1) t"
)


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'quiz.sqlite3'}"


def remarks(url: str) -> list[str]:
    """What is wrong in the database: rows that double, tallies that do not add up, broken pages."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), **_options(url))
    try:
        return _remarks(engine)
    finally:
        engine.dispose()


def result_count(url: str) -> int:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"), **_options(url))
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text(RESULTS)) or 0)
    finally:
        engine.dispose()


def _options(url: str) -> dict[str, object]:
    return {"module": driver} if url.startswith("sqlite") else {}


def _remarks(engine: Engine) -> list[str]:
    found = []
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
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
