"""The language of a page: part of its address, or chosen by ``Accept-Language`` where it is not."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from babel.lists import format_list
from babel.numbers import format_percent
from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import Babel, Domain, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.wrappers import Response

from quizapp.texts import DEFAULT_LANGUAGE, LANGUAGES

from .particles import KEPT_MESSAGES, particle, with_particles

LOCALES = {"en": "en_US", "ko": "ko_KR"}
"""Locales for Open Graph tags."""
CLOSED_WORD = re.compile(r"(?<=[’”」』》〉)\]%])(?=[가-힣])")
"""The place between a closing quote, bracket or percent sign and the Korean particle after it."""
AND_INSIDE = re.compile(r"\band\b|[가-힣](?:과|와) ")
"""An "and" inside one item of a list."""
Text = TypeVar("Text", bound=str)
URL_PREFIX = f"/<any({', '.join(LANGUAGES)}):language>"


class Messages(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The messages of the catalog, with the Korean particles that their values need."""

    def gettext(self, string: str, **variables: Any) -> str:
        message: str = self.get_translations().ugettext(string)
        return with_particles(message, variables) % variables if variables else message

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        values = {"num": num, **variables}
        message: str = self.get_translations().ungettext(singular, plural, num)
        return with_particles(message, values) % values


class GameBabel(Babel):  # type: ignore[misc]  # as above
    """Flask-Babel with `Messages` for its ``gettext``, ``ngettext`` and ``lazy_gettext``."""

    @cached_property
    def domain_instance(self) -> Messages:
        return Messages(domain=self.domain)


babel = GameBabel()


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=current_language)
    # Flask-Babel would look for application, domain and locale anew for every text of a page.
    app.jinja_env.globals.update(gettext=page_gettext, ngettext=page_ngettext)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)


def missing_catalogs() -> list[str]:
    """One line for each language whose texts are not compiled: its pages would be English."""
    folder = Path(__file__).parent / "translations"
    paths = [folder / code / "LC_MESSAGES" / "messages.mo" for code in LANGUAGES]
    missing = [path for path in paths if path.parent.is_dir() and not path.is_file()]
    return [f"{path} is missing: run `pybabel compile -d {folder}`" for path in missing]


@pass_eval_context
def page_gettext(context: EvalContext, message: str, /, **values: Any) -> str:
    """``_()`` of templates: the message in the page's language, its values escaped."""
    return _filled(catalog().ugettext(message), values, context)


@pass_eval_context
def page_ngettext(context: EvalContext, one: str, many: str, count: int, /, **values: Any) -> str:
    """``ngettext()`` of templates; ``num`` is the count unless it is given."""
    return _filled(catalog().ungettext(one, many, count), {"num": count, **values}, context)


def _filled(message: str, values: dict[str, Any], context: EvalContext) -> str:
    if not context.autoescape:
        return with_particles(message, values) % values
    is_korean = current_language() == "ko"
    if not values:
        return _bare(message, is_korean)
    text = Markup(with_particles(message, values)) % values  # noqa: S704 - the catalog's, values escaped
    return unbroken(text) if is_korean else text


@lru_cache(maxsize=KEPT_MESSAGES)
def _bare(message: str, is_korean: bool) -> Markup:
    text = Markup(message) % {}  # noqa: S704 - the catalog's own
    return unbroken(text) if is_korean else text


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
    """A list as people write it: "a, b, and c" or "a, b, c" in the page's language.

    A pair has "and" alone, unless an item has one of its own: "gold and fanfare, and the storm".
    (For Korean the list format of Unicode would say 및, as statutes do.)
    """
    words = [str(item) for item in items]
    is_pair, is_clear = len(words) == 2, not any(map(AND_INSIDE.search, words))
    if current_language() == "ko":
        joint = particle("과(와)", words[0]) if is_pair and is_clear else ","
        return f"{joint} ".join(words)
    if is_pair and not is_clear:
        return ", and ".join(words)
    return format_list(words, locale=get_locale())


def listed_titles(titles: Iterable[object]) -> str:
    """The same for titles in a sentence. Korean quotes each, unless there is only one."""
    words = [str(title) for title in titles]
    is_quoted = current_language() == "ko" and len(words) > 1
    return listed(f"‘{word}’" for word in words) if is_quoted else listed(words)


def unbroken(text: Text) -> Text:
    """Forbid a line break between a closing quote, bracket or % and the Korean particle after it.

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
