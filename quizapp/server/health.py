"""Health checks for load balancers: ``/healthz`` and ``/readyz``."""

from flask import Blueprint

from .startup import is_ready

bp = Blueprint("health", __name__)

Answer = tuple[dict[str, str], int]


@bp.get("/healthz")
def alive() -> Answer:
    return {"status": "alive"}, 200


@bp.get("/readyz")
def ready() -> Answer:
    """Ready when the database answers and has the schema of this version."""
    return ({"status": "ready"}, 200) if is_ready() else ({"status": "not ready"}, 503)
