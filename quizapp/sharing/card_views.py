"""Views of cards (PNG) and QR codes (SVG).

What an address shows never changes. Cards of what players made may be deleted, so they are asked
for anew each time; all others are cached for a year.
"""

import io
import re
from pathlib import Path

import segno
from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from quizapp.config import current_settings
from quizapp.errors import Gone
from quizapp.texts import LANGUAGES
from quizapp.web.assets import YEAR_SECONDS
from quizapp.web.doors import CARDS
from quizapp.web.i18n import current_language
from quizapp.web.security import limiter

from . import cards
from .card_store import CardName, card_once, forget_card, forget_cards, stored_card
from .cards import FORMATS
from .queries import DELETABLE, check_shown
from .shares import Share, ShareKind, share_by_slug

DAY_SECONDS = 86_400
FOLDER = "cards"
CHANGING = {ShareKind.ROUND}
"""Cards with a nickname, which editors may hide: the database is asked each time."""
SLUG = re.compile(r"[\w-]{1,60}", re.ASCII)
NAME = f"<any({', '.join(ShareKind)}):kind>/<slug>"
VERSION = (
    "<string(length=16):digest>"
    f".<any({', '.join(LANGUAGES)}):language>.<any({', '.join(FORMATS)}):form>"
)

bp = Blueprint("cards", __name__)


class Outdated(Exception):
    """The address is not that of the card as it is now."""

    def __init__(self, share: Share) -> None:
        super().__init__()
        self.share = share


@bp.get(f"/cards/{NAME}-{VERSION}.png")
@limiter.limit("120/minute")
def card(kind: str, slug: str, digest: str, form: str) -> Response:
    """The card, drawn on first demand. What the address does not say changes nothing.

    Stored cards of tracks are served before Flask is called, and those of players once Flask has
    looked whether they still hold.

    :raises Busy: when too many cards are to be drawn at once.
    """
    if not SLUG.fullmatch(slug) or not SLUG.fullmatch(digest):
        abort(404)
    name = CardName(subject(kind, slug), f"{digest}.{current_language()}.{form}")
    _refuse_unseen(kind, slug)

    def draw() -> bytes:
        return cards.card(_current_share(kind, slug, digest).content, FORMATS[form])

    try:
        if kind in CHANGING:
            _current_share(kind, slug, digest)
        png = stored_card(folder(), name)
        if png is None:
            with CARDS.entered():
                png = card_once(folder(), name, draw)
    except Outdated as outdated:
        forget_card(folder(), name)
        return redirect(outdated.share.cards[form].path)
    return png_response(kind, png, digest).make_conditional(request)


def _refuse_unseen(kind: str, slug: str) -> None:
    """Also removes what this server still has of it: it may have been deleted at another one.

    :raises Missing: for a draft, or what is of one.
    :raises Deleted:
    """
    try:
        check_shown(kind, slug)
    except Gone:
        forget_cards(folder(), subject(kind, slug))
        raise


def _current_share(kind: str, slug: str, digest: str) -> Share:
    """:raises Outdated: when its card says something else by now."""
    share = share_by_slug(kind, slug)
    if share.digest != digest:
        raise Outdated(share)
    return share


@bp.get(f"/qr/{NAME}.svg")
def qr(kind: str, slug: str) -> Response:
    """The address as a QR code, dark on light in every theme, so that cameras read it."""
    if not SLUG.fullmatch(slug):
        abort(404)
    url = share_by_slug(kind, slug).url
    picture = io.BytesIO()
    segno.make(url, error="m").save(picture, kind="svg", scale=8, light="#fff", xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    return _lasting(kind, response, slug, DAY_SECONDS).make_conditional(request)


def subject(kind: str, slug: str) -> str:
    return f"{kind}-{slug}"


def folder() -> Path:
    return current_settings().data_dir / FOLDER


def png_response(kind: str, png: bytes, digest: str) -> Response:
    """The picture of an address that says which card it shows."""
    return _lasting(kind, Response(png, mimetype="image/png"), digest, YEAR_SECONDS)


def _lasting(kind: str, response: Response, tag: str, seconds: int) -> Response:
    lasting = "no-cache" if kind in DELETABLE else f"max-age={seconds}, immutable"
    response.headers["Cache-Control"] = f"public, {lasting}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.set_etag(tag)
    return response
