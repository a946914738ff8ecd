from flask import Blueprint

from quizapp.i18n import URL_PREFIX

bp = Blueprint("mood", __name__, url_prefix=URL_PREFIX)
root_bp = Blueprint("mood_root", __name__)
