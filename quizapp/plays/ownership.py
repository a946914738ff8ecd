"""Owner keys of results: whoever holds the key may delete the result.

A key is made from the attempt, 128 random bits that only the player's page and the row know. So
it works as long as the result is there, whatever becomes of ``SECRET_KEY``, and a ``SECRET_KEY``
that leaked opens no result. Keys of results made before that were signed: they work while the key
that signed them is ``SECRET_KEY`` or one of ``OLD_SECRET_KEYS``.
"""

import base64
import hashlib
import hmac

from quizapp.plays.models import MoodResult
from quizapp.web import signing

PURPOSE = "result owner"
CHANGED = "changed answer"
MAC_BYTES = 16


def owner_key(slug: str, attempt: str) -> str:
    """The secret of whoever made the result: its slug, a dot, and 128 bits of an HMAC-SHA-256."""
    return f"{slug}.{_mac(attempt, f'{PURPOSE}:{slug}')}"


def opens(key: str, result: MoodResult) -> bool:
    """Whether the key is the one of this result, which is not deleted."""
    expected = owner_key(result.slug, result.attempt)
    is_key = hmac.compare_digest(key.encode(errors="replace"), expected.encode())
    return is_key or signing.read(key, purpose=PURPOSE) == result.slug


def changed_attempt(key: str) -> str:
    """The attempt of playing a result again with one answer changed, from the result's key.

    So the key proves who made the new result too, and a double click makes one of it.
    """
    return _mac(key, CHANGED)


def _mac(secret: str, text: str) -> str:
    digest = hmac.new(secret.encode(errors="replace"), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:MAC_BYTES]).rstrip(b"=").decode()
