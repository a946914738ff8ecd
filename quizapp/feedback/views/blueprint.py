"""Blueprint of the admin pages for players’ suggestions and flags; signing in is required."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("feedback_admin")
