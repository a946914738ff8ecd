"""Security headers of every response, and refusing cross-site requests and foreign hosts."""

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Request, g, request
from flask.sessions import SessionInterface
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.sansio.utils import host_is_trusted
from werkzeug.wrappers import Response

from quizapp.config import LOOPBACK_HOSTS, Settings, current_settings
from quizapp.errors import Forbidden

from . import logs
from .rate_limit import Limiter

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = "; ".join(f"{name} {value}" for name, value in CSP.items())
FRAMELESS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
FRAMABLE = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors *",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
STATIC_HEADERS = {
    name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")
}
KEYS = {"play_key", "key", "token"}
"""Parts of an address that open something; such an address is no page's business, not even ours."""
HSTS_OF_HOST = "max-age=31536000"
HSTS = f"{HSTS_OF_HOST}; includeSubDomains"

HOST_CACHE_SIZE = 64
PROBES = {"health.alive", "health.ready"}
"""Load balancers ask for them by the machine's address; they say nothing of the site's."""

limiter = Limiter()


def init_app(app: Flask, settings: Settings) -> None:
    limiter.init_app(settings.redis_url)
    app.session_interface = NoSession()
    app.before_request(_refuse_other_hosts)
    app.before_request(_refuse_cross_site)
    app.after_request(_add_headers)


def behind_proxies(app: "WSGIApplication", settings: Settings) -> "WSGIApplication":
    """Trust ``X-Forwarded-For`` and ``-Proto`` of the last proxies only, as many as there are.

    ``-Prefix`` counts below a path only, where `mount` refuses all but the right one: the nearest
    proxy says with it what it took off the path.
    """
    count = settings.trusted_proxies
    prefix = 1 if settings.base_path else 0
    return ProxyFix(app, x_for=count, x_proto=count, x_prefix=prefix) if count else app


class NoSession(SessionInterface):
    """Switches Flask's session off: no cookie is read, none is signed."""

    def open_session(self, _app: Flask, _request: Request) -> None:
        return None


def allow_framing() -> None:
    """Allow pages of other sites to embed the response to this request."""
    g.is_framable = True


def transport_headers(settings: Settings) -> dict[str, str]:
    """HSTS; browsers ignore it over plain http (RFC 6797, 8.1).

    A game below a path is a guest of its host, and says nothing for the hosts below that one.
    """
    if not settings.has_secure_cookies:
        return {}
    return {"Strict-Transport-Security": HSTS_OF_HOST if settings.base_path else HSTS}


def is_cross_site() -> bool:
    """Whether a browser says that this request was made by a page of another site.

    Browsers send ``Sec-Fetch-Site`` and, with every POST, ``Origin``; programs send neither.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc not in _own_hosts()


def _own_hosts() -> set[str]:
    return {request.host, urlsplit(current_settings().public_url).netloc}


@lru_cache(maxsize=HOST_CACHE_SIZE)
def is_our_host(host: str, settings: Settings) -> bool:
    """Whether ``Host`` is the public name or loopback; without https every host is."""
    trusted = {settings.public_host, *LOOPBACK_HOSTS}
    return not settings.is_https or host_is_trusted(host, trusted)


def _refuse_other_hosts() -> None:
    """Flask's own ``TRUSTED_HOSTS`` leaves a request without a URL map: not even its error page
    could link home.
    """
    if request.endpoint not in PROBES and not is_our_host(request.host, current_settings()):
        logs.event("request.refused", reason="host", endpoint=request.endpoint)
        raise BadRequest("host")


def _refuse_cross_site() -> None:
    if request.method not in SAFE_METHODS and is_cross_site():
        logs.event("request.refused", reason="cross-site", endpoint=request.endpoint)
        raise Forbidden("cross-site")


def _add_headers(response: Response) -> Response:
    framing = FRAMABLE if g.get("is_framable") else FRAMELESS
    if KEYS & {*(request.view_args or ()), *request.args}:
        response.headers.setdefault("Referrer-Policy", "strict-origin")
    for name, value in (HEADERS | framing).items():
        response.headers.setdefault(name, value)
    response.headers.update(transport_headers(current_settings()))
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
