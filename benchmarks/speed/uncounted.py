"""The game without its counters: what `counted` measures the game beside."""

from quizapp.database.counters import Sums

Sums.store = lambda _sums, _connection: None  # type: ignore[method-assign]

from wsgi import app  # noqa: E402, F401 - the counters are gone before anything is prepared
