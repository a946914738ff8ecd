"""The second factor: codes that change every half minute (RFC 6238), and codes for the day when
the device that makes them is lost."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from hmac import compare_digest

import pyotp

STEP_SECONDS = 30
RECOVERY_COUNT = 10
RECOVERY_BYTES = 8
ISSUER = "The Last Empress OST quiz"


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, *, name: str) -> str:
    """The ``otpauth:`` address that authenticator apps read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, *, now: datetime, after: int) -> int | None:
    """The time step that a code belongs to, None when it belongs to none.

    Clocks may differ by one step. Steps up to ``after`` are used up: a code works once.
    """
    current = int(now.timestamp()) // STEP_SECONDS
    totp, digits = pyotp.TOTP(secret), _plain(code)
    return next(
        (
            step
            for step in (current - 1, current, current + 1)
            if step > after and compare_digest(totp.generate_otp(step).encode(), digits.encode())
        ),
        None,
    )


def new_recovery_codes() -> list[str]:
    return [_new_recovery_code() for _ in range(RECOVERY_COUNT)]


def recovery_digest(code: str) -> str:
    """Hash a recovery code. It is random, so a fast hash is enough."""
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def without(digests: Sequence[str], code: str) -> list[str] | None:
    """The digests that are left when a recovery code is used, None when it is none of them."""
    used = recovery_digest(code)
    return [digest for digest in digests if digest != used] if used in digests else None


def _new_recovery_code() -> str:
    code = secrets.token_hex(RECOVERY_BYTES)
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _plain(code: str) -> str:
    return "".join(character for character in code.casefold() if character.isalnum())
