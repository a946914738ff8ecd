"""Migrations: they make what the models say, and lose no row on the way."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect, select, text

import quizapp.accounts.models
import quizapp.revisions.models  # noqa: F401 - all tables, whichever features are served
from quizapp import clock, create_app
from quizapp.config import read_settings
from quizapp.db import MIGRATIONS, Base, db
from quizapp.packs.service import load_missing_packs
from quizapp.quizzes.models import Item, Option
from quizapp.startup import is_migrated

RANKING = "ix_leaderboard_entry_rank"
REBUILD = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "0002", "{head}"

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
    app = create_app(read_settings({"DATA_DIR": str(tmp_path / "data")}))
    with app.app_context():
        upgrade()
        load_missing_packs(now=clock.now())
        db.session.remove()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """A copy of the migrations, for one more to be put beside them."""
    return shutil.copytree(MIGRATIONS, tmp_path / "migrations")


def _add(migrations: Path, more: str = "") -> None:
    first = (migrations / "versions" / "0001_first_schema.py").read_text()
    head = first.partition('revision = "')[2].partition('"')[0]
    assert head
    text = REBUILD.format(head=head, more=more)
    (migrations / "versions" / "0002_rebuild.py").write_text(text)


def _counts() -> tuple[int, int]:
    db.session.rollback()
    items, options = (
        db.session.scalars(select(Item.id)).all(),
        db.session.scalars(select(Option.id)),
    )
    return len(items), len(options.all())


def _columns() -> set[str]:
    return {column["name"] for column in inspect(db.engine).get_columns("item")}


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
        assert is_migrated()

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
