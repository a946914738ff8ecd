"""Migrations: they create what the models say, and lose no row."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

import quizapp.auth.models
import quizapp.editing.models
import quizapp.feedback.moderation.models  # noqa: F401 - all tables, whichever features are served
from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.database.db import MIGRATIONS, Base, db
from quizapp.database.schema import State, schema_of
from quizapp.editing.models import Revision
from quizapp.packs.service import load_shipped_packs
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.models import Item, Option
from quizapp.trivia.nickname import nickname
from tests import postgresql
from tests.killing import is_killed_at

pytestmark = pytest.mark.storage

STEPS = 12
MANY_STEPS = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "9999", "{head}"

def upgrade():
    for number in range({steps}):
        column = sa.Column(f"hint_{{number}}", sa.String(80), nullable=False, server_default="")
        op.add_column("item", column)
        op.execute(f"UPDATE item SET hint_{{number}} = 'none'")
"""
RANKING = "ix_leaderboard_entry_rank"
EMPTY: dict[type, object] = {
    str: "",
    int: 0,
    float: 0,
    bool: False,
    object: [],  # JSON
    datetime: datetime(2026, 11, 23, tzinfo=UTC),
}
"""By type of a column: what its rows hold that no test is about."""
REBUILD = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "9999", "{head}"

def upgrade():
    with op.batch_alter_table("item", recreate="always") as batch:
        batch.add_column(sa.Column("hint", sa.String(80), nullable=False, server_default=""))
    {more}
"""


class TestModels:
    # Alembic says so itself: SQLite shows it no columns of an index on an expression.
    @pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
    @pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
    def test_are_what_the_migrations_make(self, app: Flask) -> None:
        options = {"compare_type": True, "include_object": _can_be_compared}
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts=options)
            differences = compare_metadata(context, Base.metadata)

        assert differences == []

    def test_share_the_index_that_cannot_be_compared(self, app: Flask) -> None:
        names = "SELECT name FROM sqlite_master WHERE type = 'index'"
        if db.engine.dialect.name == "postgresql":
            names = "SELECT indexname FROM pg_indexes"

        assert RANKING in db.session.scalars(text(names)).all()


def _can_be_compared(_object: object, name: str | None, *_more: object) -> bool:
    """No database gives an index with a descending column back as it was written."""
    return name != RANKING


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Flask]:
    """A game of its own on SQLite, with the shipped content."""
    yield from _filled({"DATA_DIR": str(tmp_path / "data")})


@pytest.fixture(params=["sqlite", "postgresql"])
def environ_anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    environ = {"DATA_DIR": str(tmp_path / "data")}
    if request.param == "sqlite":
        yield environ
    else:
        with postgresql.server() as url:
            yield {**environ, "DATABASE_URL": url}


@pytest.fixture
def filled_anywhere(environ_anywhere: dict[str, str]) -> Iterator[Flask]:
    yield from _filled(environ_anywhere)


@pytest.fixture
def empty_anywhere(environ_anywhere: dict[str, str]) -> Iterator[Flask]:
    """A game with a database that has no tables yet."""
    yield from _running(environ_anywhere)


def _filled(environ: dict[str, str]) -> Iterator[Flask]:
    for app in _running(environ):
        upgrade()
        load_shipped_packs(now=clock.now())
        db.session.remove()
        yield app


def _running(environ: dict[str, str]) -> Iterator[Flask]:
    app = create_app(read_settings(environ))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A copy of the migrations, for one more to be put beside them."""
    return shutil.copytree(MIGRATIONS, tmp_path / "migrations")


def _add(migrations: Path, text: str = REBUILD, **words: object) -> None:
    head = ScriptDirectory(str(migrations)).get_current_head()
    assert head
    words = {"head": head, "more": "", **words}
    (migrations / "versions" / "9999_next.py").write_text(text.format_map(words))


def _counts() -> tuple[int, int]:
    db.session.rollback()
    items, options = (
        db.session.scalars(select(Item.id)).all(),
        db.session.scalars(select(Option.id)),
    )
    return len(items), len(options.all())


def _columns() -> set[str]:
    return {column["name"] for column in inspect(db.engine).get_columns("item")}


def _hints() -> set[str]:
    return {name for name in _columns() if name.startswith("hint")}


