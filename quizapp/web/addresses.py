"""Absolute public addresses, and addresses without a host."""

from urllib.parse import urlsplit

from quizapp.config import current_settings


def public_url(path: str) -> str:
    """The absolute address of a ``path`` that `url_for` made, never from ``Host``."""
    return f"{current_settings().origin}{path}"


def public_host() -> str:
    """The name of this site as people type it."""
    return current_settings().public_url.partition("://")[2]


def own_address(url: str) -> str:
    """Strip the host, which is whatever the visitor said, from an address of this site.

    Browsers take a backslash for a slash, and two of them begin the name of a host.
    """
    path, query = urlsplit(url)[2:4]
    own = f"/{path.lstrip('/')}".replace("\\", "%5C")
    return own + (f"?{query}" if query else "")
