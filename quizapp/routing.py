"""Numbers in addresses: none that a database could not hold as an id."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

HIGHEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """``<int:...>`` everywhere: what is larger names nothing and is not found."""

    def __init__(
        self,
        map: Map,  # noqa: A002 - Werkzeug's names
        fixed_digits: int = 0,
        min: int | None = None,  # noqa: A002
        max: int = HIGHEST_ID,  # noqa: A002
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter
