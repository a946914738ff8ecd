"""The operator's commands, as typed."""

import click
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from quizapp.cli import quiz

PROGRAM = "from quizapp.cli import main; main()"
"""What the installed command ``quiz`` runs."""


def run_quiz(app: Flask, *words: str) -> Result:
    """``quiz WORDS``, with the application that it would make."""
    return CliRunner().invoke(quiz, words, obj=ScriptInfo(create_app=lambda: app))


def said(result: Result) -> str:
    """What a command printed, besides which database it speaks to."""
    lines = result.output.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("Database: "))


def leaves(group: click.Group, *path: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """All commands of a group, with the words that call them."""
    found = []
    for name, command in group.commands.items():
        words = (*path, name)
        found += leaves(command, *words) if isinstance(command, click.Group) else [(words, command)]
    return found
