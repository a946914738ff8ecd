"""Rows of a table as lines of text, which are the same from SQLite and from PostgreSQL.

A line is what PostgreSQL's COPY writes and reads: the fields with tabs between them, in UTC. There
nothing has to be converted, and equal rows have equal digests wherever they come from.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Dialect, Integer, String, Table, select

from quizapp.database.db import UtcDateTime

BATCH_ROWS = 10_000
BATCH_BYTES = 4_000_000
FETCHED_ROWS = 200
"""Of SQLite at a time: a row may hold a whole edition of a quiz."""
DIGEST_SIZE = 2**256

NULL = "\\N"
SPECIAL = re.compile(r"[\x08\t\n\x0b\x0c\r\\]")
ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
    "\\": "\\\\",
}
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
UNESCAPES = {escape[1]: character for character, escape in ESCAPES.items()}

Encode = Callable[[Any], str]
Decode = Callable[[str], object]


def digest(lines: Iterable[bytes]) -> int:
    """The sum of the SHA-256 of all lines, which no order changes; below `DIGEST_SIZE`."""
    return sum(int.from_bytes(sha256(line).digest()) for line in lines) % DIGEST_SIZE


def read_lines(connection: Connection, table: Table, *, skipped: int = 0) -> Iterator[bytes]:
    """All rows by their primary key, but for the first ones."""
    is_postgresql = connection.dialect.name == "postgresql"
    read = _read_postgresql if is_postgresql else _read_sqlite
    return read(connection, table, _query(connection.dialect, table, skipped))


def write_lines(connection: Connection, table: Table, lines: Sequence[bytes]) -> None:
    """Add rows to a table."""
    is_postgresql = connection.dialect.name == "postgresql"
    (_write_postgresql if is_postgresql else _write_sqlite)(connection, table, lines)


def in_batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Some lines at a time, bounded in number and in size."""
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _query(dialect: Dialect, table: Table, skipped: int) -> str:
    query = str(select(*table.columns).order_by(*table.primary_key).compile(dialect=dialect))
    limit = "LIMIT -1 " if dialect.name == "sqlite" else ""
    return f"{query} {limit}OFFSET {skipped}"


def _read_postgresql(connection: Connection, _table: Table, query: str) -> Iterator[bytes]:
    connection.exec_driver_sql("SET LOCAL timezone = 'UTC'")
    connection.exec_driver_sql("SET LOCAL datestyle = 'ISO'")
    with _driver(connection).cursor().copy(f"COPY ({query}) TO STDOUT") as rows:
        for row in rows:
            yield bytes(row)


def _write_postgresql(connection: Connection, table: Table, lines: Sequence[bytes]) -> None:
    names = ", ".join(map(connection.dialect.identifier_preparer.quote, table.columns.keys()))
    name = connection.dialect.identifier_preparer.format_table(table)
    with _driver(connection).cursor().copy(f"COPY {name} ({names}) FROM STDIN") as rows:
        rows.write(b"".join(lines))


def _read_sqlite(connection: Connection, table: Table, query: str) -> Iterator[bytes]:
    encoders = [_encoder(column.type) for column in table.columns]
    cursor = _driver(connection).execute(query)
    while rows := cursor.fetchmany(FETCHED_ROWS):
        for row in rows:
            yield _line(row, encoders)


def _line(row: Sequence[Any], encoders: Sequence[Encode]) -> bytes:
    fields = [
        NULL if value is None else encode(value)
        for encode, value in zip(encoders, row, strict=True)
    ]
    return ("\t".join(fields) + "\n").encode()


def _write_sqlite(connection: Connection, table: Table, lines: Sequence[bytes]) -> None:
    decoders = [_decoder(column.type) for column in table.columns]
    places = ", ".join("?" * len(decoders))
    names = ", ".join(map(connection.dialect.identifier_preparer.quote, table.columns.keys()))
    name = connection.dialect.identifier_preparer.format_table(table)
    insert = f"INSERT INTO {name} ({names}) VALUES ({places})"  # noqa: S608 - names of our own
    _driver(connection).executemany(insert, (_row(line, decoders) for line in lines))


def _row(line: bytes, decoders: Sequence[Decode]) -> list[object]:
    fields = line.decode().removesuffix("\n").split("\t")
    return [
        None if field == NULL else decode(field)
        for decode, field in zip(decoders, fields, strict=True)
    ]


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _encoder(kind: object) -> Encode:
    """From what SQLite keeps to the field of a line."""
    return next(encode for of, encode, _ in _CONVERTERS if isinstance(kind, of))


def _decoder(kind: object) -> Decode:
    return next(decode for of, _, decode in _CONVERTERS if isinstance(kind, of))


def _escape(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPES[found[0]], text) if SPECIAL.search(text) else text


def _unescape(field: str) -> str:
    if "\\" not in field:
        return field
    return ESCAPED.sub(lambda found: UNESCAPES[found[1]], field)


def _instant_field(kept: str) -> str:
    """SQLite has six digits behind the dot, PostgreSQL as many as are needed, and the zone."""
    whole, _, fraction = kept.partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}+00" if fraction else f"{whole}+00"


def _kept_instant(field: str) -> str:
    whole, _, fraction = field.removesuffix("+00").partition(".")
    return f"{whole}.{fraction:0<6}"


def _truth_field(kept: int) -> str:
    return "t" if kept else "f"


def _kept_truth(field: str) -> int:
    return int(field == "t")


_CONVERTERS: tuple[tuple[type, Encode, Decode], ...] = (
    (Boolean, _truth_field, _kept_truth),
    (Integer, str, int),
    (UtcDateTime, _instant_field, _kept_instant),
    (Date, str, str),
    (JSON, _escape, _unescape),
    (String, _escape, _unescape),
)
"""By type of a column; a new type of columns has to be added here."""
