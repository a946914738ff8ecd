"""One JSON object per line, each with the id of the request it belongs to."""

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

KEY_IN_PATH = re.compile(r"(?<=/)[\w-]{22}(?=/|$)", re.ASCII)
"""The keys of rounds and the names of results, which open what they name to whoever reads them."""

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


def init_app(app: Flask) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    app.before_request(_start)
    app.after_request(_finish)


def request_id() -> str:
    """The id of the current request, shown on error pages so that it can be found in the logs."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    identifier: str = g.request_id
    return identifier


def event(name: str, **fields: object) -> None:
    """Log that ``name`` happened; never with secrets or anything of players."""
    events.info(name, extra={"fields": fields})


def _start() -> None:
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    fields = {
        "method": request.method,
        "path": KEY_IN_PATH.sub("*", request.path),
        "status": response.status_code,
        "milliseconds": round((time.perf_counter() - g.get("started", 0)) * 1000, 1),
    }
    access.info("request", extra={"fields": fields})
    return response
