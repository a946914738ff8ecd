"""Every setting: its environment variable, its default, and what makes it wrong.

Settings are read and checked once, at start. A wrong value stops the start with one clear line.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, socket
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from .texts import DEFAULT_LANGUAGE

MIN_SECRET_BYTES = 32
WEAK_SECRETS = re.compile(r"change.?me|secret|password|default|example|(.)\1{7}", re.IGNORECASE)
PUBLIC_URL = re.compile(
    r"https?://([\w.-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?(/[\w~-][\w.~-]*)*", re.ASCII
)
DEFAULT_DAY_ZONE = "Asia/Seoul"
LOOPBACK = "127.0.0.1"
LOOPBACK_HOSTS = {"localhost", LOOPBACK, "::1"}
OUTSIDE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737); nothing is sent to it."""


class WrongSetting(Exception):
    """An environment variable holds a value that the game cannot start with."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name


@dataclass(frozen=True)
class Settings:
    """The checked settings of one running game; see `docs/operating.md` for what each does."""

    data_dir: Path
    database_url: str
    direct_database_url: str
    secret_key: str
    old_secret_keys: tuple[str, ...]
    redis_url: str
    public_url: str
    trusted_proxies: int
    has_metrics: bool
    is_development: bool
    security_contact: str
    worker_count: int
    day_zone: ZoneInfo

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def base_path(self) -> str:
        """The path of the public address, below which the game lies; "" at the root of a host."""
        return urlsplit(self.public_url).path

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address."""
        return self.public_url.removesuffix(self.base_path)

    @property
    def has_secure_cookies(self) -> bool:
        """Browsers accept ``Secure`` cookies over plain http from the machine itself only."""
        return self.is_https or self.public_host in LOOPBACK_HOSTS

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    def day_of(self, instant: datetime) -> date:
        """The day of the house at an instant: what the calendar says in its time zone."""
        return instant.astimezone(self.day_zone).date()

    def start_of(self, day: date) -> datetime:
        """The instant at which a day of the house begins, in UTC.

        Where clocks jump over midnight, the day begins with the jump.
        """
        return datetime.combine(day, time.min, self.day_zone).astimezone(UTC)

    def flask_config(self) -> dict[str, object]:
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.old_secret_keys),
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "APPLICATION_ROOT": self.base_path or "/",
            "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 512 * 1024,
            "MAX_FORM_PARTS": 1000,
            "BABEL_DEFAULT_LOCALE": DEFAULT_LANGUAGE,
            "BABEL_TRANSLATION_DIRECTORIES": "web/translations",
        }


def settings_of(app: Flask) -> Settings:
    """The settings that `app` was created with."""
    settings: Settings = app.config["SETTINGS"]
    return settings


def current_settings() -> Settings:
    """The settings of the application that handles the current request or command."""
    return settings_of(current_app)


def house_day(instant: datetime) -> date:
    """The day at an instant in the time zone of the house: it decides what today's round is."""
    return current_settings().day_of(instant)


def read_settings(environ: Mapping[str, str] = os.environ, *, creates: bool = True) -> Settings:
    """Read and check all settings.

    :param creates: make ``DATA_DIR``, and the secret key in it where one is needed. Otherwise no
        file is made, and a key that is not there yet is one of this process alone.
    :raises WrongSetting: naming the variable and what is wrong with it.
    """
    data_dir = _data_dir(environ, creates=creates)
    public_url = _public_url(environ)
    database_url = _database_url(environ, "DATABASE_URL") or f"sqlite:///{data_dir}/quiz.sqlite3"
    return Settings(
        data_dir=data_dir,
        database_url=database_url,
        direct_database_url=_database_url(environ, "DIRECT_DATABASE_URL") or database_url,
        secret_key=_secret_key(
            environ, data_dir, required=public_url.startswith("https://"), creates=creates
        ),
        old_secret_keys=tuple(environ.get("OLD_SECRET_KEYS", "").split()),
        redis_url=_redis_url(environ),
        public_url=public_url,
        trusted_proxies=_count(environ, "TRUSTED_PROXIES", default=0, most=5),
        has_metrics=_has_metrics(environ),
        is_development=_count(environ, "DEVELOPMENT", default=0, most=1) == 1,
        security_contact=_security_contact(environ, public_url),
        worker_count=_count(environ, "WEB_CONCURRENCY", default=2, least=1, most=64),
        day_zone=_day_zone(environ),
    )


def _data_dir(environ: Mapping[str, str], *, creates: bool) -> Path:
    path = Path(environ.get("DATA_DIR") or "instance").absolute()
    return path if not creates and not path.exists() else usable_folder(path)


