"""Links to searches for a track on the streaming services, from its artists and title."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

SEARCHES = (
    ("Spotify", "https://open.spotify.com/search/{}"),
    ("Apple Music", "https://music.apple.com/search?term={}"),
    ("YouTube Music", "https://music.youtube.com/search?q={}"),
    ("Melon", "https://www.melon.com/search/total/index.htm?q={}"),
)


@dataclass(frozen=True)
class ListenLink:
    name: str
    url: str


def listen_links(title: str, artists: Sequence[str]) -> list[ListenLink]:
    """Search links.

    :param title: the one the services know: the Korean title, or that of a song from elsewhere.
    """
    words = quote(" ".join([*artists, title]), safe="")
    return [ListenLink(name, pattern.format(words)) for name, pattern in SEARCHES]
