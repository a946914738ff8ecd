"""The language of a page: part of its address, or chosen by ``Accept-Language`` where it is not."""

import re
from collections.abc import Iterable
from typing import Any

from babel.lists import format_list
from babel.numbers import format_percent
from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, get_locale, get_translations
from werkzeug.wrappers import Response

from quizapp.texts import DEFAULT_LANGUAGE, LANGUAGES

LOCALES = {"en": "en_US", "ko": "ko_KR"}
"""Locales for Open Graph tags."""
FINALS = 28
"""The number of final consonants of a Korean syllable, including none."""
CLOSED_WORD = re.compile(r"(?<=[’”」)])(?=[가-힣])")
"""The place between a closing quote or bracket and the Korean particle after it."""
URL_PREFIX = f"/<any({', '.join(LANGUAGES)}):language>"

babel = Babel()


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current_language)
    # Flask-Babel would look for application, domain and locale anew for every text of a page.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of an extension
        lambda text: catalog().ugettext(text),
        lambda one, many, count: catalog().ungettext(one, many, count),
        newstyle=True,
    )
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)


def catalog() -> Any:
    """The message catalog of the page's language."""
    if "catalog" not in g:
        g.catalog = get_translations()
    return g.catalog


def current_language() -> str:
    """The language of the current page, or the visitor's preferred one where it has none."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if "language" not in g:
        g.language = preferred_language()
    language: str = g.language
    return language


def preferred_language() -> str:
    """The first language of the browser's list that we speak, whatever its region.

    Werkzeug's ``best_match`` would take ``ko;q=0.1`` before ``en-GB``.
    """
    tags = [tag for tag, quality in request.accept_languages if quality > 0]
    spoken = (tag.partition("-")[0].lower() for tag in tags)
    return next((code for code in spoken if code in LANGUAGES), DEFAULT_LANGUAGE)


def vary_by_language(response: Response) -> Response:
    """Add ``Vary: Accept-Language`` to a response whose language the browser chose."""
    response.vary.add("Accept-Language")
    return response


def listed(items: Iterable[object]) -> str:
    """A list as people write it: "a, b and c" in the page's language."""
    words = [str(item) for item in items]
    if current_language() == "ko" and len(words) > 1:
        return f"{_with_and(', '.join(words[:-1]))} {words[-1]}"
    return format_list(words, locale=get_locale())


def _with_and(words: str) -> str:
    """Korean words with the particle for "and": 과 after a consonant, 와 after a vowel.

    A comma after what is not Korean: only a speaker knows how that ends. (The list format of
    Unicode says 및, as statutes do.)
    """
    place = ord(words[-1]) - ord("가")
    if not 0 <= place <= ord("힣") - ord("가"):
        return f"{words},"
    ends_in_vowel = place % FINALS == 0
    return words + ("와" if ends_in_vowel else "과")


def unbroken(text: str) -> str:
    """Forbid a line break between a quoted or bracketed word and the Korean particle after it.

    Browsers would break the line there: ‘끝이 아니길’ | 의.
    """
    return type(text)(CLOSED_WORD.sub("\N{WORD JOINER}", text))


def percent(number: int) -> str:
    """A whole percentage as people write it: "63%" in English and Korean, "63 %" elsewhere."""
    return format_percent(number / 100, locale=get_locale())


def switch_language_url(language: str) -> str:
    """The address of the current page in another language."""
    if request.endpoint is None or not _takes_language(request.endpoint):
        return url_for("home.home", language=language)
    address = url_for(request.endpoint, **(request.view_args or {}) | {"language": language})
    # The query goes along as it came: its names must not become arguments of `url_for`.
    query = request.query_string.decode("ascii", "ignore")
    return f"{address}?{query}" if query else address


def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "language" in values:
        g.language = values.pop("language")


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    if "language" not in values and _takes_language(endpoint):
        values["language"] = current_language()


def _takes_language(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "language")
