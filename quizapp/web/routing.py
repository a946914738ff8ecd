"""Numbers in addresses that no database could hold as an id, and slashes that somebody forgot."""

from typing import Any

from flask import Flask, redirect, request
from werkzeug.routing import IntegerConverter, Map, RequestRedirect
from werkzeug.wrappers import Response

from .addresses import own_address

HIGHEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """``<int:...>`` everywhere: what is larger names nothing and is not found."""

    def __init__(self, map: Map, **limits: Any) -> None:  # noqa: A002 - as werkzeug calls it
        super().__init__(map, **{"max": HIGHEST_ID, **limits})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
    app.after_request(_stay_here)


def _stay_here(response: Response) -> Response:
    """Werkzeug's redirect to the address with its slash names the host, which a visitor may forge.

    A handler cannot mend it: Flask gives none to redirects that routing raises.
    """
    wrong_way = request.routing_exception
    if isinstance(wrong_way, RequestRedirect) and response.location == wrong_way.new_url:
        own = redirect(own_address(wrong_way.new_url))
        response.location, response.data = own.location, own.data
    return response
