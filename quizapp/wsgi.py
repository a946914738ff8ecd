"""The WSGI application: ``gunicorn -c python:quizapp.gunicorn_conf quizapp.wsgi:app``."""

import os
import sys

from . import create_app
from .config import read_settings
from .server.startup import patiently, prepare, starting

is_command = os.environ.get("FLASK_RUN_FROM_CLI") == "true" and "run" not in sys.argv
"""Whether ``flask --app wsgi COMMAND`` looks for the command here, and nothing is served."""

with starting():
    app = create_app(read_settings(creates=not is_command))
    if not is_command:
        with app.app_context():
            patiently(prepare)
