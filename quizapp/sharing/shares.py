"""What each page shares: its address, its text and its cards."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from flask import url_for
from flask_babel import gettext as _

from quizapp import clock
from quizapp.catalog import queries as catalog
from quizapp.catalog.view_models import TrackPage, track_page
from quizapp.config import house_day
from quizapp.mood.comparison.view_models import ComparisonPage
from quizapp.mood.pages import comparison_page_by_slug, result_page_by_slug
from quizapp.mood.view_models import ResultPage
from quizapp.quizzes.album_view_models import here, here_by_quiz
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from quizapp.texts import LocalText
from quizapp.trivia.pages import challenge
from quizapp.trivia.view_models import QuizName, Side
from quizapp.web.addresses import public_url
from quizapp.web.i18n import current_language

from . import card_content
from .cards import FORMATS, CardContent
from .frames import frame_html
from .theme_code import Signs, theme_code

PACKAGE = Path(__file__).parents[1]
DRAWN_BY = ("sharing/cards", "sharing/text_layout", "sharing/backdrops")
DRAWN_FROM = ("catalog/emblem", "catalog/motifs", "catalog/colors")
DIGEST_LENGTH = 16
HOME_EMBLEMS = 3


class ShareKind(StrEnum):
    """The pages that can be shared."""

    HOME = "home"
    TODAY = "today"
    ROUND = "round"
    TRACK = "track"
    RESULT = "result"
    COMPARISON = "comparison"


@dataclass(frozen=True)
class CardLink:
    """Where a card is on this site and how large it is, in pixels."""

    path: str
    width: int
    height: int

    @property
    def url(self) -> str:
        return public_url(self.path)


@dataclass(frozen=True)
class Share:
    """A page as it is sent to friends, in the page's language.

    ``path`` needs no language where the page can do without; ``embed`` is the path of its
    version for other people's pages, if it has one.
    """

    kind: ShareKind
    slug: str
    path: str
    title: str
    words: str
    content: CardContent
    code: tuple[Signs, ...] = ()
    embed: str = ""
    is_listed: bool = True

    @property
    def url(self) -> str:
        return public_url(self.path)

    @property
    def text(self) -> str:
        """What a friend reads: words, the theme code, the address."""
        return f"{self.message}\n{self.url}"

    @property
    def message(self) -> str:
        """The same without the address, for apps that add it themselves."""
        return "\n".join([self.words, " ".join(map(str, self.code))]).strip()

    @property
    def description(self) -> str:
        """What a preview says below the title."""
        return " ".join(self.content.lines) or self.words

    @property
    def snippet(self) -> str:
        """HTML for other people's pages."""
        return frame_html(self.title, self.embed)

    @property
    def alternative(self) -> str:
        return card_content.alternative(self.content)

    @cached_property
    def digest(self) -> str:
        """The digest of what the card says and of the code that draws it."""
        says = f"{_drawing_digest()} {self.content!r}"
        return hashlib.sha256(says.encode()).hexdigest()[:DIGEST_LENGTH]

    @property
    def cards(self) -> dict[str, CardLink]:
        return {name: self._card(name) for name in FORMATS}

    def _card(self, name: str) -> CardLink:
        path = url_for("cards.card", kind=self.kind, slug=self.slug, digest=self.digest, form=name)
        return CardLink(path, *FORMATS[name].size)


def home_share(
    slug: str, title: LocalText, intro: LocalText, profiles: Sequence[Mapping[str, int]]
) -> Share:
    """The opening page of an album, with the emblems of its first tracks."""
    album = here(slug)
    return Share(
        kind=ShareKind.HOME,
        slug=slug,
        path=url_for("home_root.choose_language") if album.is_main else album.guide,
        title=_("Which track matches your mood?"),
        words=intro.text,
        content=card_content.home_content(title, intro, profiles[:HOME_EMBLEMS]),
        embed=album.framed_mood,
    )


def shelf_share(first: Share, title: str, tagline: str) -> Share:
    """The shelf of all albums: the words of the site, the picture of the first album's opening."""
    return replace(first, title=title, words=tagline)


def track_share(track: TrackPage) -> Share:
    return Share(
        kind=ShareKind.TRACK,
        slug=track.slug,
        path=url_for("catalog.track", slug=track.slug),
        title=track.title.text,
        words=track.tagline.text,
        content=card_content.track_content(track, here(track.album).name),
    )


