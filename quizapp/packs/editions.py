"""Which things of a pack a new edition of a quiz would change."""

from collections.abc import Iterable, Iterator
from typing import Any

from quizapp.quizzes.content import QuizContent, TrackContent
from quizapp.quizzes.kinds import QuizKind

Name = tuple[str, str]
HEADER = ("title", "intro", "album_title", "drama", "core_count", "decider_count", "decider_lead")


def things_in(content: QuizContent) -> set[Name]:
    """Kind and slug of everything that an edition with this content freezes."""
    return {
        ("quiz", content.slug),
        ("album", content.album_slug),
        *(("theme", theme.slug) for theme in content.themes),
        *(("item", item.slug) for item in content.items),
        *_track_names(content.tracks),
    }


def changed_things(live: QuizContent, current: QuizContent) -> set[Name]:
    """List what differs between two contents of a quiz. Tracks count in a mood quiz alone."""
    tracks = _differing(live.tracks, current.tracks) if current.kind == QuizKind.MOOD else []
    header = any(getattr(live, name) != getattr(current, name) for name in HEADER)
    return {
        *((("quiz", current.slug), ("album", current.album_slug)) if header else ()),
        *(("theme", theme.slug) for theme in _differing(live.themes, current.themes)),
        *(("item", item.slug) for item in _differing(live.items, current.items)),
        *_track_names(tracks),
    }


def _differing(ones: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """Those of two lists that the other does not hold just so."""
    known, current = {one.slug: one for one in ones}, {one.slug: one for one in others}
    slugs = known.keys() | current.keys()
    return [
        current.get(slug) or known[slug] for slug in slugs if known.get(slug) != current.get(slug)
    ]


def _track_names(tracks: Iterable[TrackContent]) -> Iterator[Name]:
    """With their artists, whose names an edition freezes too."""
    for track in tracks:
        yield ("track", track.slug)
        yield from (("artist", artist.slug) for artist in track.artists)
