"""The command `quiz`: every command knows its database, and none makes or migrates it unasked."""

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import create_engine, text

from quizapp import create_app
from quizapp.cli import quiz, read_environment_file
from quizapp.config import read_settings
from quizapp.database.commands import ownership_problem
from quizapp.database.db import Base, db
from tests import postgresql
from tests.console import PROGRAM, leaves, run_quiz, said
from tests.players import MoodPlayer

ROOT = Path(__file__).parents[1]
LEAVES = leaves(quiz)
ANY_DATABASE = {
    ("check",),
    ("content", "album", "template"),
    ("content", "check"),
    ("migrate",),
    ("move",),
    ("reopen",),
    ("restore",),
    ("serve",),
    ("version",),
}
"""What has to do with databases that are not a game of this version, or with none."""
ON_A_GAME = [(words, command) for words, command in LEAVES if words not in ANY_DATABASE]


def must_exist(kind: click.ParamType[Any]) -> bool:
    return isinstance(kind, click.Path) and kind.exists


def place_there(kind: click.ParamType[Any]) -> Path:
    """A file or a folder that exists, as the command wants it."""
    return ROOT / "docs" if getattr(kind, "dir_okay", True) else ROOT / "README.md"


def typed(words: tuple[str, ...], command: click.Command) -> list[str]:
    """A command with something for everything that it needs or would ask for."""
    line = [*words]
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            line.append(str(place_there(parameter.type)) if must_exist(parameter.type) else "1")
        elif isinstance(parameter, click.Option) and (parameter.prompt or parameter.required):
            line += [parameter.opts[0]] if parameter.is_flag else [parameter.opts[0], "x"]
    return line


def place(folder: Path) -> Flask:
    """A game in a folder as the command makes it, which is not there yet."""
    return create_app(read_settings({"DATA_DIR": str(folder)}, creates=False))


def run_in(folder: Path, *words: str) -> Result:
    app = place(folder)
    result = run_quiz(app, *words)
    with app.app_context():
        db.engine.dispose()
    return result


def build(file: Path, revision: str) -> None:
    """A database with all tables, that says to be of a revision."""
    engine = create_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text(f"INSERT INTO alembic_version VALUES ('{revision}')"))  # noqa: S608
    engine.dispose()


