"""What a WSGI server serves: ``gunicorn --config python:quizapp.gunicorn_conf wsgi:app``."""

import sys

from quizapp import create_app
from quizapp.config import WrongSetting
from quizapp.startup import prepare

try:
    app = create_app()
except WrongSetting as problem:
    sys.exit(f"The game cannot start. {problem}")

if "restore" not in sys.argv:  # `flask --app wsgi restore` wants the place still empty
    with app.app_context():
        prepare()