def usable_folder(path: Path) -> Path:
    """The folder ``DATA_DIR``, made where it is not there.

    :raises WrongSetting:
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WrongSetting("DATA_DIR", f"cannot be used: {problem}") from problem
    if not os.access(path, os.W_OK | os.X_OK):
        raise WrongSetting("DATA_DIR", f"cannot be written to: {path}")
    return path


def _database_url(environ: Mapping[str, str], name: str) -> str:
    """The address of a database in a setting; "" where there is none."""
    url = database_address(environ.get(name, ""))
    if not url:
        return ""
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise WrongSetting(name, "must start with sqlite:/// or postgresql://")
    try:
        make_url(url)
    except (ArgumentError, ValueError) as problem:
        raise WrongSetting(name, "is not an address that can be read") from problem
    if url.startswith("postgresql"):
        _require("psycopg", name, "postgres")
    return url


def _require(module: str, name: str, extra: str) -> None:
    """:raises WrongSetting: when the module that a setting needs is not installed."""
    if find_spec(module) is None:
        package = f"last-empress-ost-quiz[{extra}]"
        raise WrongSetting(name, f'needs the extra "{extra}": pip install "{package}"')


def database_address(url: str) -> str:
    """The address as SQLAlchemy takes it, with the driver of PostgreSQL that the game uses."""
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)


def _secret_key(
    environ: Mapping[str, str], data_dir: Path, *, required: bool, creates: bool
) -> str:
    key = environ.get("SECRET_KEY", "")
    if not key and not required:
        return _generated_secret(data_dir / "secret_key", creates=creates)
    if len(key.encode()) < MIN_SECRET_BYTES or WEAK_SECRETS.search(key):
        raise WrongSetting("SECRET_KEY", f"needs at least {MIN_SECRET_BYTES} random bytes")
    return key


def _generated_secret(path: Path, *, creates: bool) -> str:
    """The secret key of a game on one machine: generated once, readable by its owner only."""
    if not path.exists():
        if not creates:
            return secrets.token_hex(MIN_SECRET_BYTES)
        _create_secret_file(path)
    return _read_secret_file(path)


def _create_secret_file(path: Path) -> None:
    """Write and sync the file before linking its name; the first of several processes wins."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_hex(MIN_SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(temporary, path)
    temporary.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _read_secret_file(path: Path) -> str:
    key = path.read_text().strip()
    if len(key) < MIN_SECRET_BYTES:
        raise WrongSetting("SECRET_KEY", f"the key kept in {path} is too short: delete the file")
    return key


def _redis_url(environ: Mapping[str, str]) -> str:
    url = environ.get("REDIS_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise WrongSetting("REDIS_URL", "must start with redis://, rediss:// or unix://")
    if url:
        _require("redis", "REDIS_URL", "redis")
    return url


def remarks(environ: Mapping[str, str] = os.environ) -> list[str]:
    """What an operator should know of settings that are right; for the log, at the start."""
    url = read_settings(environ).public_url
    if environ.get("PUBLIC_URL") or _listens_on_loopback(environ.get("HOST", "")):
        return []
    return [f"PUBLIC_URL is not set: links, cards and cookies take {url} for the game's address"]


def _has_metrics(environ: Mapping[str, str]) -> bool:
    is_on = _count(environ, "METRICS", default=0, most=1) == 1
    if is_on:
        _require("prometheus_client", "METRICS", "metrics")
    return is_on


def _public_url(environ: Mapping[str, str]) -> str:
    port = _count(environ, "PORT", default=8000, most=65535)
    default = f"http://{_reachable_host(environ.get('HOST', ''))}:{port}"
    url = (environ.get("PUBLIC_URL") or default).rstrip("/")
    if not PUBLIC_URL.fullmatch(url):
        example = "https://quiz.example.org or https://example.org/quiz"
        raise WrongSetting("PUBLIC_URL", f"must look like {example}")
    return url


def _listens_on_loopback(host: str) -> bool:
    """Whether nobody but the machine itself can reach what listens there."""
    name = host.strip("[]") or LOOPBACK
    with suppress(ValueError):
        return ip_address(name).is_loopback
    return name == "localhost"


def _reachable_host(host: str) -> str:
    """The host part of the address under which others reach what listens on ``host``."""
    name = host.strip("[]") or LOOPBACK
    if _listens_on_loopback(host):
        return LOOPBACK
    with suppress(ValueError):
        address = ip_address(name)
        name = _own_address() if address.is_unspecified else str(address)
    return f"[{name}]" if ":" in name else name


def _own_address() -> str:
    """The address of this machine in the network that its packets leave by."""
    with socket(AF_INET, SOCK_DGRAM) as probe:
        try:
            probe.connect(OUTSIDE)
        except OSError:
            return LOOPBACK
        own: str = probe.getsockname()[0]
        return own


def _day_zone(environ: Mapping[str, str]) -> ZoneInfo:
    name = environ.get("DAY_ZONE", "").strip() or DEFAULT_DAY_ZONE
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:
        # a folder of zones like "Asia" is an OSError, a path out of the folder a ValueError
        raise WrongSetting("DAY_ZONE", "must name a time zone, like Asia/Seoul") from problem


def _security_contact(environ: Mapping[str, str], public_url: str) -> str:
    default = f"mailto:security@{urlsplit(public_url).hostname}"
    contact = environ.get("SECURITY_CONTACT") or default
    if not re.fullmatch(r"(mailto:|https://)[!-~]+", contact):
        raise WrongSetting("SECURITY_CONTACT", "must start with mailto: or https://")
    return contact


def _count(
    environ: Mapping[str, str], name: str, *, default: int, least: int = 0, most: int
) -> int:
    text = environ.get(name, "").strip() or str(default)
    if not re.fullmatch("[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise WrongSetting(name, f"must be a whole number from {least} to {most}")
    return int(text)
