"""The blueprint of this room's desk pages."""

from quizapp.auth.access import desk_blueprint

bp = desk_blueprint("editing")
