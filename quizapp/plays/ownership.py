"""Owner keys of results: whoever holds the key may delete the result.

A key is made from a secret of the row, 128 random bits. So it works as long as the result is there,
whatever becomes of ``SECRET_KEY``, and neither a ``SECRET_KEY`` that leaked nor an attempt that
somebody has seen opens a result. A result of before has none: its attempt is it. Keys older than
that were signed: they work while what signed them is ``SECRET_KEY`` or one of ``OLD_SECRET_KEYS``.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from quizapp.plays.models import MoodResult
from quizapp.web import signing

PURPOSE = "result owner"
CHANGED = "changed answer"
MAC_BYTES = 16
SECRET_BYTES = 16
TOLD_AGAIN = timedelta(days=1)
"""How long a form that is sent again is told the key again: pressed twice, gone back, reloaded."""


def new_secret() -> str:
    """What the key of a new result is made of."""
    return secrets.token_urlsafe(SECRET_BYTES)


def owner_key(slug: str, secret: str) -> str:
    """The key of whoever made the result: its slug, a dot, and 128 bits of an HMAC-SHA-256."""
    return f"{slug}.{_mac(secret, f'{PURPOSE}:{slug}')}"


def key_of(result: MoodResult) -> str:
    """The key of a result that is not deleted."""
    return owner_key(result.slug, result.owner_secret or result.attempt)


def is_told_again(made_at: datetime, now: datetime) -> bool:
    """Whether the same attempt with the same answers, sent again, still gets the key."""
    return now - made_at <= TOLD_AGAIN


def opens(key: str, result: MoodResult) -> bool:
    """Whether the key is the one of this result; none opens one that is deleted."""
    if result.deleted_at is not None:
        return False
    expected = key_of(result).encode()
    is_key = hmac.compare_digest(key.encode(errors="replace"), expected)
    return is_key or signing.read(key, purpose=PURPOSE) == result.slug


def changed_attempt(key: str) -> str:
    """The attempt of playing a result again with one answer changed, from the result's key.

    So the key proves who made the new result too, and a double click makes one of it.
    """
    return _mac(key, CHANGED)


def _mac(secret: str, text: str) -> str:
    digest = hmac.new(secret.encode(errors="replace"), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:MAC_BYTES]).rstrip(b"=").decode()
