"""Static files: one digest of the whole tree in their address, so that they never go stale."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, current_app, send_from_directory
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

DIGEST_LENGTH = 12
YEAR_SECONDS = 31_536_000

bp = Blueprint("assets", __name__)


def init_app(app: Flask, directory: Path) -> None:
    app.config["STATIC_DIGEST"] = tree_digest(directory)
    app.config["STATIC_DIRECTORY"] = directory
    app.register_blueprint(bp)


def beside_files(app: Flask, inner: "WSGIApplication") -> WhiteNoise:
    """Answer requests for files, and leave all others to ``inner``."""
    return WhiteNoise(
        inner,
        root=str(app.config["STATIC_DIRECTORY"]),
        prefix=f"static/{app.config['STATIC_DIGEST']}/",
        max_age=YEAR_SECONDS,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def tree_digest(directory: Path) -> str:
    """Twelve hex digits that change with any name or content below ``directory``."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(path.relative_to(directory).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGEST_LENGTH]


def static_url(path: str) -> str:
    return f"/static/{current_app.config['STATIC_DIGEST']}/{path}"


def _add_headers(headers: object, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"  # type: ignore[index]
    headers["Cross-Origin-Resource-Policy"] = "same-origin"  # type: ignore[index]


@bp.get("/static/<digest>/<path:path>")
def older(digest: str, path: str) -> Response:
    """A file asked for by a page from before the last deployment: today's, not kept."""
    response = send_from_directory(current_app.config["STATIC_DIRECTORY"], path)
    response.headers["Cache-Control"] = "no-cache"
    return response
