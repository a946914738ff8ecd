#!/usr/bin/env bash
# Alembic 1.18.1 (SQLAlchemy 2.1.5): a batch migration on SQLite that adds one column makes a unique
# column that ignored case tell cases apart, and turns the order of an index around.
#
# A good guess is that what batch mode cannot carry over is refused or warned about, as it warns of
# an index on an expression. `COLLATE NOCASE` of a column, `COLLATE NOCASE` and `DESC` of an index,
# and triggers are dropped without a word when the table is made again; `STRICT` of the table and
# `WHERE` of an index are kept. Whoever needs them states them again in the migration (`table_args`,
# `reflect_args`, `op.create_index`), or compares names by a column that is folded already.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip --quiet install "alembic==1.18.1" "sqlalchemy==2.1.5"

diff <(venv/bin/python -W error - <<'PYTHON'
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

TABLE = "CREATE TABLE entry (name TEXT COLLATE NOCASE UNIQUE, score INTEGER, board TEXT) STRICT"
INDEXES = (
    "CREATE INDEX by_rank ON entry (board, score DESC)",
    "CREATE INDEX by_board ON entry (board COLLATE NOCASE)",
    "CREATE INDEX by_open ON entry (score) WHERE score > 0",
)
TRIGGER = "CREATE TRIGGER once AFTER INSERT ON entry BEGIN SELECT 1; END"

def is_taken(connection, name):
    try:
        with connection.begin_nested():
            connection.exec_driver_sql("INSERT INTO entry (name) VALUES (?)", (name,))
    except sa.exc.IntegrityError:
        return True
    return False

with sa.create_engine("sqlite://").begin() as connection:
    for statement in (TABLE, *INDEXES, TRIGGER):
        connection.exec_driver_sql(statement)
    print("before:", is_taken(connection, "sunny"), is_taken(connection, "Sunny"))
    connection.exec_driver_sql("DELETE FROM entry")
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("entry", recreate="always") as batch:
        batch.add_column(sa.Column("note", sa.Text))
    print("after:", is_taken(connection, "sunny"), is_taken(connection, "Sunny"))
    for (sql,) in connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY 1"):
        print(" ".join(sql.split()))
PYTHON
) - <<'SEEN'
before: False True
after: False False
CREATE INDEX by_board ON entry (board)
CREATE INDEX by_open ON entry (score) WHERE score > 0
CREATE INDEX by_rank ON entry (board, score)
CREATE TABLE "entry" ( name TEXT, score INTEGER, board TEXT, note TEXT, UNIQUE (name) ) STRICT
SEEN
echo "As described."
