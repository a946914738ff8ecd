"""The content of each card: the words and numbers of a page, in the page's language.

``album`` is the name of the album where there are several, otherwise empty.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from quizapp.catalog.models import TrackKind
from quizapp.catalog.view_models import ArtistLink, TrackPage
from quizapp.mood.comparison.view_models import ComparisonPage
from quizapp.mood.view_models import ResultPage, TrackView
from quizapp.texts import LocalText
from quizapp.trivia.view_models import Side
from quizapp.web.addresses import public_host
from quizapp.web.i18n import listed, listed_titles

from .backdrops import Profile
from .cards import CardContent

TRIVIA: Profile = (("suspense", 5), ("mischief", 3), ("triumph", 2))
"""The emblem of trivia, which belongs to no track."""


def home_content(
    title: LocalText, intro: LocalText, profiles: Sequence[Mapping[str, int]]
) -> CardContent:
    return CardContent(
        headline=title.text,
        title=_("Which track matches your mood?"),
        profiles=tuple(map(_pairs, profiles)),
        lines=(intro.text,),
        footer=public_host(),
    )


def track_content(track: TrackPage, album: str = "") -> CardContent:
    is_release = track.kind == TrackKind.RELEASE
    return CardContent(
        headline=_headline(_("Released song") if is_release else _("Heard in the drama"), album),
        title=track.title.text,
        profiles=(_pairs(track.profile),),
        subtitle=_names(track.artists),
        lines=(track.tagline.text,),
        footer=public_host(),
    )


def result_content(result: ResultPage, album: str = "") -> CardContent:
    """One emblem, or both of a duet; the fits of the page's top three."""
    tracks = result.tracks
    return CardContent(
        headline=_headline(_("A duet") if result.is_duet else _("My track"), album),
        title=_titles(tracks),
        profiles=tuple(_pairs(track.profile) for track in tracks),
        subtitle="" if result.is_duet else _names(result.track.artists),
        lines=() if result.is_duet else (result.track.tagline.text,),
        caption=_("How well each track fits, 0 to 100"),
        rows=tuple((place.track.title.text, place.fit) for place in result.top),
        unit="",
        footer=public_host(),
    )


def comparison_content(comparison: ComparisonPage, album: str = "") -> CardContent:
    sides = (comparison.first, comparison.second)
    return CardContent(
        headline=_headline(_("The track for both of us"), album),
        title=comparison.track.title.text,
        profiles=tuple(_pairs(side.track.profile) for side in sides),
        lines=_likeness(comparison),
        caption=_("How well it fits each of us, 0 to 100"),
        rows=tuple((_people(side.tracks), side.fit) for side in sides),
        unit="",
        footer=public_host(),
    )


def round_content(side: Side, album: str = "") -> CardContent:
    """A lozenge for each answer, without the questions."""
    return CardContent(
        headline=_headline(_("Trivia"), album),
        title=_("%(right)s of %(count)s right", right=side.right_count, count=side.item_count),
        profiles=(TRIVIA,),
        subtitle=side.nickname,
        lines=(ngettext("%(num)s point", "%(num)s points", side.score),),
        marks=side.marks,
        footer=public_host(),
    )


def today_content(intro: LocalText, day: date, album: str = "") -> CardContent:
    return CardContent(
        headline=_headline(_("Round for %(day)s", day=format_date(day, "long")), album),
        title=_("Today’s round"),
        profiles=(TRIVIA,),
        lines=(intro.text,),
        footer=public_host(),
    )


def alternative(content: CardContent) -> str:
    """The card in words, for those who do not see it: everything it says, in its order."""
    rows = [f"{name} {value}{content.unit}" for name, value in content.rows]
    spoken = [
        *(content.headline, content.title, content.subtitle, *content.lines, content.caption, *rows)
    ]
    return " · ".join(words for words in spoken if words)


def _headline(what: str, album: str) -> str:
    """What the card shows and of which album, where that has to be said."""
    return f"{what} · {album}" if album else what


def _likeness(comparison: ComparisonPage) -> tuple[str, ...]:
    if comparison.percentile is None:
        return ()
    return (_("More alike than %(percent)s%% of random pairs.", percent=comparison.percentile),)


def _people(tracks: Sequence[TrackView]) -> str:
    """Korean quotes the whole, so its titles have no quotes of their own."""
    return str(_("People who got %(track)s", track=listed(track.title.text for track in tracks)))


def _titles(tracks: Sequence[TrackView]) -> str:
    return listed_titles(track.title.text for track in tracks)


def _names(artists: Sequence[ArtistLink]) -> str:
    return listed(artist.name.text for artist in artists)


def _pairs(profile: Mapping[str, int]) -> Profile:
    return tuple(profile.items())
