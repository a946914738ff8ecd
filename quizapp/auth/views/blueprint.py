"""Blueprint of the admin pages for accounts; signing in is required."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("auth")
