"""What templates can say besides their own variables."""

from datetime import date
from itertools import groupby
from typing import Any

from flask import Flask, current_app
from flask_babel import format_date, get_locale
from markupsafe import Markup, escape

from .assets import static_url
from .db import Localized, LocalText
from .i18n import LANGUAGES, current_language, switch_language_url
from .texts import Localized, LocalText


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        local=local, text=text, paragraphs=paragraphs, day=day, words=words
    )
    app.jinja_env.globals.update(
        get_locale=get_locale,
        languages=LANGUAGES,
        public_url=public_url,
        static_url=static_url,
        switch_language_url=switch_language_url,
    )
    app.context_processor(lambda: {"language": current_language()})


def public_url(path: str) -> str:
    """The absolute address of ``path``, from the configured public address, never from Host."""
    return f"{current_app.config['SETTINGS'].public_url}{path}"


def text(value: Localized | dict[str, str]) -> str:
    """A localized text in the page's language (or the other one), without markup."""
    return local_text(value).text


def local(value: Localized | dict[str, str]) -> Markup | str:
    """A localized text; where it is in the other language, marked as such."""
    shown = local_text(value)
    if shown.language == current_language():
        return escape(shown.text)
    return Markup('<span lang="{}">{}</span>').format(shown.language, shown.text)


def local_text(value: Localized | dict[str, str]) -> LocalText:
    pair = value if isinstance(value, Localized) else Localized(**value)
    return pair.in_language(current_language())


def paragraphs(value: str) -> list[str]:
    """The paragraphs of a plain text, which blank lines part."""
    blocks = groupby(value.splitlines(), key=lambda line: bool(line.strip()))
    return [" ".join(lines) for is_text, lines in blocks if is_text]


def day(value: date) -> str:
    return str(format_date(value, "long"))


def words(items: list[Any]) -> str:
    """A list as people write it: "a, b and c" in the page's language."""
    from babel.lists import format_list

    return format_list([str(item) for item in items], locale=get_locale())
