"""Shuffle the options of an item for a round, and name them by tokens."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

TOKEN_LENGTH = 16


@dataclass(frozen=True)
class ShownOption:
    """An option as a round shows it: the token goes to the browser, the id stays on the server."""

    token: str
    option_id: int


def shown_options(seed: str, item_id: int, option_ids: Iterable[int]) -> list[ShownOption]:
    """The options of an item in the order in which this round shows them, whatever order they had.

    A token is HMAC-SHA256 of item and option under the round's seed, and options go by their
    tokens. So a reload, a second tab and a friend's same round (same seed) agree, without storing
    an order, and neither token nor place tells anything about key or row.

    :param seed: the round's stored secret; it must never reach a browser, nor a link.
    """
    options = [ShownOption(_token(seed, item_id, option_id), option_id) for option_id in option_ids]
    return sorted(options, key=lambda option: option.token)


def _token(seed: str, item_id: int, option_id: int) -> str:
    # Not random.Random.shuffle: its results may change with the Python version, and a round
    # must look the same for as long as it is stored.
    return hmac.digest(seed.encode(), f"{item_id}:{option_id}".encode(), "sha256").hex()[
        :TOKEN_LENGTH
    ]


def chosen_option_id(token: str, shown: Iterable[ShownOption]) -> int | None:
    """The option behind a token that a browser sent; `None` if this item shows no such option."""
    return next((option.option_id for option in shown if option.token == token), None)
