"""Where signing in may lead to: the pages of the desk, and nowhere else."""

import re

DESK_ADDRESS = re.compile(r"/(en|ko)/desk(/[\w~-][\w.~-]*)*/?(\?[\w/.~%=&+:,-]*)?", re.ASCII)


def is_desk_address(text: str) -> bool:
    """Whether every browser takes the text for a page of the desk of this very site.

    An allow-list of characters leaves no room for what browsers read in their own way: a second
    slash, backslashes, dots that climb, controls, white space, another host or scheme.
    """
    return bool(DESK_ADDRESS.fullmatch(text))
