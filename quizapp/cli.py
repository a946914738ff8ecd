"""The command ``quiz``, and the same commands under ``flask --app wsgi``."""

import os
from pathlib import Path

import click
from dotenv import load_dotenv
from flask import Flask
from flask.cli import ScriptInfo

from .auth.commands import editor
from .config import WrongSetting, read_settings
from .feedback.moderation.commands import moderation
from .feedback.moderation.commands.results import board, result
from .maintenance.commands import COMMANDS
from .packs.album_files.commands import album
from .packs.commands import content
from .question_files.commands import import_file
from .server.startup import STATUS_TO_HALT

ENVIRONMENT_FILE = Path("/etc/quiz.env")
SAY_WHICH_GAME = {"DATA_DIR", "DATABASE_URL"}


class SettingRefused(click.ClickException):
    """No command works as things are; under systemd nothing is to try again."""

    exit_code = STATUS_TO_HALT


@click.group()
def quiz() -> None:
    """Run and look after a game of The Last Empress OST quiz.

    Settings come from the environment, and from the file QUIZ_ENV or /etc/quiz.env where it does
    not have them. All but `serve` and `migrate` leave a database of another version alone.
    """


content.add_command(import_file)
content.add_command(album)
ALL = (*COMMANDS, board, content, editor, moderation, result)
for command in ALL:
    quiz.add_command(command)


def init_app(app: Flask) -> None:
    for each in ALL:
        app.cli.add_command(each)


def main() -> None:
    """The entry point of the installed command."""
    quiz(prog_name="quiz", obj=ScriptInfo(create_app=_create_app, load_dotenv_defaults=False))


def _create_app() -> Flask:
    """The application, made only for commands that need it, and without making a file."""
    from . import create_app

    read_environment_file()
    try:
        return create_app(read_settings(creates=False))
    except WrongSetting as problem:
        raise SettingRefused(str(problem)) from problem


def read_environment_file() -> None:
    """Take from the operator's file what the environment does not have.

    A unit of systemd's has read it already, as root: then it need not be readable.

    :raises click.ClickException: when it cannot be read: going on without it would mean another
        game than the operator's.
    """
    named = os.environ.get("QUIZ_ENV")
    file = Path(named) if named else ENVIRONMENT_FILE
    try:
        if named or file.exists():
            with file.open(encoding="utf-8") as stream:
                load_dotenv(stream=stream, interpolate=False)
    except (OSError, UnicodeError) as problem:
        if named or not SAY_WHICH_GAME & os.environ.keys():
            raise click.ClickException(f"{file} cannot be read: {problem}") from problem
