"""Absolute public addresses, and addresses without a host."""

from urllib.parse import urlsplit

from quizapp.config import current_settings


def public_url(path: str = "") -> str:
    """The absolute address of ``path``, from the configured public address, never from Host."""
    return f"{current_settings().public_url}{path}"


def public_host() -> str:
    """The name of this site as people type it."""
    return urlsplit(public_url()).netloc


def own_address(url: str) -> str:
    """Strip the host, which is whatever the visitor said, from an address of this site."""
    path, query = urlsplit(url)[2:4]
    return f"/{path.lstrip('/')}" + (f"?{query}" if query else "")
