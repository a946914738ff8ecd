"""The guarded blueprint of this room's pages."""

from quizapp.auth.access import admin_blueprint

bp = admin_blueprint("publishing")
