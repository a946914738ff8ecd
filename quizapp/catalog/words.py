"""What the whole site is called, and what it says of itself: settings of editors, else defaults."""

from dataclasses import dataclass

from flask import current_app, g
from flask_babel import gettext as _

from quizapp.database.cache_versions import CONTENT
from quizapp.web.i18n import current_language
from quizapp.web.page_cache import RECHECK_SECONDS, CachePolicy, Version, current_version

from . import queries

POLICY = CachePolicy((CONTENT,), None, RECHECK_SECONDS)
EXTENSION = "catalog.site_words"
"""The key in ``app.extensions`` of the words that this process has read, by language."""


@dataclass(frozen=True)
class SiteWords:
    """The names and lines of the site in one language.

    ``tagline`` is for search engines and previews, ``question`` for the installed app.
    """

    title: str
    short_title: str
    tagline: str
    question: str


def site_words() -> SiteWords:
    """The site's words in the language of the page, read once per process and change of content.

    Where the database does not answer they are the last ones known.
    """
    known: dict[str, tuple[Version | None, SiteWords]] = current_app.extensions[EXTENSION]
    language = current_language()
    last = known.get(language)
    version = None if g.get("has_failed") else current_version(current_app, POLICY)
    if version is None:
        return last[1] if last else _defaults()
    if last is None or last[0] != version:
        last = known[language] = (version, _read(language))
    return last[1]


def _read(language: str) -> SiteWords:
    texts, usual = queries.site_texts(), _defaults()
    if texts is None:
        return usual
    title = texts.title.in_language(language).text or usual.title
    tagline = texts.tagline.in_language(language).text or usual.tagline
    return SiteWords(title, title, tagline, tagline)


def _defaults() -> SiteWords:
    return SiteWords(
        title=_("The Last Empress OST quiz"),
        short_title=_("Empress OST"),
        tagline=_(
            "Which track of The Last Empress OST matches your mood? Eight questions, no account."
        ),
        question=_("Which track of The Last Empress OST matches your mood?"),
    )
