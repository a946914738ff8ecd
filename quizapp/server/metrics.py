"""Prometheus metrics at ``/metrics``: only with ``METRICS=1``, only for the machine itself.

Several gunicorn workers are added up through the files of ``PROMETHEUS_MULTIPROC_DIR``, which
`gunicorn_conf` sets. Labels are endpoints and table names, never addresses or anything of players.
"""

import os
import time
from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from sqlalchemy import Connection, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import ConnectionPoolEntry
from werkzeug.wrappers import Response

from quizapp.database.db import db, waited_to_write
from quizapp.errors import Missing
from quizapp.sharing.card_store import card_drawn
from quizapp.web.logs import event_logged
from quizapp.web.page_cache import ENDPOINT, page_answered

from .gauges import OperatorGauges

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUESTS = Counter("quiz_requests", "Requests answered", ["method", "endpoint", "status"])
SECONDS = Histogram("quiz_request_seconds", "Time to answer", ["endpoint"])
ROWS = Counter("quiz_rows_added", "Rows committed: results, rounds, responses, edits", ["table"])
WAITS = Histogram("quiz_write_wait_seconds", "Time until a transaction may write")
CARDS = Counter("quiz_cards_drawn", "Share cards drawn")
EVENTS = Counter("quiz_events", "Events of the log: refused sign-ins, limits, doors", ["event"])
PAGES = Counter("quiz_page_cache", "Pages that are the same for everybody", ["answer"])
_NOTED, _COMMITTED = "noted_rows", "committed_rows"
METHODS = {"GET", "HEAD", "OPTIONS", "POST"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/metrics", "metrics", show)
    app.before_request(_note_endpoint)
    with app.app_context():
        event.listen(db.engine, "after_execute", _note_rows)
        event.listen(db.engine, "commit", _await_commit)
        event.listen(db.engine, "handle_error", _forget_failed)
        event.listen(db.engine, "rollback", _forget_rows)
        event.listen(db.engine, "checkin", _count_rows)
    waited_to_write.connect(_count_wait)
    card_drawn.connect(_count_card)
    event_logged.connect(_count_event)
    page_answered.connect(_count_page)


def show() -> Response:
    """:raises Missing: for everybody who does not ask from the machine itself."""
    if not _is_local():
        raise Missing
    return Response(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _is_local() -> bool:
    """Whether the request comes from this machine and was not passed on by a proxy."""
    is_passed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return not is_passed_on and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104


def _registry() -> CollectorRegistry:
    """What all workers counted, and what is so at this moment."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(OperatorGauges())
    return registry


class CountedRequests:
    """The layer that counts and times every request; files have no endpoint."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = time.perf_counter()
        method = environ["REQUEST_METHOD"]

        def start(status: str, *rest: Any) -> Any:
            endpoint = environ.get(ENDPOINT) or "none"
            REQUESTS.labels(method if method in METHODS else "other", endpoint, status[:3]).inc()
            SECONDS.labels(endpoint).observe(time.perf_counter() - began)
            return start_response(status, *rest)

        return self._inner(environ, start)


def _note_endpoint() -> None:
    request.environ[ENDPOINT] = request.endpoint


def _note_rows(connection: Connection, statement: Any, several: list[Any], *_: object) -> None:
    if statement.is_insert and not statement.table.name.endswith("_tally"):
        noted = connection.info.setdefault(_NOTED, [])
        noted.extend([statement.table.name] * max(1, len(several)))


def _await_commit(connection: Connection) -> None:
    """Runs before the COMMIT, which may yet fail; a connection is given back only after it."""
    connection.info[_COMMITTED] = connection.info.pop(_NOTED, [])


def _count_rows(_driver_connection: object, record: ConnectionPoolEntry) -> None:
    for table in record.info.pop(_COMMITTED, []):
        ROWS.labels(table).inc()


def _forget_failed(context: ExceptionContext) -> None:
    if context.connection is not None and not context.connection.invalidated:
        context.connection.info.pop(_COMMITTED, None)


def _forget_rows(connection: Connection) -> None:
    if not connection.invalidated:  # the notes of a lost connection are lost with it
        connection.info.pop(_NOTED, None)


def _count_wait(_sender: object, seconds: float) -> None:
    WAITS.observe(seconds)


def _count_card(_sender: object) -> None:
    CARDS.inc()


def _count_event(_sender: object, name: str) -> None:
    EVENTS.labels(name).inc()


def _count_page(_sender: object, answer: str) -> None:
    PAGES.labels(answer).inc()
