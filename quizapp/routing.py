"""Numbers in addresses: none that a database could not hold as an id."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

HIGHEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """``<int:...>`` everywhere: what is larger names nothing and is not found."""

    def __init__(self, map: Map, **limits: Any) -> None:  # noqa: A002 - as werkzeug calls it
        super().__init__(map, **{"max": HIGHEST_ID, **limits})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
