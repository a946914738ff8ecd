"""gunicorn's threaded worker, with better manners at the door."""

import select
import time
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from .error_pages import answer_unreadable

OWN_FAULTS = (
    errors.ConfigurationProblem,
    errors.InvalidResponseHeader,
    errors.InvalidResponseHeaderName,
)
STATUSES = {
    errors.ExpectationFailed: 417,
    errors.LimitRequestHeaders: 431,
    errors.LimitRequestLine: 414,
}
HEARD_SECONDS = 5
HEARD_BYTES = 64 * 1024 * 1024


class PoliteWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """Lets in who stands at the door, hears out who speaks, and refuses in the game's words."""

    def set_accept_enabled(self, enabled: bool) -> None:
        """At SIGTERM also let in those who are connected but still wait in the kernel's queue.

        gunicorn stops accepting and closes the socket only when it exits: until then connections
        go on queueing, and all of them are reset in the end, unless systemd holds the socket. Here
        the queue is emptied and the socket closed at once; whoever comes later is refused, which
        browsers and proxies know how to retry. See decision 20.
        """
        super().set_accept_enabled(enabled)
        while self.sockets and not self.alive:
            listener = self.sockets.pop()
            self._let_in_the_queue(listener)
            listener.close()

    def _let_in_the_queue(self, listener: Any) -> None:
        queue = select.poll()
        queue.register(listener, select.POLLIN)
        while queue.poll(0):
            self.accept(listener)

    def handle_request(self, request: Any, connection: Any) -> bool:
        """Hear out who is still sending what was refused: cut off, they would see no answer."""
        is_to_stay = super().handle_request(request, connection)
        deadline = time.monotonic() + HEARD_SECONDS
        try:
            is_heard = connection.parser.finish_body(deadline=deadline, max_bytes=HEARD_BYTES)
        except (OSError, errors.ParseException):
            return False
        return bool(is_to_stay and is_heard)

    def handle_error(self, _request: Any, client: Any, _address: Any, error: Exception) -> None:
        """What cannot be read gets a page like any other, with all its headers.

        gunicorn's own repeats the request, and writes the visitor's address into the log.
        """
        status = status_of(error)
        if status == 500:
            self.log.exception("error while answering")
        else:
            self.log.info("unreadable request: %s", type(error).__name__)
        answer = answer_unreadable(self.wsgi, status)
        answer.headers["Connection"] = "close"
        head = f"HTTP/1.1 {answer.status}\r\n{answer.headers}".encode("latin-1")
        with suppress(OSError):
            util.write_nonblock(client, head + answer.get_data())


def status_of(error: Exception) -> int:
    """What to answer when the server itself stumbles over a request."""
    if isinstance(error, OWN_FAULTS) or not isinstance(error, errors.ParseException):
        return 500
    return STATUSES.get(type(error), 400)
