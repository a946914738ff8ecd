"""A WSGI layer that serves stored cards without calling Flask, where they cannot change."""

import re
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from .card_store import CardName, stored_card
from .card_views import CHANGING, FOLDER, png_response, subject

ADDRESS = re.compile(
    r"/cards/([a-z]+)/([\w-]{1,60})-([0-9a-f]{16})\.([a-z]+\.[a-z]+)\.png", re.ASCII
)


class StoredCards:
    """Serves stored cards as any static file is, without calling Flask."""

    def __init__(self, app: WSGIApplication, data_dir: Path) -> None:
        self._app = app
        self._root = data_dir / FOLDER

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        is_asked = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        if found and is_asked and found[1] not in CHANGING:
            kind, slug, digest, form = found.groups()
            png = stored_card(self._root, CardName(subject(kind, slug), f"{digest}.{form}"))
            if png:
                response = png_response(png, digest).make_conditional(environ)
                return response(environ, start_response)
        return self._app(environ, start_response)
