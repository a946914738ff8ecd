"""What templates can say besides their own variables."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, render_template
from markupsafe import Markup

from .addresses import public_url
from .assets import static_url
from .catalog.constellation import constellation
from .catalog.emblem import drawn_themes, emblem, palette
from .i18n import (
    LANGUAGES,
    LOCALES,
    current_language,
    listed,
    percent,
    switch_language_url,
    unbroken,
)

PARTS_KEPT = 64


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(listed=listed, percent=percent, unbroken=unbroken)
    app.jinja_env.globals.update(
        constellation=constellation,
        emblem=emblem,
        languages=LANGUAGES,
        locales=LOCALES,
        palette=palette,
        part=part,
        public_url=public_url,
        static_url=static_url,
        switch_language_url=switch_language_url,
    )
    app.context_processor(_of_the_page)


def _of_the_page() -> dict[str, object]:
    """What is made anew for each page."""
    return {"language": current_language(), "emblem_name": EmblemNames()}


class EmblemNames:
    """The ids of the emblems on a page. Whoever is not told that it is new can show it again."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def __call__(self, profile: Mapping[str, int]) -> tuple[str, bool]:
        key = drawn_themes(profile)
        is_new = key not in self._names
        return self._names.setdefault(key, f"e{len(self._names)}"), is_new


def part(name: str, section: str = "") -> Markup:
    """A part of the frame that is the same on all pages of a language and section."""
    return _part(name, section, current_language())


@lru_cache(maxsize=PARTS_KEPT)
def _part(name: str, section: str, language: str) -> Markup:
    return Markup(render_template(name, section=section, language=language))  # noqa: S704 - a template's own, escaped