def result_share(result: ResultPage) -> Share:
    album = here_by_quiz(result.quiz_slug).name
    content = card_content.result_content(result, album)
    words = _result_words(result.is_duet, content.title, album)
    return Share(
        kind=ShareKind.RESULT,
        slug=result.slug,
        path=url_for("mood_root.choose_language", slug=result.slug),
        title=words,
        words=words,
        content=content,
        code=theme_code(result.leanings),
        embed=url_for("embed.result", slug=result.slug),
        is_listed=False,
    )


def _result_words(is_duet: bool, title: str, album: str) -> str:
    if is_duet:
        return _duet_words(title, album)
    if album:
        return str(_("My track on %(album)s: %(track)s. What is yours?", album=album, track=title))
    return str(_("My track is %(track)s. What is yours?", track=title))


def _duet_words(titles: str, album: str) -> str:
    if album:
        words = _("My tracks on %(album)s: %(tracks)s. What is yours?", album=album, tracks=titles)
        return str(words)
    return str(_("My tracks are %(tracks)s. What is yours?", tracks=titles))


def comparison_share(comparison: ComparisonPage) -> Share:
    album, title = here_by_quiz(comparison.quiz_slug).name, comparison.track.title.text
    words = _("The track for both of us is %(track)s.", track=title)
    if album:
        words = _("On %(album)s the track for both of us is %(track)s.", album=album, track=title)
    return Share(
        kind=ShareKind.COMPARISON,
        slug=comparison.slug,
        path=url_for("mood_root.choose_comparison_language", slug=comparison.slug),
        title=words,
        words=words,
        content=card_content.comparison_content(comparison, album),
        is_listed=False,
    )


def round_share(side: Side, quiz: QuizName, day: date | None = None) -> Share:
    """A finished round of a trivia quiz; ``day`` is that of a round of the day."""
    name = quiz.title.in_language(current_language()).text
    right, count = side.right_count, side.item_count
    album = here_by_quiz(quiz.slug).name
    lines = (album, f"{name} {day.isoformat() if day else ''}".rstrip(), side.line)
    return Share(
        kind=ShareKind.ROUND,
        slug=side.slug,
        path=url_for("trivia_root.choose_language", slug=side.slug),
        title=_("Can you beat %(right)s of %(count)s?", right=right, count=count),
        words="\n".join(filter(None, lines)),
        content=card_content.round_content(side, album),
        is_listed=False,
    )


def today_share(slug: str, title: LocalText, intro: LocalText, day: date) -> Share:
    """Today's round of a trivia quiz."""
    album = here_by_quiz(slug).name
    return Share(
        kind=ShareKind.TODAY,
        slug=slug,
        path=url_for("trivia.lobby", slug=slug),
        title=f"{title.text} · {album}" if album else title.text,
        words=_("Today’s trivia is the same for everyone. Play it before a friend spoils it."),
        content=card_content.today_content(intro, day, album),
    )


def _today_share_by_slug(slug: str, language: str) -> Share:
    content = live_edition(slug, QuizKind.TRIVIA).content
    title, intro = content.title.in_language(language), content.intro.in_language(language)
    return today_share(slug, title, intro, house_day(clock.now()))


def _round_share_by_slug(slug: str, language: str) -> Share:
    page = challenge(slug)
    return round_share(page.side, page.quiz)


def _home_share_by_slug(slug: str, language: str) -> Share:
    album = catalog.album_by_slug(slug)
    title, intro = album.title.in_language(language), album.intro.in_language(language)
    return home_share(slug, title, intro, [t.profile for t in catalog.tracks_of(album.id)])


def share_by_slug(kind: str, slug: str) -> Share:
    """The share of a kind and slug, in the current language.

    :raises Missing: when there is no such thing.
    :raises Gone: when its owner took it away.
    """
    return SHARES[kind](slug, current_language())


SHARES: dict[str, Callable[[str, str], Share]] = {
    ShareKind.HOME: _home_share_by_slug,
    ShareKind.TODAY: _today_share_by_slug,
    ShareKind.ROUND: _round_share_by_slug,
    ShareKind.TRACK: lambda slug, language: track_share(
        track_page(catalog.track_by_slug(slug), language)
    ),
    ShareKind.RESULT: lambda slug, language: result_share(result_page_by_slug(slug, language)),
    ShareKind.COMPARISON: lambda slug, language: comparison_share(
        comparison_page_by_slug(slug, language)
    ),
}


@cache
def _drawing_digest() -> str:
    """The digest of the code that draws, so that a new design has new addresses."""
    digest = hashlib.sha256()
    for name in DRAWN_BY + DRAWN_FROM:
        digest.update((PACKAGE / f"{name}.py").read_bytes())
    return digest.hexdigest()[:DIGEST_LENGTH]
