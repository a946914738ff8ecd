"""Read the links that players send when they ask for something to be deleted."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

CODE = r"(?P<code>[\w-]{22})"
END = r"(?![\w-])"
SHARED = re.compile(rf"(?:^|/)(?P<kind>[rtc])/{CODE}{END}", re.ASCII)
DRAWN = re.compile(rf"/(?:cards|qr)/(?P<kind>result|round|comparison)/{CODE}[-.]", re.ASCII)
INVITING = re.compile(rf"[?&]friend={CODE}{END}", re.ASCII)
PLAYED = re.compile(rf"/play/{CODE}{END}", re.ASCII)
BARE = re.compile(CODE, re.ASCII)
COMPARISONS = {"c", "comparison"}
AROUND = " \t\r\n.,;:!?()[]<>\"'“”‘’"
"""What comes along from the sentence in which a link stood."""

Kind = Literal["share", "comparison", "play", "code"]


@dataclass(frozen=True)
class Link:
    """What a link leads to: a result or round by share slug, a comparison, a round by its key.

    A code alone may be any of them.
    """

    kind: Kind
    code: str


def read_link(typed: str) -> Link | None:
    """A pasted link, in any language and with anything behind it, or the code alone.

    Also the address of a card, of a QR code, of oEmbed, and of the quiz that a friend is asked to.
    """
    text = unquote(unquote(typed)).strip(AROUND)  # oEmbed has an address within its own
    if shown := SHARED.search(text) or DRAWN.search(text):
        is_comparison = shown["kind"] in COMPARISONS
        return Link("comparison" if is_comparison else "share", shown["code"])
    if played := PLAYED.search(text):
        return Link("play", played["code"])
    if inviting := INVITING.search(text):
        return Link("share", inviting["code"])
    return Link("code", text) if BARE.fullmatch(text) else None
