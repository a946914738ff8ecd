"""Short signed texts that a page carries and brings back."""

import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_encode

ATTEMPT_BYTES = 16
SERIALIZERS_KEPT = 64


class Serializer(URLSafeSerializer):
    """Without the attempt to compress: it takes longer than all the rest, and texts are short."""

    def dump_payload(self, obj: object) -> bytes:
        return base64_encode(self.serializer.dumps(obj, **self.serializer_kwargs))


def new_attempt() -> str:
    """A fresh name for one attempt: what makes a form sent twice one and the same."""
    return secrets.token_urlsafe(ATTEMPT_BYTES)


def sign(value: object, *, purpose: str) -> str:
    text: str = _serializer(purpose, _keys()).dumps(value)
    return text


def read(text: str, *, purpose: str) -> Any | None:
    """What was signed for this purpose, or None when nothing was."""
    try:
        return _serializer(purpose, _keys()).loads(text)
    except BadData:
        return None


def keyed_digest(text: str, *, purpose: str) -> str:
    """A digest that nobody can look up in a list of likely texts without the secret key."""
    key = f"{purpose}:{current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _keys() -> tuple[str, ...]:
    return (*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])


@lru_cache(maxsize=SERIALIZERS_KEPT)
def _serializer(purpose: str, keys: tuple[str, ...]) -> Serializer:
    return Serializer(keys, salt=purpose, signer_kwargs={"digest_method": hashlib.sha256})
