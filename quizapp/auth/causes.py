"""Why a sign-in was refused: for the log alone, for whoever is refused is told nothing of it."""

from enum import StrEnum


class Cause(StrEnum):
    UNKNOWN_NAME = "unknown-name"
    WRONG_PASSWORD = "wrong-password"  # noqa: S105 - what was wrong with it
    WRONG_CODE = "wrong-code"
    DISABLED = "disabled"
    CHANGED_MEANWHILE = "changed-meanwhile"
    TOO_MANY_WITH_NAME = "too-many-with-name"
    TOO_MANY_FROM_NETWORK = "too-many-from-network"
    TOO_MANY_CODES = "too-many-codes"
