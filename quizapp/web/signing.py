"""Signing: short signed texts that a page contains and sends back, and keyed digests."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_encode

ATTEMPT_BYTES = 16
SERIALIZER_CACHE_SIZE = 64


class Serializer(URLSafeSerializer):
    """`URLSafeSerializer` without compression, which takes longer than all the rest."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(self.serializer.dumps(obj, **self.serializer_kwargs))


def new_attempt() -> str:
    """A random id for one attempt, by which a form that is sent twice is recognized."""
    return secrets.token_urlsafe(ATTEMPT_BYTES)


def sign(value: object, *, purpose: str) -> str:
    """A JSON value as a signed text that `read` accepts for the same purpose only."""
    return signer(purpose=purpose)(value)


def signer(*, purpose: str) -> Callable[[object], str]:
    """`sign` for one purpose, which then needs no application context."""
    dumps: Callable[[object], str] = _serializer(purpose, _keys()).dumps
    return dumps


def read(text: str, *, purpose: str) -> Any | None:
    """The value that was signed for this purpose, or None when the signature is wrong."""
    try:
        return _serializer(purpose, _keys()).loads(text)
    except BadData:
        return None


def keyed_digest(text: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of a text as hex: without the secret key nobody can test guesses."""
    key = f"{purpose}:{current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _keys() -> tuple[str, ...]:
    return (*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])


@lru_cache(maxsize=SERIALIZER_CACHE_SIZE)
def _serializer(purpose: str, keys: tuple[str, ...]) -> Serializer:
    return Serializer(keys, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})
