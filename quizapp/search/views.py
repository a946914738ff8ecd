"""The search page: a form that is sent by GET, so that a search can be bookmarked and shared."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from quizapp import clock
from quizapp.config import house_day
from quizapp.quizzes.album_view_models import here
from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.security import limiter

from .matching import Entry, EntryKind, matching
from .queries import entries

LONGEST_QUERY = 80
SHARED = _l("Shared by all albums")
PAGES = {
    EntryKind.TRACK: "catalog.track",
    EntryKind.ARTIST: "catalog.artist",
    EntryKind.THEME: "catalog.theme",
    EntryKind.CHAPTER: "catalog.chapter",
    EntryKind.QUESTION: "trivia.archive",
}

bp = Blueprint("search", __name__, url_prefix=URL_PREFIX)


@bp.get("/search/")
@limiter.limit("120/minute")
def search() -> str:
    query = " ".join(request.args.get("q", "")[:LONGEST_QUERY].split())
    language, everything = current_language(), list(entries(house_day(clock.now())))
    return render_template(
        "search/search.html",
        query=query,
        longest=LONGEST_QUERY,
        found=_groups(matching(query, everything), language),
        starts=[
            _entry_view(entry, language) for entry in everything if entry.kind == EntryKind.THEME
        ],
    )


def _groups(found: list[Entry], language: str) -> list[tuple[str, list[dict[str, object]]]]:
    """What was found by album, that of the best match first; one nameless group of one album."""
    groups: dict[str, list[dict[str, object]]] = {}
    for entry in found:
        groups.setdefault(_group(entry.album), []).append(_entry_view(entry, language))
    return list(groups.items())


def _group(album: str) -> str:
    name = here(album).name
    return name if album or not name else str(SHARED)


def _entry_view(entry: Entry, language: str) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "address": url_for(PAGES[entry.kind], **entry.place),
        "name": entry.name.in_language(language),
        "about": entry.about.in_language(language),
    }
