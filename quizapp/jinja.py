"""What templates can say besides their own variables."""

from collections.abc import Iterable

from babel.lists import format_list
from flask import Flask, current_app
from flask_babel import get_locale

from .assets import static_url
from .catalog.constellation import constellation
from .catalog.emblem import emblem, palette
from .i18n import LANGUAGES, current_language, switch_language_url


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["listed"] = listed
    app.jinja_env.globals.update(
        constellation=constellation,
        emblem=emblem,
        languages=LANGUAGES,
        palette=palette,
        public_url=public_url,
        static_url=static_url,
        switch_language_url=switch_language_url,
    )
    app.context_processor(lambda: {"language": current_language()})


def public_url(path: str) -> str:
    """The absolute address of ``path``, from the configured public address, never from Host."""
    return f"{current_app.config['SETTINGS'].public_url}{path}"


def listed(items: Iterable[object]) -> str:
    """A list as people write it: "a, b and c" in the page's language."""
    return format_list([str(item) for item in items], locale=get_locale())
