"""Cards and QR codes as pictures, at addresses that never change what they show."""

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import segno
from flask import Blueprint, Flask, abort, redirect, request
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from quizapp.config import current_settings, settings_of
from quizapp.texts import LANGUAGES
from quizapp.web.assets import YEAR_SECONDS
from quizapp.web.i18n import current_language

from . import cards
from .card_store import CardName, card_once, kept_card
from .cards import FORMATS
from .shares import KINDS, Share, share_by_slug

DAY_SECONDS = 86_400
FOLDER = "cards"
ADDRESS = re.compile(
    r"/cards/([a-z]+)/([\w-]{1,60})-([0-9a-f]{16})\.([a-z]+\.[a-z]+)\.png", re.ASCII
)
SLUG = re.compile(r"[\w-]{1,60}", re.ASCII)
NAME = f"<any({', '.join(KINDS)}):kind>/<slug>"
VERSION = (
    "<string(length=16):digest>"
    f".<any({', '.join(LANGUAGES)}):language>.<any({', '.join(FORMATS)}):form>"
)

bp = Blueprint("cards", __name__)


class KeptCards:
    """Serves the cards that are kept as any static file is, without waking the application."""

    def __init__(self, app: WSGIApplication, root: Path) -> None:
        self.app = app
        self.root = root

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        if found and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            kind, slug, digest, form = found.groups()
            png = kept_card(self.root, CardName(subject(kind, slug), f"{digest}.{form}"))
            if png:
                response = _picture(png, digest).make_conditional(environ)
                return response(environ, start_response)
        return self.app(environ, start_response)


@bp.record_once
def serve_kept_cards(state: BlueprintSetupState) -> None:
    app = cast("Flask", state.app)
    root = settings_of(app).data_dir / FOLDER
    app.wsgi_app = KeptCards(app.wsgi_app, root)  # type: ignore[method-assign]


class Outdated(Exception):
    """The address is not that of the card as it is now."""

    def __init__(self, share: Share) -> None:
        super().__init__()
        self.share = share


@bp.get(f"/cards/{NAME}-{VERSION}.png")
def card(kind: str, slug: str, digest: str, form: str) -> Response:
    """The card, drawn on first demand. What the address does not say changes nothing."""
    if not SLUG.fullmatch(slug) or not SLUG.fullmatch(digest):
        abort(404)
    name = CardName(subject(kind, slug), f"{digest}.{current_language()}.{form}")

    def draw() -> bytes:
        share = share_by_slug(kind, slug)
        if share.digest != digest:
            raise Outdated(share)
        return cards.card(share.scene, FORMATS[form])

    try:
        png = card_once(folder(), name, draw)
    except Outdated as outdated:
        return redirect(outdated.share.cards[form].path)
    return _picture(png, digest).make_conditional(request)


@bp.get(f"/qr/{NAME}.svg")
def qr(kind: str, slug: str) -> Response:
    """The address as a QR code, dark on light in every theme, so that cameras read it."""
    if not SLUG.fullmatch(slug):
        abort(404)
    url = share_by_slug(kind, slug).url
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="svg", scale=8, light="#fff", xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    return _lasting(response, slug, DAY_SECONDS).make_conditional(request)


def subject(kind: str, slug: str) -> str:
    return f"{kind}-{slug}"


def folder() -> Path:
    return current_settings().data_dir / FOLDER


def _picture(png: bytes, digest: str) -> Response:
    return _lasting(Response(png, mimetype="image/png"), digest, YEAR_SECONDS)


def _lasting(response: Response, tag: str, seconds: int) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={seconds}, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(tag)
    return response
