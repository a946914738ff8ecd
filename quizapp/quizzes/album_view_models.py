"""Where the pages of an album are: its menu, and addresses with or without its name.

The main album's pages have short addresses (`/mood/`), those of others name album or quiz
(`/mood/<slug>/`). `url_for` takes the slug of either and finds the right one; a view gets the slug
in either case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp.errors import Missing
from quizapp.texts import LocalText
from quizapp.web.i18n import current_language

from .directory_queries import AlbumEntry, Directory, directory
from .kinds import QuizKind
from .models import Quiz

GUIDE, OTHER_GUIDE = "catalog.album", "catalog.other_album"
NAMED: Mapping[str, str] = {
    "embed.quiz": QuizKind.MOOD,
    "embed.submit": QuizKind.MOOD,
    "mood.quiz": QuizKind.MOOD,
    "mood.submit": QuizKind.MOOD,
    "trivia.archive": QuizKind.TRIVIA,
    "trivia.leaderboard": QuizKind.TRIVIA,
    "trivia.lobby": QuizKind.TRIVIA,
    "trivia.start": QuizKind.TRIVIA,
    "trivia.start_past_day": QuizKind.TRIVIA,
}
"""The kind of quiz whose slug an endpoint takes, which short addresses leave out."""
IS_LONG = "quizapp.is_long_address"
"""The key in a WSGI environment that says whether the address names the main album needlessly."""
MOST_SWITCHED = 8
"""Albums that the switcher lists; of more the shelf alone shows all."""


@dataclass(frozen=True)
class Here:
    """The album that a page is about, with the addresses of its own pages.

    Hashed by identity of its parts, so that parts of the layout are kept for each.
    """

    album: AlbumEntry
    house: Directory

    @property
    def slug(self) -> str:
        return self.album.slug

    @property
    def is_main(self) -> bool:
        return self.album.is_main

    @property
    def is_live(self) -> bool:
        return self.album.is_live

    @property
    def title(self) -> LocalText:
        return self.album.title.in_language(current_language())

    @property
    def name(self) -> str:
        """The album's title where a page, a card or a share has to say it; empty where not."""
        return self.title.text if self.house.has_several else ""

    @property
    def guide_page(self) -> tuple[str, dict[str, Any]]:
        """The endpoint of the album's guide with its values."""
        return (GUIDE, {}) if self.is_main else (OTHER_GUIDE, {"slug": self.slug})

    @property
    def guide(self) -> str:
        endpoint, values = self.guide_page
        return url_for(endpoint, **values)

    @property
    def mood(self) -> str:
        """The address of the mood quiz; empty where none is to be found."""
        return _address("mood.quiz", self.album.offered)

    @property
    def mood_again(self) -> str:
        """The same for whoever comes from the quiz, also where nothing else leads to it."""
        return _address("mood.quiz", self.album.playable)

    @property
    def framed_mood(self) -> str:
        """The same for other people's pages."""
        return _address("embed.quiz", self.album.playable)

    @property
    def trivia(self) -> str:
        """The address of trivia; empty where none is to be found."""
        return _address("trivia.lobby", self.album.offered)

    @property
    def others(self) -> list["Here"]:
        """The other albums as the switcher lists them; none where the shelf has to show them."""
        live = self.house.live
        if len(live) > MOST_SWITCHED:
            return []
        return [Here(album, self.house) for album in live if album is not self.album]


def _address(endpoint: str, quizzes: Mapping[str, str]) -> str:
    slug = quizzes.get(NAMED[endpoint])
    return "" if slug is None else url_for(endpoint, slug=slug)


def here(slug: str = "") -> Here:
    """The album of a slug; the main one without a slug."""
    house = directory()
    return Here(house.album(slug), house)


def here_by_quiz(slug: str) -> Here:
    """The album of a quiz."""
    house = directory()
    return Here(house.album_of_quiz(slug), house)


def asked_for() -> Here | None:
    """The album that the address of a request names, for pages of its failure; None for others.

    Of a draft it is the main one, as of an address that nothing has.
    """
    slug = (request.view_args or {}).get("slug", "")
    if slug in directory().drafts:
        return here()
    if request.endpoint in NAMED:
        return here_by_quiz(slug)
    return here(slug) if request.endpoint == OTHER_GUIDE else None


def shelf() -> list[Here]:
    """Every album that anybody can find, in the editors' order."""
    house = directory()
    return [Here(album, house) for album in house.live]


def main_quiz(kind: str) -> str:
    """The slug of the main album's quiz of a kind.

    :raises Missing: when it has none.
    """
    slug = _slug_of_main(kind)
    if not slug:
        raise Missing(kind)
    return slug


def init_app(app: Flask) -> None:
    app.url_defaults(_shorten)
    app.url_value_preprocessor(_lengthen)
    app.before_request(_lead_to_short_address)
    app.jinja_env.globals.update(
        album_asked_for=asked_for,
        album_here=here,
        album_of_quiz=here_by_quiz,
        quiz_name=quiz_name,
    )


def quiz_name(quiz: Quiz) -> str:
    """What editors' pages call a quiz: its title, with the album's where there are several."""
    texts = [quiz.title] if len(directory().albums) < 2 else [quiz.title, quiz.album.title]
    return " · ".join(text.in_language(current_language()).text for text in texts)


def _shorten(endpoint: str, values: dict[str, Any]) -> None:
    """Leave out the slug where it is the main album's."""
    slug = values.get("slug") if endpoint in NAMED else None
    if slug and slug == _slug_of_main(NAMED[endpoint]):
        values["slug"] = ""


def _lengthen(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Tell the view the slug of the main album that a short address leaves out."""
    if endpoint is None or values is None or endpoint not in NAMED:
        return
    kind = NAMED[endpoint]
    if values["slug"]:
        request.environ[IS_LONG] = values["slug"] == _slug_of_main(kind)
    else:
        values["slug"] = _slug_of_main(kind)  # of none, the view finds nothing


def _lead_to_short_address() -> Response | None:
    """Redirect a long address of the main album to its short one, for as long as it is that."""
    endpoint, values = request.endpoint or "", request.view_args or {}
    if endpoint == OTHER_GUIDE and values["slug"] == directory().main.slug:
        endpoint, values = GUIDE, {}
    elif not request.environ.get(IS_LONG):
        return None
    address = url_for(endpoint, **values)
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{address}?{query}" if query else address, 307)


def _slug_of_main(kind: str) -> str:
    return directory().main.quizzes.get(kind, "")
