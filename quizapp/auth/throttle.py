"""Throttle of sign-in attempts: per name and network, per network, and per account for codes.

Attempts are counted for a name from one network, so that a stranger cannot lock an editor out, and
for the network alone. Codes of a second factor are counted for the account, from wherever they
come: only who knows its password gets that far. Counted in the database, since several processes
serve the game.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from quizapp.database import counters
from quizapp.database.db import changed_rows, db, transaction
from quizapp.errors import TooMany
from quizapp.web import signing
from quizapp.web.networks import network_of, networks_of

from .causes import Cause
from .models import SignInTally
from .names import name_key
from .queries import try_counts

WINDOW = timedelta(minutes=5)
NAME_LIMIT = 8
"""Attempts with one name from one network within this window and the one before."""
NETWORK_LIMITS = (40, 60, 100)
"""Attempts with any name from a network: an IPv4 address or an IPv6 /64, then a /56 and a /48."""
CODE_LIMIT = 8
"""Codes tried for one account, from anywhere, after its password."""
PURPOSE = "sign-in throttle"


class TooManyTries(TooMany):
    """``cause`` says which limit was reached."""

    def __init__(self, cause: Cause) -> None:
        super().__init__("sign-in")
        self.cause = cause


@dataclass(frozen=True)
class Limit:
    """How many attempts are counted for one digest, and what it is when there are more."""

    digest: str
    most: int
    cause: Cause


def record_attempt(*, name: str, address: str, now: datetime) -> None:
    """Count an attempt before the password is looked at.

    :raises TooManyTries: when there were too many already; this one is not counted then, so that
        the throttle ends by itself.
    """
    _count([_limit_of_name(name, address), *_limits_of_networks(address)], now)


def record_code(*, editor_id: int, now: datetime) -> None:
    """Count a code before it is looked at, of somebody who knew the password.

    :raises TooManyTries: when there were too many already; this one is not counted then.
    """
    _count([_limit_of_codes(editor_id)], now)


def forgive(*, name: str, address: str, now: datetime) -> None:
    """Within a transaction, take back an attempt that turned out right, and those with the name."""
    named = _limit_of_name(name, address).digest
    others = [limit.digest for limit in _limits_of_networks(address)]
    _lock([named, *others], now)
    db.session.execute(delete(SignInTally).where(*_counting([named], now)))
    db.session.execute(
        update(SignInTally)
        .where(SignInTally.who_digest.in_(others), SignInTally.window == _window(now))
        .values(try_count=SignInTally.try_count - 1)
    )


def forgive_codes(*, editor_id: int, now: datetime) -> None:
    """Within a transaction, take back the codes of an account of which the last was right."""
    digest = _limit_of_codes(editor_id).digest
    db.session.execute(delete(SignInTally).where(*_counting([digest], now)))


def sweep(now: datetime) -> int:
    """Within a transaction, delete attempts that no longer count, and return how many rows."""
    return changed_rows(delete(SignInTally).where(SignInTally.window < _window(now) - 1))


def _count(limits: Sequence[Limit], now: datetime) -> None:
    window = _window(now)
    with transaction():
        sweep(now)
        # Counting comes first: it locks the rows, so that of many at once each sees the others.
        keys = [{"who_digest": limit.digest, "window": window} for limit in limits]
        counters.count(SignInTally, "try_count", keys=keys)
        counts = try_counts([limit.digest for limit in limits], (window - 1, window))
        for limit in limits:
            if counts[limit.digest] > limit.most:
                raise TooManyTries(limit.cause)


def _limit_of_name(name: str, address: str) -> Limit:
    digest = _digest(f"{network_of(address)} {name_key(name)}")
    return Limit(digest, NAME_LIMIT, Cause.TOO_MANY_WITH_NAME)


def _limits_of_networks(address: str) -> list[Limit]:
    return [
        Limit(_digest(network), most, Cause.TOO_MANY_FROM_NETWORK)
        for network, most in zip(networks_of(address), NETWORK_LIMITS, strict=False)
    ]


def _limit_of_codes(editor_id: int) -> Limit:
    return Limit(_digest(f"codes of {editor_id}"), CODE_LIMIT, Cause.TOO_MANY_CODES)


def _lock(digests: Sequence[str], now: datetime) -> None:
    """Lock rows in the order in which counting locks them, so that neither waits for the other."""
    rows = select(SignInTally.who_digest).where(*_counting(digests, now))
    in_order = rows.order_by(SignInTally.who_digest, SignInTally.window)
    db.session.execute(in_order.with_for_update()).all()


def _counting(digests: Sequence[str], now: datetime) -> list[ColumnElement[bool]]:
    """Conditions for the rows that still count."""
    return [SignInTally.who_digest.in_(digests), SignInTally.window >= _window(now) - 1]


def _digest(who: str) -> str:
    return signing.keyed_digest(who, purpose=PURPOSE)


def _window(now: datetime) -> int:
    return int(now.timestamp() // WINDOW.total_seconds())
