"""Every failure as a page in the game's own looks, or as problem+json where JSON was asked for."""

import re

from flask import Flask, current_app, g, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response

from .errors import AppError
from .i18n import LANGUAGES, vary_by_language
from .logs import request_id

RETRY_AFTER_SECONDS = 5
STORE_IS_AWAY = re.compile(
    r"locked|busy|full|readonly|read-only|disk I/O|unable to open|connect|shutting down|terminat",
    re.IGNORECASE,
)


def init_app(app: Flask) -> None:
    app.register_error_handler(AppError, _answer_app_error)
    app.register_error_handler(HTTPException, _answer_http_exception)
    app.register_error_handler(DBAPIError, _answer_database_error)
    app.register_error_handler(UnicodeError, _answer_unreadable)


def error_response(status: int, reason: str = "") -> Response:
    """The answer for a failure, in the language of the address or of the browser."""
    _find_language()
    if _wants_json():
        response = _problem(status, reason)
    else:
        page = render_template("error.html", status=status, reason=reason, request_id=request_id())
        response = make_response(page, status)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return vary_by_language(response)


def _answer_app_error(error: AppError) -> Response:
    return error_response(error.status, error.reason)


def _answer_http_exception(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return error.get_response()
    response = error_response(status, getattr(error, "reason", ""))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _answer_database_error(error: DBAPIError) -> Response:
    current_app.logger.exception("database refused")
    away = isinstance(error, OperationalError) or STORE_IS_AWAY.search(str(error.orig))
    return error_response(503 if away else 500)


def _answer_unreadable(_error: UnicodeError) -> Response:
    return error_response(400)


def _problem(status: int, reason: str) -> Response:
    problem = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES.get(status, "Error"),
        "status": status,
        "detail": reason,
        "instance": f"urn:request:{request_id()}",
    }
    response = make_response(problem, status)
    response.content_type = "application/problem+json"
    return response


def _wants_json() -> bool:
    return request.path.startswith("/api/") or (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def _find_language() -> None:
    """An address that matched no route still says its language in its first segment."""
    first = request.path.strip("/").partition("/")[0]
    if "language" not in g and first in LANGUAGES:
        g.language = first
