from flask import Blueprint

from quizapp.i18n import URL_PREFIX

bp = Blueprint("catalog", __name__, url_prefix=URL_PREFIX)
