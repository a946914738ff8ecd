"""The mount point: a game whose public address has a path answers below that path only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from . import logs
from .error_pages import answer_unreadable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MACHINE_PATHS = {"/healthz", "/readyz", "/metrics"}
"""Asked for by programs that know the machine and not the site: answered above the mount too."""
KEPT = ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", logs.REQUEST_ID)


class Mount:
    """WSGI layer that moves the mount point from ``PATH_INFO`` to ``SCRIPT_NAME`` (PEP 3333).

    A server or proxy that has done so already is left alone. All other paths are not found.
    """

    def __init__(self, app: Flask, inner: "WSGIApplication", base_path: str) -> None:
        self._app = app
        self._inner = inner
        self._base_path = base_path

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        below = self._path_below(environ)
        if below is None:
            kept = {name: environ[name] for name in KEPT if name in environ}
            return answer_unreadable(self._app, 404, **kept)(environ, start_response)
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self._base_path, below
        return self._inner(environ, start_response)

    def _path_below(self, environ: "WSGIEnvironment") -> str | None:
        """The path below the mount point; None for one that is not there."""
        path: str = environ.get("PATH_INFO", "")
        mounted_at = environ.get("SCRIPT_NAME", "")
        if mounted_at == self._base_path or (not mounted_at and path in MACHINE_PATHS):
            return path
        if mounted_at or not f"{path}/".startswith(f"{self._base_path}/"):
            return None
        return path.removeprefix(self._base_path)


def mounted(app: Flask, inner: "WSGIApplication", base_path: str) -> "WSGIApplication":
    """The layer where it is needed: a game at the root of its host does without."""
    return Mount(app, inner, base_path) if base_path else inner
