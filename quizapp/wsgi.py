"""The WSGI application: ``gunicorn -c python:quizapp.gunicorn_conf quizapp.wsgi:app``."""

import sys

from . import create_app
from .config import WrongSetting
from .server.startup import prepare

try:
    app = create_app()
except WrongSetting as problem:
    sys.exit(f"The game cannot start. {problem}")

if "restore" not in sys.argv:  # `flask --app wsgi restore` wants the place still empty
    with app.app_context():
        prepare()
