"""Filters and globals for all templates."""

from collections.abc import Hashable
from functools import lru_cache

from flask import Flask, render_template, request
from markupsafe import Markup

from quizapp.texts import LANGUAGES

from .addresses import public_url
from .assets import static_url
from .i18n import (
    LOCALES,
    current_language,
    listed,
    listed_titles,
    percent,
    switch_language_url,
    unbroken,
)

PART_CACHE_SIZE = 256


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        listed=listed, listed_titles=listed_titles, percent=percent, unbroken=unbroken
    )
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        locales=LOCALES,
        part=part,
        public_url=public_url,
        static_url=static_url,
        switch_language_url=switch_language_url,
    )
    app.context_processor(_language)


def _language() -> dict[str, object]:
    return {"language": current_language()}


def part(name: str, section: str = "", here: Hashable = None, title: str = "") -> Markup:
    """Render a part of the layout once per process, language, section, album and mount point.

    :param here: the album that the page is about, for parts that say so.
    :param title: of the site, for parts that say it.
    """
    return _part(name, section, here, title, current_language(), request.script_root)


@lru_cache(maxsize=PART_CACHE_SIZE)
def _part(
    name: str, section: str, here: Hashable, title: str, language: str, _script_root: str
) -> Markup:
    text = render_template(name, section=section, here=here, title=title, language=language)
    return Markup(text)  # noqa: S704 - a template's own, escaped
