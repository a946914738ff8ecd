"""What can go wrong for a visitor, in the words of the use cases.

Each kind carries the HTTP status that `error_pages` answers with; the services that raise them
know nothing else about HTTP.
"""

from typing import ClassVar


class AppError(Exception):
    """A use case that ended without its effect.

    ``reason`` is a short machine-readable word that lets a page say something more exact than the
    status alone.
    """

    status: ClassVar[int] = 500

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class Missing(AppError):
    """No such thing, or not for this visitor: both look the same from outside."""

    status = 404


class SignedOut(AppError):
    """Only for those who have signed in."""

    status = 401


class Forbidden(AppError):
    """The request comes from elsewhere, or the person may not do this."""

    status = 403


class Conflict(AppError):
    """Somebody else, or another tab, was there first."""

    status = 409


class Gone(AppError):
    """It was here and its owner took it away."""

    status = 410


class Rejected(AppError):
    """Understood, and against a rule."""

    status = 422


class TooMany(AppError):
    """Too often in too short a time."""

    status = 429


class Busy(AppError):
    """The store cannot take it right now; nothing was kept."""

    status = 503
