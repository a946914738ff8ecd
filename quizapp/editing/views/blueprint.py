"""Blueprint of the admin pages for content; signing in is required."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("editing")
