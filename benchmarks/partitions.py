"""``python -m benchmarks.partitions``: how large results become, and which partitions are read.

Fills the table of results in a PostgreSQL of its own with copies of a real one, prints the bytes of
each row, and what a hundred million take. Then it makes a partitioned twin, and prints how many
partitions PostgreSQL looks into for the queries that players cause.
"""

import argparse
import random
import tempfile
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from benchmarks.speed import players
from quizapp.server.startup import prepare
from tests.faults.game import inside
from tests.faults.services import own_postgres

RESULTS = 100_000_000
PARTITIONS = 32
COPY = """
INSERT INTO mood_result (slug, edition_id, attempt, sheet, facts, created_at)
SELECT left(encode(sha256(('slug' || n)::bytea), 'hex'), 22), edition_id,
    left(encode(sha256(('attempt' || n)::bytea), 'hex'), 22), sheet, facts, created_at
FROM (SELECT * FROM mood_result LIMIT 1) AS one, generate_series(1, :count) AS n
"""
SIZES = """
SELECT pg_table_size('mood_result'), pg_indexes_size('mood_result'), count(*) FROM mood_result
"""
TWIN = (
    "CREATE TABLE twin (LIKE mood_result INCLUDING DEFAULTS) PARTITION BY HASH (slug)",
    *(
        f"CREATE TABLE twin_{n} PARTITION OF twin"
        f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {n})"
        for n in range(PARTITIONS)
    ),
    "CREATE UNIQUE INDEX ON twin (slug)",
    "CREATE INDEX ON twin (attempt, sheet)",
    "INSERT INTO twin SELECT * FROM mood_result LIMIT 200000",
    "ANALYZE twin",
)
ASKED = {
    "a result by its address": "SELECT * FROM twin WHERE slug = 'aaaaaaaaaaaaaaaaaaaaaa'",
    "a sheet sent again": "SELECT * FROM twin WHERE attempt = 'aaaaaaaaaaaaaaaaaaaaaa'",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--results", type=int, default=500_000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="quiz-partitions-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with own_postgres(folder / "pg") as postgres:
            _report(folder, postgres.url, chosen.results)


def _report(folder: Path, url: str, count: int) -> None:
    with inside({"DATA_DIR": str(folder), "DATABASE_URL": url}):
        prepare()
        players.mood_result(random.Random(1))
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(COPY), {"count": count})
        table, indexes, rows = connection.execute(text(SIZES)).one()
        print(f"a result: {table / rows:.0f} bytes and {indexes / rows:.0f} of indexes")
        print(f"{RESULTS:,}: {(table + indexes) / rows * RESULTS / 1e9:.0f} GB")
        for statement in TWIN:
            connection.execute(text(statement))
        for what, query in ASKED.items():
            print(f"{what}: {_partitions(connection, query)} of {PARTITIONS} partitions")
    engine.dispose()


def _partitions(connection: Connection, query: str) -> int:
    plan = connection.execute(text(f"EXPLAIN {query}")).scalars()
    return sum(" on twin_" in line for line in plan if "Bitmap Index" not in line)


if __name__ == "__main__":
    main()
