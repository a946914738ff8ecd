"""Floors: minimal Flask views that the game is measured against.

Served by the game's own gunicorn settings. The insert has the game's own driver, engine options
and durability (synchronous=FULL); its transactions begin as SQLite and SQLAlchemy have it.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, send_from_directory
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.database import sqlite

TEMPLATE = (
    "<!doctype html><title>{{ title }}</title>{% for row in rows %}<p>{{ row }}</p>{% endfor %}"
)
ROW = "A paragraph of a page, some sixty characters long, & escaped."

app = Flask(__name__)
folder = Path(os.environ["DATA_DIR"])
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'floor.sqlite3'}"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = sqlite.ENGINE_OPTIONS
db = SQLAlchemy(app)


class Row(db.Model):  # type: ignore[name-defined,misc]
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(400))


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in sqlite.PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with app.app_context():
    event.listen(db.engine, "connect", _set_up)
    event.listen(db.engine, "begin", _begin)
    db.create_all()

page = app.jinja_env.from_string(TEMPLATE)


@app.get("/readyz")
def ready() -> str:
    return "ready"


@cache
def _bytes(size: int) -> bytes:
    return b"x" * size


@app.get("/fixed/<int:size>")
def fixed(size: int) -> Response:
    return Response(_bytes(size), mimetype="text/html")


@app.get("/jinja/<int:size>")
def jinja(size: int) -> str:
    return page.render(title="Floor", rows=[ROW] * (size // (len(ROW) + 11)))


@app.post("/insert")
def insert() -> Response:
    db.session.add(Row(text=ROW * 5))
    db.session.commit()
    return redirect("/jinja/1000", 303)  # type: ignore[return-value]


@app.get("/file/<name>")
def file(name: str) -> Response:
    return send_from_directory(folder, name)
