"""The search page: a form that is sent by GET, so that a search can be bookmarked and shared."""

from flask import Blueprint, render_template, request, url_for

from quizapp import clock
from quizapp.config import house_day
from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.security import limiter

from .matching import Entry, EntryKind, matching
from .queries import entries

LONGEST_QUERY = 80
MOST_SHOWN = 60
"""Of what is found, the best."""
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
        found=[_entry_view(entry, language) for entry in found[:MOST_SHOWN]],
        count=len(found),
        starts=[
            _entry_view(entry, language) for entry in everything if entry.kind == EntryKind.THEME
        ],
    )


def _entry_view(entry: Entry, language: str) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "address": url_for(PAGES[entry.kind], **entry.place),
        "name": entry.name.in_language(language),
        "about": entry.about.in_language(language),
    }
