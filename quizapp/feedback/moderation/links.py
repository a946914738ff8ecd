"""Read the links that players send when they ask for something to be deleted."""

import re
from dataclasses import dataclass
from typing import Literal

CODE = r"[\w-]{22}"
SHARED = re.compile(rf"(?:^|/)(?P<kind>[rtc])/(?P<code>{CODE})(?![\w-])", re.ASCII)
PLAYED = re.compile(rf"/play/(?P<code>{CODE})(?![\w-])", re.ASCII)
BARE = re.compile(CODE, re.ASCII)
KINDS: dict[str, "Kind"] = {"r": "share", "t": "share", "c": "comparison"}

Kind = Literal["share", "comparison", "play"]


@dataclass(frozen=True)
class Link:
    """What a link leads to: a result or round by share slug, a comparison, a round by its key."""

    kind: Kind
    code: str


def read_link(typed: str) -> Link | None:
    """A pasted link, in any language and with anything behind it, or the code alone."""
    text = typed.strip()
    if shared := SHARED.search(text):
        return Link(KINDS[shared["kind"]], shared["code"])
    if played := PLAYED.search(text):
        return Link("play", played["code"])
    return Link("share", text) if BARE.fullmatch(text) else None
