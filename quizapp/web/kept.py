"""Values computed from rows and kept in the process until their subject changes."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app

from quizapp.database.cache_versions import version_seen

from .page_cache import page_cache_of

P = ParamSpec("P")
T = TypeVar("T")


def kept(subject: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Compute a value once per process and version of the subject; only the newest is kept.

    What a function returns is shared by all threads, so it must not be changed afterwards. It is
    computed by one request for each, at worst by several at once.
    """

    def decorate(compute: Callable[P, T]) -> Callable[P, T]:
        name = f"{compute.__module__}.{compute.__qualname__}"

        @wraps(compute)
        def value(*args: P.args, **kwargs: P.kwargs) -> T:
            values = page_cache_of(current_app).kept
            known = (version_seen(subject), args, tuple(kwargs.items()))
            found = values.get(name)
            if found is None or found[0] != known:
                found = values[name] = (known, compute(*args, **kwargs))
            return cast("T", found[1])

        return value

    return decorate


def memory(name: str) -> dict[Any, Any]:
    """A dictionary of this process that lasts as long as its page cache."""
    values = page_cache_of(current_app).kept
    found = values.setdefault(f"memory of {name}", (None, {}))
    return cast("dict[Any, Any]", found[1])