class TestCommands:
    def test_are_many_and_most_of_them_are_for_a_game_alone(self) -> None:
        assert len(LEAVES) > 30
        assert {words for words, _ in LEAVES} > ANY_DATABASE

    def test_are_the_same_under_flask(self, app: Flask) -> None:
        assert set(quiz.commands) <= set(app.cli.commands)

    def test_say_what_they_do_without_the_application(self) -> None:
        def fail() -> Flask:
            raise AssertionError("the application was made")

        for words, _command in LEAVES:
            info = ScriptInfo(create_app=fail, load_dotenv_defaults=False)
            result = CliRunner().invoke(quiz, [*words, "--help"], obj=info)
            assert result.exit_code == 0, words
            assert "Usage: " in result.output

    def test_for_a_game_make_none_where_there_is_none(self, tmp_path: Path) -> None:
        app = place(tmp_path / "none")
        for words, command in ON_A_GAME:
            result = run_quiz(app, *typed(words, command))
            assert result.exit_code == 1, (words, result.output)
            assert said(result).startswith("Error: there is no game yet: "), words
            assert len(said(result).splitlines()) == 1, words
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("revision", ["0001", "9999"])
    def test_for_a_game_leave_another_version_alone(self, tmp_path: Path, revision: str) -> None:
        build(tmp_path / "quiz.sqlite3", revision)
        app = place(tmp_path)
        for words, command in ON_A_GAME:
            result = run_quiz(app, *typed(words, command))
            assert result.exit_code == 1, (words, result.output)
            assert f"Error: the database has schema {revision}, " in said(result), words
            assert len(said(result).splitlines()) == 1, words
        with app.app_context():
            db.engine.dispose()
            found = db.session.scalar(text("SELECT version_num FROM alembic_version"))
            db.session.remove()
            db.engine.dispose()
        assert found == revision

    @pytest.mark.parametrize("words", [("migrate",), ("serve",)])
    def test_that_migrate_refuse_a_newer_version_in_one_line(
        self, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        build(tmp_path / "quiz.sqlite3", "9999")

        result = run_in(tmp_path, *words)

        assert result.exit_code == (3 if words == ("serve",) else 1)
        assert said(result).startswith("Error: the database has schema 9999, which this version ")
        assert len(said(result).splitlines()) == 1

    def test_name_the_database_on_standard_error(self, game: Flask) -> None:
        result = run_quiz(game, "board", "list", "--json")

        assert result.stderr == f"Database: {db.engine.url.render_as_string()}\n"
        assert json.loads(result.stdout) == {"names": [], "has_more": False}

    def test_hide_its_password(self, tmp_path: Path) -> None:
        away = "postgresql://quiz:hush@127.0.0.1:1/quiz"
        app = create_app(read_settings({"DATA_DIR": str(tmp_path), "DATABASE_URL": away}))

        result = run_quiz(app, "purge")

        assert result.exit_code == 1
        assert result.stderr.startswith("Database: postgresql+psycopg://quiz:***@127.0.0.1:1/quiz")
        assert "hush" not in result.output

    def test_refuse_another_users_database(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build(tmp_path / "quiz.sqlite3", "0001")
        owner = pwd.getpwuid(os.geteuid()).pw_name
        monkeypatch.setattr(os, "geteuid", lambda: 54321)

        result = run_in(tmp_path, "backup", str(tmp_path / "copy"))

        assert result.exit_code == 1
        assert f"quiz.sqlite3 belongs to {owner}: run this as {owner}" in said(result)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["quiz.sqlite3"]

    def test_of_root_fill_nobody_elses_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if os.geteuid() == 0:
            os.chown(tmp_path, 54321, 54321)
        monkeypatch.setattr(os, "geteuid", lambda: 0)

        assert " belongs to " in said(run_in(tmp_path, "migrate"))
        assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_tables_of_another_role_are_refused(tmp_path: Path) -> None:
    """As after a first `migrate` as the database's superuser."""
    with postgresql.server() as url:
        environ = {"DATA_DIR": str(tmp_path), "DATABASE_URL": url}
        app = create_app(read_settings(environ, creates=False))
        assert run_quiz(app, "migrate").exit_code == 0
        with app.app_context():
            assert ownership_problem(db.engine) == ""
            with db.engine.begin() as connection:
                connection.execute(text("CREATE ROLE quiz"))
                connection.execute(text("ALTER TABLE alembic_version OWNER TO quiz"))

        result = run_quiz(app, "purge")

        assert result.exit_code == 1
        assert said(result) == (
            "Error: the tables belong to quiz: sign in as quiz in DATABASE_URL\n"
        )
        with app.app_context():
            db.engine.dispose()


class TestResult:
    def test_is_shown_and_deleted_by_its_link(self, game: Flask) -> None:
        player = MoodPlayer(game.test_client())
        player.open_quiz()
        link = f"https://quiz.example.org{player.play_to_the_end()}"

        shown = run_quiz(game, "result", "show", link, "--json")
        deleted = run_quiz(game, "result", "delete", link, "--reason", "asked", "--yes")

        values = json.loads(shown.stdout)
        assert (values["kind"], values["comparisons"]) == ("result", 0)
        assert values["slug"] in link
        assert (deleted.exit_code, game.test_client().get(link).status_code) == (0, 410)
        again = run_quiz(game, "result", "show", link)
        assert (again.exit_code, said(again)) == (1, "Error: It is deleted already.\n")

    def test_may_begin_with_a_dash(self, game: Flask) -> None:
        result = run_quiz(game, "result", "show", "-OqsnFU0WwUZ7yQ3Qj1mRg")

        assert (result.exit_code, said(result)) == (1, "Error: There is no such thing.\n")


class TestVersion:
    def test_is_given_for_programs_too(self) -> None:
        result = CliRunner().invoke(quiz, ["version", "--json"])

        assert set(json.loads(result.stdout)) == {"version", "schema", "python", "sqlite"}


class TestEnvironmentFile:
    def test_gives_what_the_environment_has_not(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "quiz.env"
        file.write_text("# of the operator\nPORT=8100\nSECRET_KEY='a$b${PORT}'\n")
        monkeypatch.setenv("QUIZ_ENV", str(file))
        monkeypatch.setenv("PORT", "8200")
        monkeypatch.setenv("SECRET_KEY", "forgotten")
        monkeypatch.delenv("SECRET_KEY")

        read_environment_file()

        assert (os.environ["PORT"], os.environ["SECRET_KEY"]) == ("8200", "a$b${PORT}")
        monkeypatch.delenv("SECRET_KEY")

    def test_that_cannot_be_read_is_not_missed_where_the_environment_says_which_game(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("QUIZ_ENV", raising=False)
        monkeypatch.delenv("DATA_DIR", raising=False)
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setattr("quizapp.cli.ENVIRONMENT_FILE", tmp_path)  # a folder opens for nobody

        with pytest.raises(click.ClickException, match="cannot be read"):
            read_environment_file()
        monkeypatch.setenv("DATA_DIR", str(tmp_path))
        read_environment_file()

    def test_that_is_named_and_not_there_is_not_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QUIZ_ENV", str(tmp_path / "none.env"))

        with pytest.raises(click.ClickException, match=r"none\.env cannot be read"):
            read_environment_file()


@pytest.mark.slow
class TestProcess:
    """As typed in a shell."""

    QUIZ = ("-c", PROGRAM)
    FLASK = ("-m", "flask", "--app", "wsgi")

    def run(self, folder: Path, *words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(folder / "data")} | environ,
            capture_output=True,
            text=True,
            check=False,
        )

    @pytest.mark.parametrize("program", [QUIZ, FLASK])
    def test_help_makes_no_file(self, tmp_path: Path, program: tuple[str, ...]) -> None:
        for words in ((), ("backup",), ("migrate",), ("content",)):
            assert self.run(tmp_path, *program, *words, "--help").returncode == 0
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("program", [QUIZ, FLASK])
    def test_migrate_makes_a_game_that_backup_finds(
        self, tmp_path: Path, program: tuple[str, ...]
    ) -> None:
        assert self.run(tmp_path, *program, "migrate").returncode == 0

        backup = self.run(tmp_path, *program, "backup", str(tmp_path / "copy"), "--json")

        assert json.loads(backup.stdout)["bytes"] == (tmp_path / "copy").stat().st_size

    @pytest.mark.parametrize(
        ("name", "value", "line"),
        [
            ("WEB_CONCURRENCY", "auto", "WEB_CONCURRENCY: must be a whole number from 1 to 64"),
            ("DATABASE_URL", "mysql://db/quiz", "DATABASE_URL: must start with sqlite:/// or"),
            ("DATABASE_URL", "postgresql://127.0.0.1:1/quiz", "the database does not serve: "),
        ],
    )
    @pytest.mark.parametrize("command", ["serve", "purge", "migrate"])
    def test_what_is_wrong_is_said_in_one_line(
        self, tmp_path: Path, command: str, name: str, value: str, line: str
    ) -> None:
        run = self.run(tmp_path, *self.QUIZ, command, **{name: value})

        lines = [each for each in run.stderr.splitlines() if not each.startswith("Database: ")]
        assert run.returncode == (1 if "127.0.0.1" in value else 3)
        assert len(lines) == 1, run.stderr
        assert lines[0].startswith(f"Error: {line}")
