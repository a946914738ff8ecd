"""Template globals: what draws a theme profile, and the words of the site."""

from collections.abc import Mapping

from flask import Flask

from .constellation import constellation
from .emblem import drawn_themes, emblem, palette
from .words import EXTENSION, site_words


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(
        constellation=constellation, emblem=emblem, palette=palette, site_words=site_words
    )
    app.context_processor(lambda: {"emblem_name": EmblemNames()})


class EmblemNames:
    """The ids of the emblems on a page: one that is drawn already is shown again by its id."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def __call__(self, profile: Mapping[str, int]) -> tuple[str, bool]:
        key = drawn_themes(profile)
        is_new = key not in self._names
        return self._names.setdefault(key, f"e{len(self._names)}"), is_new
