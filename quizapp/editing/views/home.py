"""The first page of the desk."""

from flask import render_template

from quizapp.editing.access import bp


@bp.get("/")
def home() -> str:
    return render_template("editing/home.html")
