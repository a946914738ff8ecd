"""Blueprint of the admin pages for figures; signing in is required."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("analytics_admin")
