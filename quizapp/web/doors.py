"""Narrow doors before costly work: one at work behind each, few who wait, and threads for pages.

A worker has 8 threads. Those who come to a door beyond its places are told to come again, and so
are those who come while too many wait before all doors together: the other threads serve pages.
A network that has more places than its share gives the last of them to whoever comes from another.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition

from quizapp.errors import Busy

from . import logs
from .networks import visitor_network

MOST_GUESTS = 5
"""Threads of a process at work behind its doors or waiting before them."""
WAIT_SECONDS = 10


@dataclass(eq=False)
class Guest:
    """Somebody who works behind a door, or waits before it until they are the first there."""

    door: "Door"
    network: str


class Door:
    """The entrance to one kind of costly work of this process."""

    def __init__(self, name: str, *, places: int = 2) -> None:
        self.name = name
        self.places = places

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be the only one behind this door; also a decorator.

        :raises Busy: when there is no place to wait, the place went to another network, or the
            wait took longer than `WAIT_SECONDS`.
        """
        guest = Guest(self, visitor_network())
        try:
            if not self._let_in(guest):
                logs.event("door.refused", door=self.name)
                raise Busy("door")
            yield
        finally:
            with _hall:
                _leave(guest)

    def _let_in(self, guest: Guest) -> bool:
        with _hall:
            if not self._make_room_for(guest.network):
                return False
            _guests.append(guest)
            _hall.wait_for(lambda: guest not in _guests or self._works(guest), WAIT_SECONDS)
            return self._works(guest)

    def _make_room_for(self, network: str) -> bool:
        if len(self._here()) < self.places and len(_guests) < MOST_GUESTS:
            return True
        others = self._with_more_than(network)
        if others:
            _leave(others[-1])
        return bool(others)

    def _with_more_than(self, network: str) -> list[Guest]:
        """Those who wait here and whose network has more guests than this one even without them."""
        here = self._here()
        held = Counter(guest.network for guest in here)
        return [guest for guest in here[1:] if held[guest.network] > held[network] + 1]

    def _works(self, guest: Guest) -> bool:
        return guest in self._here()[:1]

    def _here(self) -> list[Guest]:
        """In the order in which they came: the first one works."""
        return [guest for guest in _guests if guest.door is self]


def _leave(guest: Guest) -> None:
    if guest in _guests:
        _guests.remove(guest)
        _hall.notify_all()


_hall = Condition()
_guests: list[Guest] = []

PASSWORDS = Door("passwords")
CARDS = Door("cards")
IMPORTS = Door("imports")
REPORTS = Door("balance reports")
