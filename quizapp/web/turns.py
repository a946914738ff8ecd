"""A WSGI layer for hot paths whose requests compute one after the other; see `database.turn`."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quizapp.database.turn import turn

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOT = re.compile(r"/(?:en|ko)/(?:mood/(?:[\w-]+/)?|trivia/play/[\w-]{22}/\d+(?:/ask)?)", re.ASCII)
"""Submits of the mood quiz, responses, and the questions asked next: short, many, all alike."""


class TakeTurns:
    """Answers POSTs to hot paths one after the other; others may compute while one waits."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST" or not HOT.fullmatch(environ["PATH_INFO"]):
            return self._inner(environ, start_response)
        with turn():
            return self._inner(environ, start_response)