class TestUpgrade:
    def test_that_rebuilds_a_table_keeps_the_rows_that_point_at_it(
        self, filled: Flask, migrations: Path
    ) -> None:
        before = _counts()
        _add(migrations)
        db.session.remove()

        upgrade(directory=str(migrations))

        assert "hint" in _columns()
        assert _counts() == before
        assert before[1] > before[0] > 0

    def test_that_fails_half_way_leaves_everything_as_it_was(
        self, filled: Flask, migrations: Path
    ) -> None:
        before = _counts()
        _add(migrations, more="raise RuntimeError('half-way')")
        db.session.remove()

        with pytest.raises(SystemExit):
            upgrade(directory=str(migrations))

        assert "hint" not in _columns()
        assert _counts() == before
        assert schema_of(db.engine).state == State.CURRENT

    @pytest.mark.slow
    def test_killed_at_any_moment_leaves_the_old_schema_and_every_row(
        self, filled_anywhere: Flask, migrations: Path
    ) -> None:
        before = _counts()
        _add(migrations, MANY_STEPS, steps=STEPS)

        kills = 0
        while is_killed_at(kills + 1, lambda: upgrade(directory=str(migrations))):
            kills += 1
            assert not _hints()
            assert _counts() == before
            assert schema_of(db.engine).state == State.CURRENT

        assert kills > 2 * STEPS
        assert len(_hints()) == STEPS
        assert _counts() == before

    def test_that_orphans_a_row_is_not_kept(self, filled: Flask, migrations: Path) -> None:
        before = _counts()
        _add(migrations, more="op.execute('DELETE FROM item')")
        db.session.remove()

        with pytest.raises(SystemExit):
            upgrade(directory=str(migrations))

        assert _counts() == before

    def test_leaves_foreign_keys_enforced(self, filled: Flask) -> None:
        with db.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


class TestDroppedSummary:
    INSERT = (
        "INSERT INTO revision (kind, object_id, number, content, {more} editor_name, saved_at)"
        " VALUES ('{kind}', 1, {number}, '{{}}', {value} 'Sunny', '2026-11-23 12:00:00')"
    )

    def test_leaves_revisions_and_the_limits_of_their_texts(self, empty_anywhere: Flask) -> None:
        upgrade(revision="0001")
        self.insert("track", 1, more="summary,", value="'',")

        upgrade()
        self.insert("track", 2)

        rows = db.session.scalars(select(Revision).order_by(Revision.number)).all()
        assert [(row.id, row.kind, row.editor_name) for row in rows] == [
            (1, "track", "Sunny"),
            (2, "track", "Sunny"),
        ]
        for kind, number in (("x" * 21, 3), ("track", 2)):
            with pytest.raises(DBAPIError):
                self.insert(kind, number)

    def insert(self, kind: str, number: int, more: str = "", value: str = "") -> None:
        statement = self.INSERT.format(kind=kind, number=number, more=more, value=value)
        with db.engine.begin() as connection:
            connection.execute(text(statement))


class TestModeration:
    def test_finds_the_rounds_of_a_nickname_from_before(self, empty_anywhere: Flask) -> None:
        upgrade(revision="0005")
        for table, values in (
            ("album", {"id": 1}),
            ("quiz", {"id": 1, "album_id": 1, "kind": "trivia", "core_count": 8}),
            ("edition", {"id": 1, "quiz_id": 1}),
        ):
            self.insert(table, **values)
        names = ["", "Moon Rabbit", "ＳＴＲＡＳＳＥ", "straße"]
        for name in names:
            unique = {key: f"{key} {name}" for key in ("slug", "play_key", "attempt")}
            self.insert("trivia_round", edition_id=1, kind="today", nickname=name, **unique)

        upgrade()

        rows = db.session.scalars(select(TriviaRound).order_by(TriviaRound.id)).all()
        assert [row.nickname_key for row in rows] == [nickname(name).key for name in names]
        assert not any(row.is_name_hidden for row in rows)

    def insert(self, name: str, **values: object) -> None:
        """A row with nothing in it but these values."""
        table = Table(name, MetaData(), autoload_with=db.engine)
        needed = [column for column in table.columns if not column.nullable]
        empty = {column.name: EMPTY[column.type.python_type] for column in needed}
        empty.pop("id", None)
        with db.engine.begin() as connection:
            connection.execute(table.insert().values(empty | values))
