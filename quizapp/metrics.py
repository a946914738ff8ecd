"""Figures for Prometheus at ``/metrics``: only with ``METRICS=1``, only for the machine itself.

Several gunicorn workers add up through the files of ``PROMETHEUS_MULTIPROC_DIR``, which
`gunicorn_conf` sets. Labels are endpoints and table names, never addresses or anything of players.
"""

import os
import time
from ipaddress import ip_address

from flask import Flask, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from .db import db
from .errors import Missing
from .signals import card_drawn, waited_to_write

REQUESTS = Counter("quiz_requests", "Requests answered", ["method", "endpoint", "status"])
SECONDS = Histogram("quiz_request_seconds", "Time to answer", ["endpoint"])
ROWS = Counter("quiz_rows_added", "Rows committed: results, rounds, responses, edits", ["table"])
WAITS = Histogram("quiz_write_wait_seconds", "Time until a transaction may write")
CARDS = Counter("quiz_cards_drawn", "Share cards drawn")
METHODS = {"GET", "HEAD", "OPTIONS", "POST"}


def init_app(app: Flask) -> None:
    app.add_url_rule("/metrics", "metrics", show)
    app.before_request(_start)
    app.after_request(_count_request)
    event.listen(db.session, "after_flush", _note_rows)
    event.listen(db.session, "after_commit", _count_rows)
    event.listen(db.session, "after_rollback", _forget_rows)
    waited_to_write.connect(_count_wait)
    card_drawn.connect(_count_card)


def show() -> Response:
    """:raises Missing: for everybody who does not ask from the machine itself."""
    if not _is_from_here():
        raise Missing
    return Response(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _is_from_here() -> bool:
    """A request that a proxy passed on comes from somewhere else, whatever its last stop was."""
    is_passed_on = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded"))
    return not is_passed_on and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _start() -> None:
    g.counted_from = time.perf_counter()


def _count_request(response: Response) -> Response:
    endpoint = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(method, endpoint, str(response.status_code)).inc()
    if "counted_from" in g:
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.counted_from)
    return response


def _note_rows(session: Session, _context: object) -> None:
    tables = [row.__tablename__ for row in session.new]
    session.info.setdefault("added", []).extend(tables)


def _count_rows(session: Session) -> None:
    for table in session.info.pop("added", []):
        ROWS.labels(table).inc()


def _forget_rows(session: Session) -> None:
    session.info.pop("added", None)


def _count_wait(_sender: object, seconds: float) -> None:
    WAITS.observe(seconds)


def _count_card(_sender: object) -> None:
    CARDS.inc()
