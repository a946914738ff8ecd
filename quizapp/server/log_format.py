"""Logging set-up: one JSON object per line, with the id of the request that it belongs to."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from flask import has_request_context

from quizapp.web.logs import request_id


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON; ``extra={"fields": {...}}`` of a log call adds members."""

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
    """Send all log records to standard error, as JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
