"""Health checks for load balancers: ``/healthz`` and ``/readyz``."""

from flask import Blueprint

from .startup import readiness_problem

bp = Blueprint("health", __name__)

Answer = tuple[dict[str, str], int]


@bp.get("/healthz")
def alive() -> Answer:
    return {"status": "alive"}, 200


@bp.get("/readyz")
def ready() -> Answer:
    """Ready when the database answers, has the schema of this version, and can be written.

    What is wrong is said by kind only: everybody may ask.
    """
    problem = readiness_problem()
    if problem:
        return {"status": "not ready", "lacks": problem}, 503
    return {"status": "ready"}, 200
