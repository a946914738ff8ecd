"""Which addresses a sign-in may redirect to: pages under /desk, and no others."""

import re

ADMIN_ADDRESS = re.compile(r"/(en|ko)/desk(/[\w~-][\w.~-]*)*/?(\?[\w/.~%=&+:,-]*)?", re.ASCII)


def is_admin_address(text: str, root: str = "") -> bool:
    """Whether every browser takes the text for a page under /desk of this very site.

    An allow-list of characters leaves no room for what browsers read in their own way: a second
    slash, backslashes, dots that climb, controls, white space, another host or scheme.

    :param root: the path of this site on its host.
    """
    return text.startswith(root) and bool(ADMIN_ADDRESS.fullmatch(text.removeprefix(root)))
