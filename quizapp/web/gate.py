"""The gate before Flask: a request with a malformed part gets a 400 in words, and one log entry."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.exceptions import BadRequest

from . import logs, wellformed
from .error_pages import answer_unreadable
from .security import SAFE_METHODS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST_CACHE_SIZE = 64
COMMON_METHODS = {"GET", "HEAD", "POST"}
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
KEPT = ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", logs.REQUEST_ID)
"""What the answer needs of a malformed request, besides its path."""


class Gate:
    """WSGI layer that answers malformed requests itself; what lies inside never sees them."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app = app
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        part = malformed_part(environ)
        if part is None:
            return self._inner(environ, start_response)
        logs.event("request.refused", reason=part, request=environ.get(logs.REQUEST_ID))
        kept = {name: environ[name] for name in KEPT if name in environ}
        answer = answer_unreadable(self._app, 400, part, path=environ.get("PATH_INFO", ""), **kept)
        return answer(environ, start_response)


def init_app(app: Flask) -> None:
    """Call this after `security.init_app`: a cross-site form is refused as such, unread."""
    app.before_request(_refuse_field_names)


def malformed_part(environ: "WSGIEnvironment") -> str | None:
    """The first part of a request that is not well-formed: ``method``, ``host``, ``origin``,
    ``path`` or ``query``.

    Without a ``Host``, as health checks with HTTP/1.0 are, a request is for the server's address.
    """
    method, host = environ["REQUEST_METHOD"], environ.get("HTTP_HOST")
    if method not in COMMON_METHODS and not wellformed.is_method(method):
        return "method"
    if host and not _is_host(host):
        return "host"
    origin = environ.get("HTTP_ORIGIN")
    if origin and not wellformed.is_origin(origin):
        return "origin"
    if not wellformed.is_text(environ.get("PATH_INFO", "")):
        return "path"
    return None if wellformed.is_text(environ.get("QUERY_STRING", "")) else "query"


_is_host = lru_cache(maxsize=HOST_CACHE_SIZE)(wellformed.is_host)


def _refuse_field_names() -> None:
    """Flask alone can parse a form; here it does so before any view or error handler reads it."""
    if request.method in SAFE_METHODS or request.mimetype not in FORM_TYPES:
        return
    if request.routing_exception is None and not _has_fit_field_names():
        logs.event("request.refused", reason="field", endpoint=request.endpoint)
        raise BadRequest("field")


def _has_fit_field_names() -> bool:
    return all(map(wellformed.is_field_name, (*request.form, *request.files)))
