"""A WSGI layer that serves stored cards without calling Flask, while they may be seen."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from quizapp.config import settings_of
from quizapp.database.cache_versions import CONTENT, RESULTS
from quizapp.web.page_cache import RECHECK_SECONDS, CachePolicy, Version, current_version

from .card_store import CardName, stored_card
from .card_views import DAY_SECONDS, FOLDER, png_response, subject
from .queries import DELETABLE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = re.compile(
    r"/cards/([a-z]+)/([\w-]{1,60})-([0-9a-f]{16})\.([a-z]+\.[a-z]+)\.png", re.ASCII
)
DELETIONS = CachePolicy((RESULTS,), DAY_SECONDS, RECHECK_SECONDS)
DRAFTS = CachePolicy((CONTENT,), DAY_SECONDS, RECHECK_SECONDS)
MOST_CHECKED = 10_000


class StoredCards:
    """Serves stored cards as any static file is, without calling Flask.

    Its owner may have deleted what it shows, or an editor put it back to draft, perhaps at another
    server: so only while nothing of its kind changed since Flask last sent this very card.
    """

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app = app
        self._inner = inner
        self._root = settings_of(app).data_dir / FOLDER
        self._checked: dict[CardName, Version] = {}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        if not found or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._inner(environ, start_response)
        kind, slug, digest, form = found.groups()
        name = CardName(subject(kind, slug), f"{digest}.{form}")
        policy = DELETIONS if kind in DELETABLE else DRAFTS
        version = current_version(self._app, policy)  # before anybody looks at the row
        is_fine = version is not None and self._checked.get(name) == version
        start_response = self._noting(name, version, start_response)
        png = stored_card(self._root, name) if is_fine else None
        if png is None:
            return self._inner(environ, start_response)
        response = png_response(kind, png, digest).make_conditional(environ)
        return response(environ, start_response)

    def _noting(
        self, name: CardName, version: Version | None, start_response: "StartResponse"
    ) -> "StartResponse":
        """Note that the card was there at this version, if the answer says so."""

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if version is not None and status.startswith(("200", "304")):
                if len(self._checked) >= MOST_CHECKED:
                    self._checked.clear()
                self._checked[name] = version
            return start_response(status, headers, *rest)

        return start
