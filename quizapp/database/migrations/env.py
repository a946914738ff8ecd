"""Run migrations so that they cannot lose rows.

On SQLite a batch migration rebuilds a table: it drops the old one, and with foreign keys enforced
``ON DELETE CASCADE`` would empty the children. Enforcement is therefore off while migrating and
every key is checked before the commit; the schema changes themselves run inside a transaction
that fails as a whole.
"""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from quizapp.database.db import UtcDateTime, db
from quizapp.database.schema import State, read_schema


def render_item(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    if kind == "type" and isinstance(item, UtcDateTime):
        autogen_context.imports.add("from quizapp.database.db import UtcDateTime")
        return "UtcDateTime()"
    return False


def run() -> None:
    """Migrate the database of the game, or the one that the caller has a connection to."""
    if given := context.config.attributes.get("connection"):
        migrate(given)
        return
    options = {"is_writing": True, "is_migrating": True}
    with db.engine.connect().execution_options(**options) as connection:
        migrate(connection)


def refuse_incomplete(connection: Connection) -> None:
    """Keep no migration of a database that was not as its version promised."""
    found = read_schema(connection)
    if found.state == State.INCOMPLETE:
        raise RuntimeError(found.problem)


def migrate(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    raw = connection.connection.driver_connection
    assert raw is not None
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            transactional_ddl=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
            refuse_incomplete(connection)
            if is_sqlite and (broken := raw.execute("PRAGMA foreign_key_check").fetchall()):
                raise RuntimeError(f"rows whose parent is gone: {broken[:20]}")
    finally:
        if is_sqlite:
            raw.execute("PRAGMA foreign_keys=ON")


run()
