"""Error pages: every failure as an HTML page, or as problem+json where JSON was asked for."""

import re
from dataclasses import dataclass

from flask import Flask, current_app, g, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import DataError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.http import HTTP_STATUS_CODES
from werkzeug.wrappers import Response

from quizapp.config import settings_of
from quizapp.errors import AppError
from quizapp.texts import LANGUAGES

from .addresses import own_address
from .i18n import vary_by_language
from .logs import request_id
from .security import SAFE_METHODS

RETRY_AFTER_SECONDS = 5
RETRYABLE_STATUSES = {429, 500, 503}
"""Failures that may have passed when the page is loaded again."""
DATABASE_UNAVAILABLE = re.compile(
    r"locked|busy|full|readonly|read-only|disk I/O|unable to open|connect|shutting down|terminat",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ErrorText:
    """What an error page says: what happened, and what became of the data that was sent.

    ``theme`` is the theme whose emblem is shown.
    """

    title: LazyString
    message: LazyString
    theme: str


ERROR_TEXTS = {
    400: ErrorText(
        _("Something got lost on the way"),
        _("The request could not be read, so nothing was kept. Go back and try once more."),
        "tragedy",
    ),
    403: ErrorText(
        _("The guard shakes his head"),
        _("This door is not open to you, or the request came from another site. Nothing was kept."),
        "power",
    ),
    404: ErrorText(
        _("No such room in the palace"),
        _("The link may be mistyped, or what was here has moved. You have not lost anything."),
        "suspense",
    ),
    405: ErrorText(
        _("That door opens the other way"),
        _("This page cannot be used like that. Nothing was changed."),
        "mischief",
    ),
    409: ErrorText(
        _("Somebody was there first"),
        _("Another tab or another person got here before you. What came first was kept."),
        "revenge",
    ),
    410: ErrorText(
        _("Gone from the palace"),
        _("What was here has been deleted, by whoever made it or by an editor."),
        "longing",
    ),
    413: ErrorText(
        _("Too much for one carriage"),
        _("What was sent is larger than we take, so nothing was kept."),
        "grandeur",
    ),
    422: ErrorText(
        _("Something does not fit"),
        _("The rules of the game refused this, so nothing was kept. Go back and look again."),
        "betrayal",
    ),
    429: ErrorText(
        _("A little slower, please"),
        _("That was a lot in a short time. Nothing was kept; wait a minute and try again."),
        "turbulence",
    ),
    500: ErrorText(
        _("A string snapped"),
        _("The fault is ours. Your last step may not have been kept; please try it once more."),
        "sacrifice",
    ),
    503: ErrorText(
        _("The palace is catching its breath"),
        _("What you sent just now was not kept. Wait a few seconds, then try once more."),
        "romance",
    ),
}
REASON_TEXTS = {
    "quiz-retired": ErrorText(
        _("The curtain has come down"),
        _("This quiz is over. Results and boards stay where they are, but no new game begins."),
        "longing",
    ),
}
"""What is said instead of the status's own text where the reason is one of these."""


def init_app(app: Flask) -> None:
    app.register_error_handler(AppError, _answer_app_error)
    app.register_error_handler(HTTPException, _answer_http_exception)
    app.register_error_handler(DBAPIError, _answer_database_error)
    app.register_error_handler(DataError, _answer_unreadable)
    app.register_error_handler(OverflowError, _answer_unreadable)
    app.register_error_handler(PoolTimeout, _answer_no_connection)
    app.register_error_handler(UnicodeError, _answer_unreadable)


def error_response(status: int, reason: str = "") -> Response:
    """The answer for a failure, in the language of the address or of the browser."""
    _set_language()
    g.has_failed = status >= 500  # menus and words must not ask a database that may be away
    response = problem(status, reason) if wants_json() else _page(status, reason)
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return vary_by_language(response)


def answer_unreadable(
    app: Flask, status: int, reason: str = "", *, path: str = "", **environ: object
) -> Response:
    """The answer to a request that cannot be parsed.

    :param path: its path, for the language and whether it was the API's, however malformed.
    :param environ: what else is to be kept of its WSGI environment.
    """
    below = path.removeprefix(settings_of(app).base_path)
    first = below.strip("/").partition("/")[0]
    place = f"/{first}/-" if first in {*LANGUAGES, "api"} else "/-"
    with app.test_request_context(place, environ_overrides=environ):
        app.preprocess_request()
        return app.process_response(make_response(error_response(status, reason)))


def _page(status: int, reason: str) -> Response:
    known = REASON_TEXTS.get(reason) or ERROR_TEXTS.get(status)
    text = known or ERROR_TEXTS[400 if status < 500 else 500]
    page = render_template(
        "error.html",
        status=status,
        title=text.title,
        message=text.message,
        theme=text.theme,
        again=_retry_address(status),
        request_id=request_id() if status >= 500 else None,
    )
    return make_response(page, status)


def _retry_address(status: int) -> str | None:
    """The same page where waiting may help, or the page whose form was sent, if it is ours."""
    if request.method in SAFE_METHODS:
        return own_address(request.url) if status in RETRYABLE_STATUSES else None
    sender = request.referrer or ""
    return own_address(sender) if sender.startswith(request.url_root) else None


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
    if isinstance(error, DataError):  # a value that no column could hold, like a NUL character
        return error_response(400)
    current_app.logger.exception("database refused")
    away = isinstance(error, OperationalError) or DATABASE_UNAVAILABLE.search(str(error.orig))
    return error_response(503 if away else 500)


def _answer_no_connection(_error: PoolTimeout) -> Response:
    current_app.logger.warning("every database connection is in use")
    return error_response(503)


def _answer_unreadable(_error: Exception) -> Response:
    """A text or number that arrived well and that no database can store."""
    return error_response(400)


def problem(status: int, reason: str, **more: object) -> Response:
    """An error as problem+json (RFC 9457), with ``more`` members of its own."""
    fields = {
        "type": "about:blank",
        "title": HTTP_STATUS_CODES.get(status, "Error"),
        "status": status,
        "detail": reason,
        "instance": f"urn:request:{request_id()}",
        **more,
    }
    response = make_response(fields, status)
    response.content_type = "application/problem+json"
    return response


def wants_json() -> bool:
    return request.path.startswith("/api/") or (
        request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    )


def _set_language() -> None:
    """Take the language from the first path segment where no route matched."""
    first = request.path.strip("/").partition("/")[0]
    if "language" not in g and first in LANGUAGES:
        g.language = first
