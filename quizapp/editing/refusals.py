"""Messages about saves that are refused, in the editor's language."""

from flask_babel import gettext as _

from .documents.catalog import ThemeInUse


def edited_meanwhile() -> str:
    return str(_("Somebody saved this meanwhile, so nothing was changed. Look again."))


def theme_in_use(use: ThemeInUse) -> str:
    return str(
        _(
            "Still in use, so it was not retired. Tracks with points for it: %(tracks)s. "
            "Answers with points for it: %(answers)s. Give those to another theme first.",
            tracks=use.tracks,
            answers=use.answers,
        )
    )
