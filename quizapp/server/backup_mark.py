"""When the last backup was made: the time of a file in ``DATA_DIR``."""

from contextlib import suppress
from pathlib import Path

NAME = "last-backup"


def mark_backup(data_dir: Path) -> None:
    """Note that a backup has just been made; a folder that cannot be written is no failure."""
    with suppress(OSError):
        (data_dir / NAME).touch(mode=0o600)


def last_backup(data_dir: Path) -> float | None:
    """The seconds since 1970 at which the last backup of this machine was made."""
    try:
        return (data_dir / NAME).stat().st_mtime
    except OSError:
        return None
