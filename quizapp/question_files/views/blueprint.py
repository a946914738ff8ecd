"""The blueprint of the pages for question files."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("question_files")
