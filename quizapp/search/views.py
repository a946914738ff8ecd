"""The search page: a form that is sent by GET, so that a search can be bookmarked and shared."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from quizapp import clock
from quizapp.config import house_day
from quizapp.quizzes.album_view_models import here
from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.security import limiter

from .matching import Entry, EntryKind, Found, Match, matching
from .queries import entries

LONGEST_QUERY = 80
MOST_SHOWN = 10
"""Of what is found, the best."""
SHARED = _l("Voices and themes")
WHY = {
    Match.SOUND: _l("Sounds like it"),
    Match.INITIALS: _l("Has these initial consonants"),
    Match.TEXT: _l("Mentions it"),
    Match.SPELLING: _l("Spelled almost like it"),
}
"""How an entry was found, where its name itself does not show it."""
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
    found = matching(query, everything)
    return render_template(
        "search/search.html",
        query=query,
        longest=LONGEST_QUERY,
        found=_groups(found[:MOST_SHOWN], language),
        count=len(found),
        starts=[
            _entry_view(entry, language) for entry in everything if entry.kind == EntryKind.THEME
        ],
    )


def _groups(found: list[Found], language: str) -> list[tuple[str, list[dict[str, object]]]]:
    """What was found by album, that of the best match first; one nameless group of one album."""
    groups: dict[str, list[dict[str, object]]] = {}
    for each in found:
        groups.setdefault(_group(each.entry.album), []).append(_found_view(each, language))
    return list(groups.items())


def _group(album: str) -> str:
    name = here(album).name
    return name if album or not name else str(SHARED)


def _found_view(found: Found, language: str) -> dict[str, object]:
    return {**_entry_view(found.entry, language), "why": WHY.get(found.match, "")}


def _entry_view(entry: Entry, language: str) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "address": url_for(PAGES[entry.kind], **entry.place),
        "name": entry.name.in_language(language),
        "about": entry.about.in_language(language),
    }
