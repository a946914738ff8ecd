"""The style guide: every token and component. Only with ``DEVELOPMENT=1``."""

from flask import Blueprint, abort, current_app, render_template

from quizapp.catalog import queries
from quizapp.catalog.view_models import theme_links, track_link
from quizapp.web.error_pages import ERROR_TEXTS
from quizapp.web.i18n import URL_PREFIX, current_language

bp = Blueprint("styleguide", __name__, url_prefix=URL_PREFIX)


@bp.get("/styleguide")
def styleguide() -> str:
    language = current_language()
    tracks = queries.tracks_of(queries.main_album().id)
    return render_template(
        "site/styleguide.html",
        tokens=_tokens(),
        themes=theme_links(queries.theme_tags(), language),
        tracks=[track_link(track, language) for track in tracks],
        errors=list(ERROR_TEXTS),
    )


@bp.get("/styleguide/errors/<int:status>")
def error(status: int) -> str:
    """The page of a failure, as whoever meets it sees it."""
    abort(status if status in ERROR_TEXTS else 404)


def _tokens() -> dict[str, str]:
    """Name and night value, as they stand in the file."""
    text = (
        current_app.config["STATIC_DIRECTORY"] / "shared" / "base.css" / "00-tokens.css"
    ).read_text()
    night = text.partition("@media")[0]
    parts = (declaration.partition(":") for declaration in night.split(";"))
    declared = {name.strip(): value.strip() for name, _, value in parts}
    return {name[2:]: value for name, value in declared.items() if name.startswith("--")}
