"""Serve the question that a round waits for: rendered once for all rounds, filled for each.

A hot path. Flask renders the page of a question with placeholders for what differs between rounds;
from then on `WaitingQuestions` reads one row and fills the page without calling Flask.
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, render_template, request
from markupsafe import Markup, escape

from quizapp import clock
from quizapp.config import settings_of
from quizapp.database.cache_versions import CONTENT
from quizapp.plays.models import TriviaRound
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.queries import edition_by_id
from quizapp.texts import LocalText
from quizapp.web.i18n import current_language
from quizapp.web.page_cache import (
    BODY_HEADERS,
    ENDPOINT,
    RECHECK_SECONDS,
    CachePolicy,
    Headers,
    Version,
    current_version,
)
from quizapp.web.security import is_our_host

from .queries import Question, state_finder
from .shuffle import shown_options
from .view_models import OptionView, QuestionPage, question_page

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Key = tuple[str, int, int, int, int, bool]

ADDRESS = re.compile(r"/(en|ko)/trivia/play/([\w-]{22})/([1-9]\d?)", re.ASCII)
POLICY = CachePolicy((CONTENT,), None, RECHECK_SECONDS)
MOST_KEPT = 1000
RENDERED = "quizapp.rendered_question"
"""The key in a WSGI environment of the page that a view has rendered for all rounds."""

PLACEHOLDER = f"placeholder-{secrets.token_hex(16)}-"
PLACES = {
    name: Markup(PLACEHOLDER + name)  # noqa: S704 - letters and digits
    for name in ("key", "round", "options", "seconds", "in_time", "late", "token")
}
PLACE = re.compile(f"({PLACEHOLDER}(?:{'|'.join(PLACES)}))")


@dataclass(frozen=True)
class RenderedQuestion:
    """The page of an item at a position of its round, in one language.

    ``parts`` make up the body, `PLACES` among them; ``options`` has what stands before and after
    the token of each option.
    """

    version: Version | None
    item: ItemContent
    hint_seconds: float
    parts: list[str]
    options: dict[LocalText, tuple[str, str]]
    endpoint: str | None
    headers: Headers

    def page(self, round_: TriviaRound, position: int, language: str) -> QuestionPage:
        """The view model of the question as a round shows it."""
        ids = [option.id for option in self.item.options]
        asked = Question(position, self.item, shown_options(round_.seed, self.item.id, ids))
        hint, now = self.hint_seconds, clock.now()
        return question_page(round_, asked, hint_seconds=hint, now=now, language=language)

    def filled(self, page: QuestionPage) -> str:
        """The page as one round shows it."""
        options = (self.options[option.text] for option in page.options)
        marked = zip(options, page.options, strict=True)
        texts: dict[str, str] = {
            PLACES["key"]: page.play_key,
            PLACES["round"]: escape(page.round_data),
            PLACES["seconds"]: page.seconds_text,
            PLACES["in_time"]: page.hidden_in_time,
            PLACES["late"]: page.hidden_late,
            PLACES["options"]: "".join(f"{a}{each.token}{b}" for (a, b), each in marked),
        }
        return "".join([texts.get(part, part) for part in self.parts])


class WaitingQuestions:
    """WSGI layer that answers for a round's waiting question what Flask would answer."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app = app
        self._inner = inner
        self._kept: dict[Key, RenderedQuestion] = {}
        with app.app_context():
            self._round_state = state_finder()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        asked = ADDRESS.fullmatch(environ["PATH_INFO"])
        if not asked or not self._is_plain(environ):
            return self._inner(environ, start_response)
        found = self._found(asked[1], asked[2], int(asked[3]))
        if found is None:
            return self._inner(environ, self._keeping(environ, start_response))
        rendered, body = found
        environ[ENDPOINT] = rendered.endpoint
        start_response("200 OK", [*rendered.headers, ("Content-Length", str(len(body)))])
        return [body]

    def _is_plain(self, environ: "WSGIEnvironment") -> bool:
        return (
            environ["REQUEST_METHOD"] == "GET"
            and not environ.get("QUERY_STRING")
            and is_our_host(environ.get("HTTP_HOST", ""), settings_of(self._app))
        )

    def _found(
        self, language: str, play_key: str, position: int
    ) -> tuple[RenderedQuestion, bytes] | None:
        """None where the round waits for something else, or its page has to be rendered first."""
        round_ = self._waiting_round(play_key, position)
        if round_ is None:
            return None
        key = (language, round_.edition_id, round_.item_ids[position - 1], position)
        rendered = self._kept.get((*key, round_.item_count, round_.is_relaxed))
        if rendered is None or rendered.version != current_version(self._app, POLICY):
            return None
        page = rendered.page(round_, position, language)
        return rendered, rendered.filled(page).encode()

    def _waiting_round(self, play_key: str, position: int) -> TriviaRound | None:
        round_ = self._round_state(play_key)
        if round_ is None:
            return None
        is_asked = round_.is_waiting and position == round_.next_position <= round_.item_count
        return round_ if is_asked else None

    def _keeping(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "StartResponse":
        """Keep the page with the headers that Flask sends with it."""

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            if RENDERED in environ:
                key, rendered = environ[RENDERED]
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                kept = [pair for pair in headers if pair[0] not in BODY_HEADERS]
                self._kept[key] = replace(rendered, headers=kept)
            return start_response(status, headers, *rest)

        return start


def render_question(page: QuestionPage) -> str:
    """The page of a question; `WaitingQuestions` keeps it for other rounds."""
    version = current_version(current_app, POLICY)  # before rendering: a change expires the page
    language = current_language()
    text = render_template("trivia/question.html", page=page, places=PLACES, problem="")
    rendered = RenderedQuestion(
        version=version,
        item=edition_by_id(page.edition_id).content.item(page.item_id),
        hint_seconds=page.hint_seconds,
        parts=PLACE.split(text.replace(page.play_key, PLACES["key"])),
        options={option.text: _option_parts(option) for option in page.options},
        endpoint=request.endpoint,
        headers=[],
    )
    key = (language, page.edition_id, page.item_id, page.position, page.item_count, page.is_relaxed)
    request.environ[RENDERED] = key, rendered
    return rendered.filled(page)


def _option_parts(option: OptionView) -> tuple[str, str]:
    shown = replace(option, token=PLACES["token"])
    before, _place, after = PLACE.split(render_template("trivia/_option.html", option=shown))
    return before, after
