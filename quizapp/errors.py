"""Exceptions of the use cases, each with the HTTP status that `error_pages` answers with.

The status is all that the services that raise them know about HTTP.
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
    """It does not exist, or not for this visitor: both look the same from outside."""

    status = 404


class SignedOut(AppError):
    """Only for signed-in editors."""

    status = 401


class Forbidden(AppError):
    """The request comes from another site, or the editor lacks the right."""

    status = 403


class Conflict(AppError):
    """Another person or another tab was faster."""

    status = 409


class Gone(AppError):
    """It existed, and its owner or an editor deleted it."""

    status = 410


class Rejected(AppError):
    """Well-formed, but against a rule."""

    status = 422


class TooMany(AppError):
    """Too many requests in too short a time."""

    status = 429


class Busy(AppError):
    """The database cannot write right now; nothing was stored."""

    status = 503
