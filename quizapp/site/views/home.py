"""Views of the home page, robots.txt and security.txt."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.catalog import queries as catalog
from quizapp.catalog.models import Album, Front
from quizapp.catalog.view_models import track_link
from quizapp.config import current_settings
from quizapp.errors import Gone, Missing
from quizapp.quizzes.content import QuizContent
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import find_quiz, live_edition
from quizapp.site.pages import shelf
from quizapp.web.addresses import public_url
from quizapp.web.i18n import URL_PREFIX, current_language, preferred_language, vary_by_language
from quizapp.web.page_cache import cached_content

TRACKS_SHOWN = 6
SECURITY_TXT_LASTS = timedelta(days=180)

bp = Blueprint("home", __name__, url_prefix=URL_PREFIX)
root_bp = Blueprint("home_root", __name__)


@root_bp.get("/")
def choose_language() -> Response:
    return vary_by_language(redirect(url_for("home.home", language=preferred_language())))


@root_bp.get("/robots.txt")
def robots() -> Response:
    """Robots ask only at the root of a host: below a path its own file has to say the same."""
    lines = [
        "User-agent: *",
        f"Disallow: {request.script_root}/*/desk/",
        f"Sitemap: {public_url(url_for('sitemap.sitemap'))}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@root_bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """RFC 9116; the address of the contact is a setting."""
    settings = current_settings()
    lines = [
        f"Contact: {settings.security_contact}",
        f"Expires: {clock.now().date() + SECURITY_TXT_LASTS}T00:00:00Z",
        "Preferred-Languages: en, ko",
        f"Canonical: {public_url(url_for('home_root.security_txt'))}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/")
@cached_content
def home() -> str:
    """The opening of the main album, or the shelf of all, as the site's settings say."""
    try:
        album = catalog.main_album()
    except catalog.AlbumMissing:
        return _shelf()
    return _shelf() if catalog.site().front == Front.SHELF else _opening(album)


@bp.get("/albums/")
@cached_content
def albums() -> str:
    """Every album that anybody can find, whatever the front page shows."""
    return render_template("site/albums.html", albums=shelf(current_language()))


def _shelf() -> str:
    return render_template("site/shelf.html", albums=shelf(current_language()))


def _opening(album: Album) -> str:
    language = current_language()
    tracks = catalog.tracks_of(album.id)
    return render_template(
        "site/home.html",
        album={
            "slug": album.slug,
            "title": album.title.in_language(language),
            "drama": album.drama.in_language(language),
            "intro": album.intro.in_language(language),
        },
        quiz=_mood_quiz(album.id),
        tracks=[track_link(track, language) for track in tracks[:TRACKS_SHOWN]],
    )


def _mood_quiz(album_id: int) -> QuizContent | None:
    """The mood quiz of an album as it can be played; None where there is nothing to play."""
    quiz = find_quiz(album_id, QuizKind.MOOD)
    try:
        return live_edition(quiz.slug, QuizKind.MOOD).content if quiz else None
    except (Missing, Gone):
        return None
