"""Pages to start from a mood: choose up to three themes, and get tracks of all albums.

A choice has one address, its themes in the vocabulary's order, which can be shared and cached.
"""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from quizapp.web.i18n import URL_PREFIX, current_language
from quizapp.web.page_cache import cached_content
from quizapp.web.security import limiter

from .house_queries import house
from .kin_view_models import kin_of_themes, theme_chips
from .queries import ThemeMissing

MOST_THEMES = 3

bp = Blueprint("moods", __name__, url_prefix=URL_PREFIX)
Page = str | Response | tuple[str, int]


@bp.get("/moods/")
@cached_content
def start() -> str:
    return _page(())


@bp.get("/moods/find")
@limiter.limit("120/minute")
def find() -> Page:
    """Lead a sent choice to its address, or show the page again with what is wrong."""
    sent = request.args.getlist("theme")
    chosen = _in_order(sent)
    if not 0 < len(chosen) <= MOST_THEMES or not set(sent) <= set(chosen):
        return _page(chosen, _("Choose one, two or three themes.")), 422
    return redirect(_address(chosen))


@bp.get("/moods/<path:themes>/")
def chosen(themes: str) -> Page:
    """The tracks of a choice; a choice in another order is sent on to its one address.

    :raises ThemeMissing: when one of the themes is not known, or there are too many.
    """
    sent = themes.split("/")
    wanted = _in_order(sent)
    if not set(sent) <= set(wanted) or len(wanted) > MOST_THEMES:
        raise ThemeMissing
    if sent != list(wanted):
        return redirect(_address(wanted))
    return _chosen(wanted)


@cached_content
def _chosen(themes: tuple[str, ...]) -> str:
    return _page(themes)


def _in_order(slugs: Sequence[str]) -> tuple[str, ...]:
    """Each of the themes that there are once, in the vocabulary's order."""
    return tuple(slug for slug in house().themes if slug in slugs)


def _address(themes: tuple[str, ...]) -> str:
    return url_for(".chosen", themes="/".join(themes))


def _page(themes: tuple[str, ...], problem: str = "") -> str:
    known, language = house(), current_language()
    is_shown = bool(themes) and not problem
    return render_template(
        "catalog/moods.html",
        themes=theme_chips(known, themes, language),
        most=MOST_THEMES,
        problem=problem,
        is_shown=is_shown,
        profile=dict.fromkeys(themes, 5),
        tracks=kin_of_themes(known, themes, language) if is_shown else [],
        has_many=len(known.albums) > 1,
    )
