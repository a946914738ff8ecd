"""Access log and event log: request ids, a line for each request, events to prove later."""

import logging
import re
import secrets
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from blinker import Signal
from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID = "quizapp.request_id"
"""The key of the request id in a WSGI environment."""

KEY_IN_PATH = re.compile(r"(?<=/)[\w-]{22}(?=/|$|\.|-[0-9a-f]{16}\.)", re.ASCII)
"""Round keys and result slugs in a path: whoever reads one in the log could open what it names.

Addresses of cards and QR codes contain them too: ``/qr/result/<slug>.svg``."""

access = logging.getLogger("quizapp.access")
events = logging.getLogger("quizapp.events")
"""What operators may have to prove later: sign-ins, refusals, edits (who, what, when)."""
event_logged = Signal("An event was logged; ``name`` says which.")


class AccessLog:
    """WSGI layer that gives every request an id and logs how it was answered."""

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
    event_logged.send(name=name)
