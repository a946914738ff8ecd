"""Insert published editions: numbered, with a digest, never changed afterwards."""

import json
from hashlib import sha256

from sqlalchemy import func, select

from quizapp.database.db import db, transaction

from .models import Edition


def insert_edition(edition: Edition) -> int:
    """Give the edition its number and digest, insert it, and return its id."""
    with transaction():
        return add_edition(edition)


def add_edition(edition: Edition) -> int:
    """`insert_edition` within a transaction."""
    digest = sha256(json.dumps([edition.content, edition.table], sort_keys=True).encode())
    edition.digest = digest.hexdigest()
    edition.number = _next_number(edition.quiz_id)
    db.session.add(edition)
    db.session.flush()
    return edition.id


def _next_number(quiz_id: int) -> int:
    newest = select(func.max(Edition.number)).where(Edition.quiz_id == quiz_id)
    return (db.session.scalar(newest) or 0) + 1
