"""What this machine itself shows: settings, disk, backup, time service."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from quizapp.config import LOOPBACK_HOSTS, Settings
from quizapp.server.backup_mark import last_backup

from .finding import Finding, failure, good, warning

MIB = 1024 * 1024
SCARCE_BYTES = 500 * MIB
NONE_LEFT_BYTES = 50 * MIB
BACKUP_IS_OLD = timedelta(hours=36)
"""A night missed, and half a day to notice it."""


def of_settings(settings: Settings) -> Iterator[Finding]:
    found = [*_of_addresses(settings, os.environ.get("HOST", "127.0.0.1"))]
    yield from found or [good("settings", f"PUBLIC_URL is {settings.public_url}")]


def _of_addresses(settings: Settings, host: str) -> Iterator[Finding]:
    is_open = host not in LOOPBACK_HOSTS
    if settings.is_https and settings.trusted_proxies == 0:
        yield warning(
            "proxy",
            "PUBLIC_URL is https and TRUSTED_PROXIES is 0: all visitors count as one",
            "Set TRUSTED_PROXIES to the number of proxies in front, 1 with the shipped nginx",
        )
    if is_open and settings.trusted_proxies:
        yield warning(
            "proxy",
            f"HOST is {host}: who reaches the port past the proxy can forge an address",
            "Set HOST to 127.0.0.1 or an inner address, or close the port to others",
        )
    if is_open and settings.public_host in LOOPBACK_HOSTS:
        yield warning(
            "settings",
            f"HOST is {host} and PUBLIC_URL {settings.public_url}: shared links lead nowhere",
            "Set PUBLIC_URL to the address that people see",
        )
    if not settings.has_secure_cookies:
        yield warning(
            "settings",
            "PUBLIC_URL is plain http under another name: passwords cross the network readable",
            "Put a proxy with a certificate in front, and set PUBLIC_URL to its https address",
        )


def of_disk(folder: Path) -> Finding:
    place = folder if folder.exists() else folder.parent
    free = shutil.disk_usage(place).free
    seen = f"{free // MIB} MiB free at {place}"
    if free < NONE_LEFT_BYTES:
        return failure("disk", seen, "Free some space; nothing needs a restart")
    if free < SCARCE_BYTES:
        return warning("disk", seen, "Free some space before answers are refused")
    return good("disk", seen)


def of_backup(folder: Path, now: datetime) -> Finding:
    made_at = last_backup(folder)
    if made_at is None:
        mend = "Run `quiz backup FILE` every night, on one machine (quiz-daily.timer)"
        return warning("backup", "this machine has made none", mend)
    age = now - datetime.fromtimestamp(made_at, UTC)
    seen = f"the last one is {age // timedelta(hours=1)} hours old"
    if age > BACKUP_IS_OLD:
        return warning("backup", seen, "Look why the timer does not run: `systemctl list-timers`")
    return good("backup", seen)


def of_time_service() -> Finding:
    """Whether systemd says that the clock follows a time server."""
    program = shutil.which("timedatectl")
    if program is None:
        return good("time service", "there is no timedatectl to ask")
    asked = subprocess.run(  # noqa: S603 - a program of the system, and our own words
        [program, "show", "--property=NTPSynchronized", "--value"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.stdout.strip() == "no":
        mend = "Switch a time service on: `timedatectl set-ntp true`"
        return warning("time service", "the clock follows no time server", mend)
    return good("time service", asked.stdout.strip() or "timedatectl does not know")
