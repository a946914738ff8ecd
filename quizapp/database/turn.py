"""The turn to compute: on hot paths, one thread of a process at a time.

Threads that take turns at the interpreter with every call of the database driver use more CPU for
that than for their work. See docs/decisions/0058.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

_turn = Lock()
_thread = local()


@contextmanager
def turn() -> Iterator[None]:
    """Compute while no other thread does that takes turns."""
    with _turn:
        _thread.has_turn = True
        try:
            yield
        finally:
            _thread.has_turn = False


@contextmanager
def waiting() -> Iterator[None]:
    """Let others have the turn while this thread waits for something else."""
    if not getattr(_thread, "has_turn", False):
        yield
        return
    _thread.has_turn = False
    _turn.release()
    try:
        yield
    finally:
        _turn.acquire()
        _thread.has_turn = True
