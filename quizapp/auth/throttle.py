"""Throttle of sign-in attempts: per name and address, and per address.

Attempts are counted for a name from one address, so that a stranger cannot lock an editor out, and
for the address alone. They are counted in the database, since several processes serve the game.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from quizapp.database import counters
from quizapp.database.db import db, transaction
from quizapp.errors import TooMany
from quizapp.web import signing
from quizapp.web.networks import network_of

from .models import SignInTally
from .names import name_key
from .queries import try_count

WINDOW = timedelta(minutes=5)
NAME_LIMIT = 8
"""Attempts with one name from one address within this window and the one before."""
ADDRESS_LIMIT = 40
PURPOSE = "sign-in throttle"


class TooManyTries(TooMany):
    pass


def record_attempt(*, name: str, address: str, now: datetime) -> None:
    """Count an attempt before the password is looked at.

    :raises TooManyTries: when there were too many already; this one is not counted then, so that
        the throttle ends by itself.
    """
    window, limits = _window(now), _limits(name, address)
    with transaction():
        # Counting comes first: it locks the rows, so that of many at once each sees the others.
        keys = [{"who_digest": digest, "window": window} for digest, _limit in limits]
        counters.count(SignInTally, "try_count", keys=keys)
        for digest, limit in limits:
            if try_count(digest, (window - 1, window)) > limit:
                raise TooManyTries("sign-in")


def forgive(*, name: str, address: str, now: datetime) -> None:
    """Within a transaction, take back an attempt that turned out right, and those with the name."""
    (named, _), (everybody, _) = _limits(name, address)
    db.session.execute(delete(SignInTally).where(SignInTally.who_digest == named))
    db.session.execute(
        update(SignInTally)
        .where(SignInTally.who_digest == everybody, SignInTally.window == _window(now))
        .values(try_count=SignInTally.try_count - 1)
    )


def sweep(now: datetime) -> None:
    """Within a transaction, delete attempts that no longer count."""
    db.session.execute(delete(SignInTally).where(SignInTally.window < _window(now) - 1))


def _limits(name: str, address: str) -> tuple[tuple[str, int], tuple[str, int]]:
    site = network_of(address)
    named = signing.keyed_digest(f"{site} {name_key(name)}", purpose=PURPOSE)
    return (named, NAME_LIMIT), (signing.keyed_digest(site, purpose=PURPOSE), ADDRESS_LIMIT)


def _window(now: datetime) -> int:
    return int(now.timestamp() // WINDOW.total_seconds())
