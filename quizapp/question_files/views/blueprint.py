"""Blueprint of the admin pages for question files; signing in is required."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("question_files")
