"""The game as `wsgi` serves it, with a clock that a file moves."""

from tests.faults.clocks import move_clock

move_clock()

from wsgi import app  # noqa: E402 - the clock is moved before anything looks at it

__all__ = ["app"]
