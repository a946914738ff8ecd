"""Tables of the catalog: albums, their chapters, tracks, artists and theme tags."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.database.cache_versions import CONTENT
from quizapp.database.db import Base, localized
from quizapp.texts import Localized

from .limits import (
    BODY_LIMIT,
    EPISODES,
    LABEL_LIMIT,
    NAME_LIMIT,
    PHRASE_LIMIT,
    SLUG_LIMIT,
    TAGLINE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
    USUAL_EPISODE_COUNT,
)


class TrackKind(StrEnum):
    RELEASE = "release"
    ON_SCREEN = "on-screen"


class State(StrEnum):
    """Who finds an album, a quiz, a chapter or a track.

    Of a draft nobody but editors; of what is live everybody; of what is hidden whoever has its
    address; of what is retired those who have an old address, and nothing new leads there.
    """

    DRAFT = "draft"
    LIVE = "live"
    HIDDEN = "hidden"
    RETIRED = "retired"


STRICTEST_LAST = (State.LIVE, State.HIDDEN, State.RETIRED, State.DRAFT)


def strictest(*states: str) -> State:
    """The state that shows least: a part is never found more easily than its album."""
    return max(map(State, states), key=STRICTEST_LAST.index)


def state_check() -> CheckConstraint:
    return CheckConstraint(f"state IN {tuple(map(str, State))}", name="state")


class Album(Base, invalidates=CONTENT):
    """A soundtrack: the house of its tracks, chapters and quizzes.

    ``categories`` are those of its trivia questions, each with ``slug`` and ``label`` (``en`` and
    ``ko``); an empty list stands for the usual ones (`quizzes.kinds.Category`).
    """

    __tablename__ = "album"
    __table_args__ = (
        state_check(),
        CheckConstraint(
            f"episode_count BETWEEN {EPISODES[0]} AND {EPISODES[-1]}", name="episode_count_range"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    title: Mapped[Localized] = localized("title", TITLE_LIMIT)
    drama: Mapped[Localized] = localized("drama", TITLE_LIMIT)
    state: Mapped[str] = mapped_column(String(10), default=State.LIVE)
    position: Mapped[int] = mapped_column(default=0)
    intro: Mapped[Localized] = localized("intro", TEXT_LIMIT)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    episode_count: Mapped[int] = mapped_column(default=USUAL_EPISODE_COUNT)
    categories: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)

    chapters: Mapped[list["Chapter"]] = relationship(
        order_by="Chapter.position", back_populates="album"
    )
    tracks: Mapped[list["Track"]] = relationship(order_by="Track.position", back_populates="album")

    @property
    def effective_state(self) -> State:
        return State(self.state)


class Front(StrEnum):
    """What the front page shows: the opening of the main album, or the shelf of all albums."""

    ALBUM = "album"
    SHELF = "shelf"


class Site(Base, invalidates=CONTENT):
    """The one row of what belongs to the whole site; without it the defaults hold.

    An empty title or tagline is the main album's; without a main album the first live one is it.
    """

    __tablename__ = "site"
    __table_args__ = (CheckConstraint(f"front IN {tuple(map(str, Front))}", name="front"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    main_album_id: Mapped[int | None] = mapped_column(ForeignKey("album.id"))
    title: Mapped[Localized] = localized("title", TITLE_LIMIT)
    tagline: Mapped[Localized] = localized("tagline", TEXT_LIMIT)
    front: Mapped[str] = mapped_column(String(10), default=Front.ALBUM)
    revision: Mapped[int] = mapped_column(default=1)


class Chapter(Base, invalidates=CONTENT):
    """One chapter of the album's guide; the body is plain paragraphs."""

    __tablename__ = "chapter"
    __table_args__ = (state_check(),)

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("album.id"), index=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    position: Mapped[int]
    album: Mapped[Album] = relationship(back_populates="chapters")
    state: Mapped[str] = mapped_column(String(10), default=State.LIVE)

    title: Mapped[Localized] = localized("title", TITLE_LIMIT)
    body: Mapped[Localized] = localized("body", BODY_LIMIT)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)

    @property
    def effective_state(self) -> State:
        return strictest(self.state, self.album.state)


class ThemeTag(Base, invalidates=CONTENT):
    """A word of the vocabulary that moods and tracks are described in; shared by all albums."""

    __tablename__ = "theme_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    position: Mapped[int]
    glyph: Mapped[str] = mapped_column(String(4))
    label: Mapped[Localized] = localized("label", LABEL_LIMIT)
    phrase: Mapped[Localized] = localized("phrase", PHRASE_LIMIT)
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]


