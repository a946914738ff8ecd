"""gunicorn's own lines in the form of all others."""

from typing import Any

from gunicorn.glogging import Logger

from .log_format import JsonFormatter


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Writes gunicorn's starts, ends and failures as JSON; the game logs the requests."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())
