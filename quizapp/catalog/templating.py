"""Template globals: what draws a theme profile, and the words of the site."""

from collections.abc import Mapping
from functools import lru_cache

from flask import Flask, render_template
from markupsafe import Markup

from .constellation import constellation
from .emblem import drawn_themes, emblem, palette
from .words import EXTENSION, site_words

EMBLEMS_KEPT = 512
"""Some 5 kB each."""
NAME = "\0"
"""Stands for the name of an emblem in what is kept of it; no text of a page contains it."""


def init_app(app: Flask) -> None:
    app.extensions[EXTENSION] = {}
    app.jinja_env.globals.update(
        constellation=constellation,
        emblem=emblem,
        emblem_bands=emblem_bands,
        palette=palette,
        site_words=site_words,
    )
    app.context_processor(lambda: {"emblem_name": EmblemNames()})


def emblem_bands(profile: Mapping[str, int], name: str) -> Markup:
    """The markup of an emblem's bands, whose ids begin with ``name``."""
    return Markup(_bands(drawn_themes(profile)).replace(NAME, name))  # noqa: S704 - a template's own


@lru_cache(maxsize=EMBLEMS_KEPT)
def _bands(themes: tuple[str, ...]) -> str:
    profile = {theme: weight for weight, theme in enumerate(reversed(themes), 1)}
    return render_template("shared/_bands.html", profile=profile, name=NAME)


class EmblemNames:
    """The ids of the emblems on a page: one that is drawn already is shown again by its id."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], str] = {}

    def __call__(self, profile: Mapping[str, int]) -> tuple[str, bool]:
        key = drawn_themes(profile)
        is_new = key not in self._names
        return self._names.setdefault(key, f"e{len(self._names)}"), is_new
