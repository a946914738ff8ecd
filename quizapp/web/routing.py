"""URL routing: ids that no database could store are not found, and redirects name no host."""

from typing import Any

from flask import Flask, redirect, request
from werkzeug.routing import IntegerConverter, Map, RequestRedirect
from werkzeug.wrappers import Response

from .addresses import own_address

HIGHEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """Convert ``<int:…>`` in all rules: a number above `HIGHEST_ID` is not found."""

    def __init__(self, map: Map, **limits: Any) -> None:  # noqa: A002 - as werkzeug calls it
        super().__init__(map, **{"max": HIGHEST_ID, **limits})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
    app.after_request(_remove_host)


def _remove_host(response: Response) -> Response:
    """Remove the host, which a visitor can forge, from Werkzeug's redirect to the trailing slash.

    An error handler cannot: Flask calls none for redirects that routing raises.
    """
    redirection = request.routing_exception
    if isinstance(redirection, RequestRedirect) and response.location == redirection.new_url:
        own = redirect(own_address(redirection.new_url))
        response.location, response.data = own.location, own.data
    return response
