#!/usr/bin/env bash
# SQLAlchemy 2.1.5 reads the expression of a generated SQLite column to the end of its line, with
# whatever columns and constraints follow there.
#
# A good guess is that inspecting a table gives the expression between the parentheses. It does when
# the column ends its line or nothing in parentheses follows it; with a constraint on the same line
# the text of that constraint, and of the columns between, becomes part of the expression. Tables
# made by hand or by other tools often are one line. What is made of the reflected table again (a
# batch migration, a copy to another database) then ends in a syntax error or in a wrong column.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip --quiet install "sqlalchemy==2.1.5"

diff <(venv/bin/python - <<'PYTHON'
import sqlalchemy as sa

TABLES = {
    "one line": "CREATE TABLE score (points INT, twice INT AS (points * 2) STORED, UNIQUE (points))",
    "a column between": "CREATE TABLE score (points INT, twice INT AS (points * 2), note TEXT, UNIQUE (note))",
    "own line": "CREATE TABLE score (points INT,\n twice INT AS (points * 2) STORED,\n UNIQUE (points))",
    "no constraint": "CREATE TABLE score (points INT, twice INT AS (points * 2) STORED, note TEXT)",
}
for name, table in TABLES.items():
    with sa.create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql(table.replace(" AS ", " GENERATED ALWAYS AS "))
        columns = {column["name"]: column for column in sa.inspect(connection).get_columns("score")}
        print(f"{name}: {columns['twice']['computed']['sqltext']}")
PYTHON
) - <<'SEEN'
one line: points * 2) STORED, UNIQUE (points
a column between: points * 2), note TEXT, UNIQUE (note
own line: points * 2
no constraint: points * 2
SEEN
echo "As described."
