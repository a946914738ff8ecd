"""What others show: the public address with its proxy and certificate, and Redis."""

import json
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from .finding import Finding, failure, good, warning

SECONDS = 5
RENEW_BEFORE = timedelta(days=14)
"""Let's Encrypt's certificates are renewed 30 days before they end."""
MAX_BYTES = 1000


def of_public_address(url: str, now: datetime) -> Iterator[Finding]:
    """What a visitor would meet first."""
    if url.startswith("https://"):
        certificate = of_certificate(url, now)
        yield certificate
        if certificate.mend:
            return
    yield _of_answer(url)


def _of_answer(url: str) -> Finding:
    try:
        with urlopen(f"{url}/healthz", timeout=SECONDS) as answer:  # noqa: S310 - http(s) alone
            is_ours = json.loads(answer.read(MAX_BYTES)).get("status") == "alive"
    except HTTPError as answer:
        mend = "Look whether the game runs, and where the proxy passes requests to"
        return failure("proxy", f"{url}/healthz answers {answer.code}", mend)
    except (URLError, OSError) as problem:
        mend = "Look whether the game and the proxy run, and at the name and the firewall"
        return warning("proxy", f"{url} does not answer from here: {_reason(problem)}", mend)
    except (ValueError, AttributeError):
        is_ours = False
    if not is_ours:
        return failure("proxy", f"{url} is something else", "Correct PUBLIC_URL or the proxy")
    return good("proxy", f"{url} leads to the game")


def of_certificate(url: str, now: datetime) -> Finding:
    """The certificate of an https address: whether browsers trust it, and how long."""
    parts = urlsplit(url)
    place = (parts.hostname or "", parts.port or 443)
    try:
        certificate = _certificate(place)
    except ssl.SSLCertVerificationError as problem:
        mend = "Renew it, or install one that browsers trust, with its whole chain"
        return failure("certificate", problem.verify_message, mend)
    except OSError as problem:
        mend = "Look whether the proxy runs, and at the name and the firewall"
        return warning("certificate", f"{url} does not answer: {_reason(problem)}", mend)
    ends_at = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    seen = f"valid until {ends_at:%Y-%m-%d}"
    if ends_at - now < RENEW_BEFORE:
        return warning("certificate", seen, "Look why it is not renewed: `certbot renew --dry-run`")
    return good("certificate", seen)


def _certificate(place: tuple[str, int]) -> dict[str, Any]:
    context = ssl.create_default_context()
    with (
        socket.create_connection(place, timeout=SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=place[0]) as secure,
    ):
        return secure.getpeercert() or {}


def of_redis(url: str) -> Finding:
    """Without Redis the game goes on, and each process counts for itself."""
    import redis

    try:
        redis.Redis.from_url(url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS).ping()
    except (redis.RedisError, OSError, ValueError) as problem:
        mend = "Start it, or correct REDIS_URL"
        return warning("redis", f"it does not answer: {_reason(problem)}", mend)
    return good("redis", "it answers")


def _reason(problem: BaseException) -> str:
    return str(getattr(problem, "reason", problem)).partition("\n")[0]
