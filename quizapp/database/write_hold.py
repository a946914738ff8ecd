"""Hold all writes to a database, whoever sends them, by triggers of the database itself.

Every process of the game, on every machine, is refused at its next write, and answers with 503.
Each hold has a token: whoever finds the same one again knows that no row has changed since.
"""

import secrets
from collections.abc import Iterator

from sqlalchemy import Connection, text

from .db import Base

NAME = "write_hold"
MESSAGE = "this database is read-only: the game moves or has moved"
_EVENTS = ("INSERT", "UPDATE", "DELETE")


def hold_writes(connection: Connection) -> None:
    """Refuse all writes to the tables of the game from the commit of this transaction on.

    Waits for the writers of the moment, and for no reader. A hold that is there keeps its token.
    """
    for statement in _hold_statements(connection.dialect.name):
        connection.execute(text(statement))
    connection.execute(text(f"CREATE TABLE IF NOT EXISTS {NAME} (token VARCHAR(32) NOT NULL)"))
    connection.execute(_NEW_TOKEN, {"token": secrets.token_hex(16)})


def hold_token(connection: Connection) -> str:
    """The token of the present hold.

    :raises DBAPIError: when nothing is held.
    """
    token: str = connection.execute(text(f"SELECT token FROM {NAME}")).scalar_one()  # noqa: S608
    return token


def release_writes(connection: Connection) -> None:
    """Accept writes again."""
    for name, table in _triggers(connection.dialect.name):
        place = f" ON {table}" if connection.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER IF EXISTS {name}{place}"))
    connection.execute(text(f"DROP TABLE IF EXISTS {NAME}"))


def is_held(connection: Connection) -> bool:
    """Whether writes are held."""
    return bool(connection.scalar(text(_COUNTS[connection.dialect.name]), {"name": f"{NAME}%"}))


_NEW_TOKEN = text(
    f"INSERT INTO {NAME} SELECT :token WHERE NOT EXISTS (SELECT 1 FROM {NAME})"  # noqa: S608
)
_COUNTS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE :name",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE :name",
}


def _triggers(dialect: str) -> Iterator[tuple[str, str]]:
    """The name of each trigger, and its table (quoted)."""
    events = ("",) if dialect == "postgresql" else tuple(f"_{event.lower()}" for event in _EVENTS)
    for table in Base.metadata.sorted_tables:
        for event in events:
            yield f"{NAME}_{table.name}{event}", f'"{table.name}"'


def _hold_statements(dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'read_only_sql_transaction'; END $$"
        )
        for name, table in _triggers(dialect):
            yield (
                f"CREATE OR REPLACE TRIGGER {name} "
                f"BEFORE {' OR '.join(_EVENTS)} OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()"
            )
    else:
        for name, table in _triggers(dialect):
            event = name.rpartition("_")[2].upper()
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