class Artist(Base, invalidates=CONTENT):
    __tablename__ = "artist"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    name: Mapped[Localized] = localized("name", NAME_LIMIT)
    about: Mapped[Localized] = localized("about", TEXT_LIMIT)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]

    tracks: Mapped[list["Track"]] = relationship(
        secondary="track_artist", back_populates="artists", order_by="Track.position"
    )


class TrackArtist(Base, invalidates=CONTENT):
    __tablename__ = "track_artist"

    track_id: Mapped[int] = mapped_column(ForeignKey("track.id"), primary_key=True)
    artist_id: Mapped[int] = mapped_column(ForeignKey("artist.id"), primary_key=True, index=True)


class TrackWeight(Base, invalidates=CONTENT):
    """How strongly a track goes with a theme tag, 1 to 5."""

    __tablename__ = "track_weight"
    __table_args__ = (CheckConstraint("weight BETWEEN 1 AND 5", name="weight_range"),)

    track_id: Mapped[int] = mapped_column(ForeignKey("track.id"), primary_key=True)
    theme_tag_id: Mapped[int] = mapped_column(
        ForeignKey("theme_tag.id"), primary_key=True, index=True
    )
    weight: Mapped[int]

    theme_tag: Mapped[ThemeTag] = relationship()


class Track(Base, invalidates=CONTENT):
    """A piece of music. ``None`` and empty texts mean "not known to us", never "none".

    ``scene`` says in one line when it is heard or whose feelings it is about; ``spoiler_episode``
    is the episode after which that line is safe, ``scene_source`` the address of its source.

    A track is retired by ``retired_at`` alone, and by a button, as items are: the next edition is
    without it and nothing lists it. Its ``state`` is draft, live or hidden.
    """

    __tablename__ = "track"
    __table_args__ = (
        CheckConstraint("kind IN ('release', 'on-screen')", name="kind"),
        CheckConstraint(
            f"spoiler_episode BETWEEN {EPISODES[0]} AND {EPISODES[-1]}",
            name="spoiler_episode_range",
        ),
        state_check(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    album_id: Mapped[int] = mapped_column(ForeignKey("album.id"), index=True)
    slug: Mapped[str] = mapped_column(String(SLUG_LIMIT), unique=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10), default=State.LIVE)
    title: Mapped[Localized] = localized("title", TITLE_LIMIT)
    original_title: Mapped[str] = mapped_column(String(TITLE_LIMIT), default="")
    original_language: Mapped[str] = mapped_column(String(8), default="")
    title_note: Mapped[Localized] = localized("title_note", TEXT_LIMIT)
    performance: Mapped[Localized] = localized("performance", TEXT_LIMIT)
    part: Mapped[int | None]
    released_on: Mapped[date | None]
    credits: Mapped[Localized] = localized("credits", TEXT_LIMIT)
    story: Mapped[Localized] = localized("story", TEXT_LIMIT)
    tagline: Mapped[Localized] = localized("tagline", TAGLINE_LIMIT)
    scene: Mapped[Localized] = localized("scene", TEXT_LIMIT)
    scene_source: Mapped[str] = mapped_column(String(URL_LIMIT), default="")
    spoiler_episode: Mapped[int] = mapped_column(default=0)
    sources: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    revision: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None]

    album: Mapped[Album] = relationship(back_populates="tracks")
    artists: Mapped[list[Artist]] = relationship(
        secondary="track_artist", back_populates="tracks", order_by="Artist.id"
    )
    weights: Mapped[list[TrackWeight]] = relationship(cascade="all, delete-orphan")

    @property
    def effective_state(self) -> State:
        own = State.RETIRED if self.retired_at else self.state
        return strictest(own, self.state, self.album.state)

    @property
    def source_of_scene(self) -> dict[str, Any] | None:
        """Which of its sources says the line of its scene; None where there is none of either."""
        if self.scene == Localized():
            return None
        return next((each for each in self.sources if each["url"] == self.scene_source), None)

    @property
    def profile(self) -> dict[str, int]:
        """The track's weights by theme slug, in the vocabulary's order."""
        ordered = sorted(self.weights, key=lambda weight: weight.theme_tag.position)
        return {weight.theme_tag.slug: weight.weight for weight in ordered}
