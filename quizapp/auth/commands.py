"""Commands ``quiz editor …``: add an editor, reset a password."""

import click
from flask import current_app

from quizapp import clock
from quizapp.database.commands import GameGroup
from quizapp.texts import DEFAULT_LANGUAGE
from quizapp.web import logs

from . import editors
from .models import Role
from .queries import EditorMissing

editor = GameGroup("editor", help="Editor accounts.")
BY = "command line"


@editor.command()
@click.argument("name")
@click.option("--admin", "is_admin", is_flag=True, help="May let others in as well.")
@click.option("--password", "asks", is_flag=True, help="Ask for a password here: print no link.")
def add(name: str, is_admin: bool, asks: bool) -> None:
    """Add NAME, and print the one-time link by which they choose a password within an hour."""
    role = Role.ADMIN if is_admin else Role.EDITOR
    try:
        token = editors.invite(name=name, role=role, now=clock.now())
    except editors.NameTaken as taken:
        raise click.ClickException("Somebody has this name already.") from taken
    except editors.NameMalformed as wrong:
        raise click.ClickException("Letters, digits, spaces and . ' - only, up to 40.") from wrong
    logs.event("editors.invite", by=BY, editor=name, role=role)
    _hand_out(token, asks)


@editor.command()
@click.argument("name")
@click.option("--password", "asks", is_flag=True, help="Ask for a password here: print no link.")
def reset(name: str, asks: bool) -> None:
    """Print the one-time link by which NAME chooses a new password within an hour."""
    try:
        token = editors.reset_by_name(name=name, now=clock.now())
    except EditorMissing as missing:
        raise click.ClickException("Nobody has this name.") from missing
    logs.event("editors.reset", by=BY, editor=name)
    _hand_out(token, asks)


def _hand_out(token: str, asks: bool) -> None:
    if not asks:
        click.echo(_link(token))
        return
    password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        editors.accept_invitation(token=token, password=password, now=clock.now())
    except editors.PasswordWeak as weak:
        message = f"This password is not good enough: {weak.reason}. Use `editor reset`."
        raise click.ClickException(message) from weak
    click.echo("Done.")


def _link(token: str) -> str:
    values = {"language": DEFAULT_LANGUAGE}
    path = current_app.url_map.bind("localhost").build("auth.invitation", values)
    return f"{current_app.config['SETTINGS'].public_url}{path}#{token}"
