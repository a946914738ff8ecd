"""The desk's forms as a browser without JavaScript reads and sends them."""

from collections.abc import Iterable, Iterator
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from quizapp.auth.models import Role
from quizapp.database.db import db
from tests.editors import EditorClient, add_editor

Fields = list[tuple[str, str]]
NOT_SENT = {"submit", "button", "image", "reset"}


class Browser(FlaskClient):
    """Each request in a context of its own, as a server gives it: people do not share ``g``."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        db.session.rollback()  # what the test has read so far is over
        with self.application.app_context():
            return super().open(*args, **kwargs)


def client_of(app: Flask, name: str, role: Role = Role.EDITOR) -> EditorClient:
    """The client of a new editor who is signed in."""
    return EditorClient(Browser(app, app.response_class)).sign_in_as(add_editor(name, role))


class FormFiller:
    """An editor with one form open: changes fields by name, and presses buttons."""

    def __init__(self, desk: EditorClient, path: str) -> None:
        self.desk = desk
        self.path = path
        self.page = desk.get(path)
        self.fields = fields_of(self.page.text)

    def put(self, name: str, *values: str) -> "FormFiller":
        """Give all the inputs of one name their values, in order."""
        self.fields = [pair for pair in self.fields if pair[0] != name]
        self.fields += [(name, value) for value in values]
        return self

    def get(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)

    def press(self, command: str = "save") -> TestResponse:
        """Send the form, follow where it leads, and read the form there again."""
        data = MultiDict([*self.fields, ("command", command)])
        data["csrf_token"] = self.desk.token
        answer = self.desk.client.post(self.desk.base + self.path, data=data)
        self.page = answer
        if answer.status_code == 303:
            self.page = self.desk.client.get(answer.headers["Location"])
        self.desk._read(self.page)
        self.fields = fields_of(self.page.text)
        return answer


def fields_of(page: str) -> Fields:
    """What the form of a document would send, untouched."""
    root = html5lib.parse(page, namespaceHTMLElements=False)
    form = root.find(".//form[@data-autosave]")
    return [] if form is None else list(_fields(form.iter()))


def _fields(elements: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for element in elements:
        name, kind = element.get("name"), element.get("type", "text")
        if not name or name == "csrf_token":
            continue
        if element.tag == "textarea":
            yield name, (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            yield name, _chosen(element)
        elif element.tag == "input" and _is_sent(kind, element):
            yield name, element.get("value", "y" if kind == "checkbox" else "")


def _is_sent(kind: str, element: Any) -> bool:
    if kind in {"checkbox", "radio"}:
        return element.get("checked") is not None
    return kind not in NOT_SENT


def _chosen(element: Any) -> str:
    options = list(element.iter("option"))
    marked = [option for option in options if option.get("selected") is not None]
    value: str = (marked or options)[0].get("value")
    return value
