"""Insert published editions: numbered, with a digest, never changed afterwards."""

import json
from hashlib import sha256

from sqlalchemy import Row, select

from quizapp.database.db import db, transaction

from .models import Edition
from .queries import lock_quizzes


def insert_edition(edition: Edition) -> int:
    """Give the edition its number and digest, insert it, and return its id.

    Of a quiz whose newest edition has the same digest it is that one: nothing is published twice.
    """
    with transaction():
        return add_edition(edition)


def add_edition(edition: Edition) -> int:
    """`insert_edition` within a transaction."""
    digest = sha256(json.dumps([edition.content, edition.table], sort_keys=True).encode())
    edition.digest = digest.hexdigest()
    lock_quizzes()
    newest = _newest(edition.quiz_id)
    if newest and newest.digest == edition.digest:
        return int(newest.id)
    edition.number = newest.number + 1 if newest else 1
    db.session.add(edition)
    db.session.flush()
    return edition.id


def _newest(quiz_id: int) -> Row[int, int, str] | None:
    columns = select(Edition.id, Edition.number, Edition.digest)
    of_quiz = columns.where(Edition.quiz_id == quiz_id).order_by(Edition.number.desc())
    return db.session.execute(of_quiz.limit(1)).first()
