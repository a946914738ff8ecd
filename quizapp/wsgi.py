"""What a WSGI server serves.

``gunicorn --config python:quizapp.gunicorn_conf quizapp.wsgi:app``
"""

import sys

from . import create_app
from .config import WrongSetting
from .startup import prepare

try:
    app = create_app()
except WrongSetting as problem:
    sys.exit(f"The game cannot start. {problem}")

with app.app_context():
    prepare()
