"""The blueprint of this room's desk pages."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("question_files")
