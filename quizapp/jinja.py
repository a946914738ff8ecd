"""What templates can say besides their own variables."""

from flask import Flask

from .addresses import public_url
from .assets import static_url
from .catalog.constellation import constellation
from .catalog.emblem import emblem, palette
from .i18n import LANGUAGES, LOCALES, current_language, listed, percent, switch_language_url


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(listed=listed, percent=percent)
    app.jinja_env.globals.update(
        constellation=constellation,
        emblem=emblem,
        languages=LANGUAGES,
        locales=LOCALES,
        palette=palette,
        public_url=public_url,
        static_url=static_url,
        switch_language_url=switch_language_url,
    )
    app.context_processor(lambda: {"language": current_language()})
