"""gunicorn's threaded worker, which leaves nobody standing at the door when it is told to stop."""

import select
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class PoliteWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn ships no types
    """At SIGTERM also lets in those who are connected but still wait in the kernel's queue.

    gunicorn 27 stops accepting and closes the socket only when it exits: until then connections
    go on queueing, and all of them are reset in the end. Here the queue is emptied and the socket
    closed at once; whoever comes later is refused, which browsers and proxies know how to retry.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
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
