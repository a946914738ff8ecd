"""One JSON object per line, each with the id of the request it belongs to."""

import json
import logging
import re
import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "quizapp.request_id"
"""Where the environment of a request keeps its id."""

KEY_IN_PATH = re.compile(r"(?<=/)[\w-]{22}(?=/|$|\.|-[0-9a-f]{16}\.)", re.ASCII)
"""The keys of rounds and the names of results, which open what they name to whoever reads them.

Their cards and QR codes have them in their names: ``/qr/result/<slug>.svg``."""

access = logging.getLogger("quizapp.access")
events = logging.getLogger("quizapp.events")
"""What operators may have to prove later: sign-ins, refusals, edits (who, what, when)."""


class JsonFormatter(logging.Formatter):
    """``extra={"fields": {...}}`` of a log call becomes members of the object."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if has_request_context():
            entry["request"] = request_id()
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=True)


def init_app() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


class AccessLog:
    """The layer that gives every request its id, and writes down how it was answered."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = time.perf_counter()
        identifier = environ[REQUEST_ID] = secrets.token_hex(8)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
            fields = {
                "method": environ["REQUEST_METHOD"],
                "path": KEY_IN_PATH.sub("*", path),
                "status": int(status[:3]),
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                "request": identifier,
            }
            access.info("request", extra={"fields": fields})
            return start_response(status, [*headers, ("X-Request-ID", identifier)], *rest)

        return self._inner(environ, start)


def request_id() -> str:
    """The id of the current request, shown on error pages so that it can be found in the logs."""
    identifier: str = request.environ.get(REQUEST_ID, "none")
    return identifier


def event(name: str, **fields: object) -> None:
    """Log that ``name`` happened; never with secrets or anything of players."""
    events.info(name, extra={"fields": fields})
