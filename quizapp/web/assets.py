"""Static files, with a digest of the whole tree in their address, cached by browsers for a year.

A folder whose name ends in ``.css`` is served as one style sheet made of its files. A script that
imports others is served as one module that contains them. See docs/decisions/0019 and 0056.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.headers import Headers

from flask import Blueprint, Flask, current_app, request, send_from_directory
from werkzeug.wrappers import Response
from whitenoise import WhiteNoise

from quizapp.config import Settings, settings_of

from .security import STATIC_HEADERS, transport_headers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DIGEST_LENGTH = 12
IMPORT = re.compile(r'^import (?:\{ (?P<names>[\w, ]+) \} from )?"(?P<path>\.[^"]+)";\n', re.M)
EXPORT = re.compile(r"^export (?:async )?(?:function|class|const) (\w+)", re.M)
"""The forms of import and export that the scripts have; a test looks for others."""
YEAR_SECONDS = 31_536_000
UNCHANGING = f"max-age={WhiteNoise.FOREVER}, public, immutable"

bp = Blueprint("assets", __name__)


class StaticFiles(WhiteNoise):  # type: ignore[misc]  # ships no types
    """WhiteNoise for GET and HEAD only: its own refusals are no error pages of the game."""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        is_for_files = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        answer = super().__call__ if is_for_files else self.application
        body: Iterable[bytes] = answer(environ, start_response)
        return body


def init_app(app: Flask, directory: Path) -> None:
    app.config["STATIC_DIGEST"] = tree_digest(directory)
    app.config["STATIC_DIRECTORY"] = directory
    app.config["STATIC_JOINED"] = joined_sheets(directory) | joined_modules(directory)
    app.register_blueprint(bp)


def serve_files(app: Flask, inner: "WSGIApplication") -> StaticFiles:
    """WSGI middleware that answers requests for static files, but not for joined ones."""
    files = StaticFiles(
        inner,
        root=str(app.config["STATIC_DIRECTORY"]),
        prefix=f"static/{app.config['STATIC_DIGEST']}/",
        max_age=YEAR_SECONDS,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_headers_of(settings_of(app)),
    )
    for path in app.config["STATIC_JOINED"]:
        files.files.pop(f"/static/{app.config['STATIC_DIGEST']}/{path}", None)
    return files


def tree_digest(directory: Path) -> str:
    """Twelve hex digits that change with any name or content below ``directory``."""
    digest = hashlib.sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(path.relative_to(directory).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGEST_LENGTH]


def joined_sheets(directory: Path) -> dict[str, bytes]:
    """Style sheets that are folders of parts: their joined content, by path below ``directory``."""
    folders = [path for path in directory.rglob("*.css") if path.is_dir()]
    return {folder.relative_to(directory).as_posix(): _joined(folder) for folder in folders}


def _joined(folder: Path) -> bytes:
    """The files of ``folder`` in the order of their names, an empty line between them."""
    return b"\n".join(part.read_bytes() for part in sorted(folder.glob("*.css")))


def joined_modules(directory: Path) -> dict[str, bytes]:
    """Scripts that import others: one module made of all, by path below ``directory``."""
    paths = [path for path in directory.rglob("*.js") if IMPORT.search(path.read_text())]
    return {path.relative_to(directory).as_posix(): _module(path).encode() for path in paths}


def _module(entry: Path) -> str:
    """A script and all it imports, each in a function of its own that returns what it exports."""
    names = {path: f"module{n}" for n, path in enumerate(dict.fromkeys(_in_order(entry)))}
    text = "".join(_wrapped(path, names) for path in names)
    exports = ", ".join(EXPORT.findall(entry.read_text()))
    return text + (f"export const {{ {exports} }} = {names[entry.resolve()]};\n" if exports else "")


def _in_order(path: Path) -> Iterator[Path]:
    """What a script imports, each before it is needed, and itself at the end."""
    for found in IMPORT.finditer(path.read_text()):
        yield from _in_order((path.parent / found["path"]).resolve())
    yield path.resolve()


def _wrapped(path: Path, names: dict[Path, str]) -> str:
    def imported(found: re.Match[str]) -> str:
        module = names[(path.parent / found["path"]).resolve()]
        return f"const {{ {found['names']} }} = {module};\n" if found["names"] else ""

    text = IMPORT.sub(imported, path.read_text())
    exports = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub(lambda found: found[0].removeprefix("export "), text)
    return f"const {names[path]} = (() => {{\n{body}return {{ {exports} }};\n}})();\n"


def static_url(path: str) -> str:
    base_path = settings_of(current_app).base_path
    return f"{base_path}/static/{current_app.config['STATIC_DIGEST']}/{path}"


def _headers_of(settings: Settings) -> Callable[[Headers, str, str], None]:
    def add(headers: Headers, path: str, _url: str) -> None:
        for name, value in (STATIC_HEADERS | transport_headers(settings)).items():
            headers[name] = value
        if path.endswith(".svg"):  # XML, whose encoding WhiteNoise leaves to be guessed
            headers["Content-Type"] = "image/svg+xml; charset=utf-8"

    return add


@bp.get("/static/<digest>/<path:path>")
def fetch(digest: str, path: str) -> Response:
    """A joined file, or one asked for by a page from before the last deployment.

    Such a page gets today's file, which its browser must not cache.
    """
    joined = current_app.config["STATIC_JOINED"].get(path)
    response = _file(path) if joined is None else _joined_file(path, joined)
    is_current = digest == current_app.config["STATIC_DIGEST"]
    response.headers["Cache-Control"] = UNCHANGING if is_current else "no-cache"
    return response


def _file(path: str) -> Response:
    return send_from_directory(current_app.config["STATIC_DIRECTORY"], path)


def _joined_file(path: str, content: bytes) -> Response:
    mimetype = "text/css" if path.endswith(".css") else "text/javascript"
    response = Response(content, mimetype=mimetype)
    response.add_etag()
    return response.make_conditional(request)
