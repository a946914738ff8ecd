"""gunicorn's threaded worker, changed in three places: shutdown, refused bodies, bad requests."""

import select
import time
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from quizapp.web.error_pages import answer_unreadable

SERVER_ERRORS = (
    errors.ConfigurationProblem,
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
)
STATUSES = {
    errors.ExpectationFailed: 417,
    errors.LimitRequestHeaders: 431,
    errors.LimitRequestLine: 414,
}
MAX_DRAIN_SECONDS = 5
MAX_DRAIN_BYTES = 64 * 1024 * 1024


class DrainingWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Drains the listen queue at SIGTERM, reads refused bodies, renders the game's error pages."""

    def set_accept_enabled(self, enabled: bool) -> None:
        """At SIGTERM accept the connections that still wait in the kernel's queue, then close it.

        gunicorn stops accepting and closes the socket only when it exits: until then connections
        go on queueing, and all of them are reset in the end, unless systemd holds the socket. Here
        the queue is emptied and the socket closed at once; a later connection is refused, which
        browsers and proxies retry. See decision 20.
        """
        super().set_accept_enabled(enabled)
        while self.sockets and not self.alive:
            listener = self.sockets.pop()
            self._accept_queued(listener)
            listener.close()

    def _accept_queued(self, listener: Any) -> None:
        queue = select.poll()
        queue.register(listener, select.POLLIN)
        while queue.poll(0):
            self.accept(listener)

    def handle_request(self, request: Any, connection: Any) -> bool:
        """Read the rest of a refused body: a client cut off while sending sees no answer."""
        is_to_stay = super().handle_request(request, connection)
        deadline = time.monotonic() + MAX_DRAIN_SECONDS
        try:
            is_read = connection.parser.finish_body(deadline=deadline, max_bytes=MAX_DRAIN_BYTES)
        except (OSError, errors.ParseException):
            return False
        return bool(is_to_stay and is_read)

    def handle_error(self, _request: Any, client: Any, _address: Any, error: Exception) -> None:
        """Answer a request that cannot be parsed with an error page and all security headers.

        gunicorn's own answer repeats the request, and it logs the visitor's address.
        """
        status = status_of(error)
        if status == 500:
            self.log.exception("error while answering")
        else:
            self.log.info("unreadable request: %s", type(error).__name__)
        answer = answer_unreadable(self.wsgi, status, path=path_of(error))
        answer.headers["Connection"] = "close"
        head = f"HTTP/1.1 {answer.status}\r\n{answer.headers}".encode("latin-1")
        with suppress(OSError):
            util.write_nonblock(client, head + answer.get_data())


def status_of(error: Exception) -> int:
    """The HTTP status for an error of gunicorn's request parser, or of the server itself."""
    if isinstance(error, SERVER_ERRORS) or not isinstance(error, errors.ParseException):
        return 500
    return STATUSES.get(type(error), 400)


def path_of(error: Exception) -> str:
    """The path of the request line that an error of the parser quotes; "" where it quotes none."""
    line = str(getattr(error, "req", ""))
    return line.partition(" ")[2].partition(" ")[0].partition("?")[0]
