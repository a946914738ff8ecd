"""What a database holds, beside what this version of the game needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, text

from quizapp.database.db import Base, db
from quizapp.database.schema import Schema, State, head_revision, known_revisions, schema_of


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite file that is not there yet."""
    engine = create_engine(f"sqlite:///{tmp_path / 'quiz.sqlite3'}")
    yield engine
    engine.dispose()


def execute(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def build(engine: Engine, revision: str | None) -> None:
    """All tables of this version, said to be of a revision."""
    Base.metadata.create_all(engine)
    execute(engine, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    if revision:
        execute(engine, f"INSERT INTO alembic_version VALUES ('{revision}')")  # noqa: S608


class TestSchemaOf:
    def test_a_file_that_is_not_there_is_empty_and_is_not_made(
        self, engine: Engine, tmp_path: Path
    ) -> None:
        assert schema_of(engine) == Schema(State.EMPTY)
        assert list(tmp_path.iterdir()) == []

    def test_tables_without_a_version_are_something_elses(self, engine: Engine) -> None:
        execute(engine, "CREATE TABLE wp_posts (id INTEGER)")

        assert schema_of(engine).state == State.FOREIGN

    def test_a_version_table_without_a_version_beside_tables_is_something_elses(
        self, engine: Engine
    ) -> None:
        build(engine, None)

        assert schema_of(engine).state == State.FOREIGN

    @pytest.mark.parametrize(("revision", "state"), [("0001", "older"), ("9999", "newer")])
    def test_another_version_is_older_if_it_is_known_and_newer_if_not(
        self, engine: Engine, revision: str, state: str
    ) -> None:
        build(engine, revision)

        found = schema_of(engine)

        assert (found.state, found.revision) == (State(state), revision)
        assert revision in found.problem
        assert "\n" not in found.problem

    def test_names_what_is_lacking(self, engine: Engine) -> None:
        build(engine, head_revision())
        assert schema_of(engine) == Schema(State.CURRENT, head_revision())
        execute(engine, "DROP TABLE flag", "ALTER TABLE editor DROP COLUMN disabled_at")

        found = schema_of(engine)

        assert found.state == State.INCOMPLETE
        assert set(found.lacking) == {"flag", "editor.disabled_at"}


class TestState:
    def test_has_a_problem_unless_it_is_current(self) -> None:
        said = {state: Schema(state, "0001", ("flag",)).problem for state in State}

        assert [state for state, problem in said.items() if not problem] == [State.CURRENT]


@pytest.mark.storage
def test_of_a_migrated_game_is_current(app: Flask) -> None:
    assert schema_of(db.engine) == Schema(State.CURRENT, head_revision())
    assert head_revision() in known_revisions()
