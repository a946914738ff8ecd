"""The editor of a request, form tokens, and the guard before every page under /desk.

The browser's cookie holds one random token. Signed in, it names the session; before that, it only
ties forms to the browser they were sent to. Signing in gives a new one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, g, request
from werkzeug.wrappers import Response
from wtforms import HiddenField

from quizapp import clock
from quizapp.config import LOOPBACK_HOSTS, current_settings
from quizapp.errors import Forbidden, SignedOut
from quizapp.web import logs, signing
from quizapp.web.forms import GameForm
from quizapp.web.i18n import URL_PREFIX
from quizapp.web.security import SAFE_METHODS

from .models import Role
from .sessions import digest_of, new_token, session_of, was_begun

P = ParamSpec("P")
T = TypeVar("T")

COOKIE = "desk"
FORM_PURPOSE = "desk form"
CSRF_FIELD = "csrf_token"
CSRF_HEADER = "X-CSRF-Token"
OPEN_TO_ALL = {"auth.sign_in", "auth.invitation"}


class StalePage(Forbidden):
    """A form that was not sent to this browser, or before it signed in anew."""


@dataclass(frozen=True)
class CurrentEditor:
    """The editor who sends the request."""

    id: int
    name: str
    role: str

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN


class AdminForm(GameForm):
    """A form with a CSRF token, which the guard has checked before any view runs."""

    csrf_token = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.csrf_token.data = csrf_token()


def admin_blueprint(name: str) -> Blueprint:
    """A blueprint of pages under /desk: the guard runs before each, and no answer is cached."""
    blueprint = Blueprint(name, __name__, url_prefix=f"{URL_PREFIX}/desk")
    blueprint.before_request(_guard)
    blueprint.after_request(_finish)
    blueprint.context_processor(_template_values)
    return blueprint


def current_editor() -> CurrentEditor:
    """The editor who sends the request, within a page under /desk.

    :raises SignedOut: when nobody is signed in.
    """
    editor = signed_in_editor()
    if editor is None:
        raise SignedOut("signed-out")
    return editor


def signed_in_editor() -> CurrentEditor | None:
    editor: CurrentEditor | None = g.get("editor")
    return editor


def admin_only(view: Callable[P, T]) -> Callable[P, T]:
    """:raises Forbidden: when the editor is no admin."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        editor = current_editor()
        if not editor.is_admin:
            logs.event("desk.refused", editor=editor.name, endpoint=request.endpoint)
            raise Forbidden("role")
        return view(*args, **kwargs)

    return guarded


def csrf_token() -> str:
    """The token that every POST under /desk brings back, in a field or a header."""
    return signing.sign(digest_of(_browser_token()), purpose=FORM_PURPOSE)


def is_form_of_editor() -> bool:
    """Whether the form that was sent stood on a page for somebody signed in, then or still."""
    digest = _sent_digest()
    return isinstance(digest, str) and was_begun(digest)


def token_of_browser() -> str:
    """Read the session cookie; its token may name no session."""
    return request.cookies.get(cookie_name(), "")


def is_cookie_dropped() -> bool:
    """Whether browsers drop the session cookie where this one is: over http, from another machine.

    Only a game that takes itself for one on this machine alone asks for that.
    """
    settings, host = current_settings(), urlsplit(f"//{request.host}").hostname
    is_for_this_machine = settings.has_secure_cookies and not settings.is_https
    return is_for_this_machine and host not in LOOPBACK_HOSTS and not token_of_browser()


def give_token(token: str) -> None:
    """Set the session cookie on the response; "" deletes it."""
    g.browser_token = token


def cookie_name() -> str:
    """Browsers hold the game to what the prefix says: ``__Host-`` is for all of a host only."""
    if not _is_secure():
        return COOKIE
    return f"__Secure-{COOKIE}" if current_settings().base_path else f"__Host-{COOKIE}"


def _browser_token() -> str:
    """The token that the browser has, or will have with this answer."""
    if not (g.get("browser_token") or token_of_browser()):
        give_token(new_token())
    token: str = g.get("browser_token") or token_of_browser()
    return token


def _find_editor() -> CurrentEditor | None:
    token = token_of_browser()
    session = session_of(token, now=clock.now()) if token else None
    if session is None:
        return None
    return CurrentEditor(session.editor.id, session.editor.name, session.editor.role)


def _guard() -> None:
    g.browser_token = None
    g.editor = _find_editor()
    if request.endpoint not in OPEN_TO_ALL:
        current_editor()
    if request.method not in SAFE_METHODS and not _has_token():
        logs.event("desk.stale_page", endpoint=request.endpoint)
        raise StalePage("csrf")


def _has_token() -> bool:
    expected = digest_of(token_of_browser()) if token_of_browser() else None
    return expected is not None and _sent_digest() == expected


def _sent_digest() -> object:
    """The digest that the form token of this request was made of; None when it is not ours."""
    sent = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    return signing.read(sent, purpose=FORM_PURPOSE)


def _finish(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Cookie")
    attributes: Any = {
        "secure": _is_secure(),
        "httponly": True,
        "samesite": "Lax",
        "path": current_settings().base_path or "/",
    }
    token: str | None = g.get("browser_token")  # absent when an earlier check refused the request
    if token:
        response.set_cookie(cookie_name(), token, **attributes)
    elif token == "":
        response.delete_cookie(cookie_name(), **attributes)
    return response


def _template_values() -> dict[str, object]:
    return {"editor": signed_in_editor(), "csrf_token": csrf_token}


def _is_secure() -> bool:
    return current_settings().has_secure_cookies
