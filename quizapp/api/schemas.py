"""The schemas of the JSON API, version 1: what is sent, and what is answered.

Answers name things by slug or id; every text is in both languages.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ID = Annotated[int, Field(ge=1, le=2**31 - 1)]
MOST_ITEMS = 40
ATTEMPT_PATTERN = r"^[A-Za-z0-9_-]{16,40}$"


class Schema(BaseModel):
    """Unknown members are refused, so that a typing error is heard of."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, frozen=True)


class Text(Schema):
    """A text in both languages; an empty one is not written yet."""

    en: str
    ko: str


class Theme(Schema):
    """A theme tag that scores are counted in.

    ``phrase`` completes "You kept reaching for ...", ``glyph`` stands for the theme.
    """

    slug: str
    glyph: str
    label: Text
    phrase: Text


class Themes(Schema):
    themes: list[Theme]


class Artist(Schema):
    slug: str
    name: Text


class Source(Schema):
    label: str
    url: str
    confidence: Literal["high", "medium", "low"]


class Track(Schema):
    """A track of an album, with its profile.

    ``profile`` holds a weight of 1 to 5 for each theme; null is "not known to us".
    """

    slug: str
    kind: Literal["release", "on-screen"]
    title: Text
    original_title: str | None
    artists: list[Artist]
    part: int | None
    released_on: date | None
    tagline: Text
    story: Text
    profile: dict[str, int]
    sources: list[Source]
    url: str


class Tracks(Schema):
    tracks: list[Track]


class Album(Schema):
    """An album with its tracks.

    ``tracks`` are slugs, in the order of the album.
    """

    slug: str
    title: Text
    drama: Text
    intro: Text
    tracks: list[str]


class Albums(Schema):
    albums: list[Album]


class Option(Schema):
    id: int
    text: Text


class Item(Schema):
    id: int
    stem: Text
    options: list[Option]


class Quiz(Schema):
    """A mood quiz as it is published now.

    ``items`` are those that everybody is asked, in order; deciders come with the answers.

    ``edition`` is sent back with the answers: an edition never changes.
    """

    slug: str
    title: Text
    intro: Text
    edition: int
    items: list[Item]


class QuizLink(Schema):
    slug: str
    title: Text


class Quizzes(Schema):
    quizzes: list[QuizLink]


class Today(Schema):
    """Today's round of trivia, the same for everybody until the house's day ends (``ends_at``).
    Its questions are on the page at ``url``, which keeps the clock and the keys."""

    quiz: str
    title: Text
    day: date
    ends_at: datetime
    item_count: int
    url: str


class Answer(Schema):
    """The option chosen for an item, both by id. An item that is left out was skipped."""

    item: ID
    option: ID


class Sheet(Schema):
    """The answers of one player.

    ``deciders`` are the items asked on top so far, in order. The same ``attempt`` (something
    random) with the same answers is one result, however often it is sent. Whoever else knows the
    ``attempt`` can neither read nor delete anything with it.
    """

    model_config = ConfigDict(
        json_schema_extra={"example": {"edition": 1, "answers": [{"item": 1, "option": 1}]}}
    )

    edition: ID
    answers: list[Answer] = Field(max_length=MOST_ITEMS)
    deciders: list[ID] = Field(default=[], max_length=4)
    attempt: str | None = Field(default=None, pattern=ATTEMPT_PATTERN)


class Decider(Schema):
    """Two tracks are close: send the same sheet again with this item in ``deciders``."""

    item: Item
    leaders: list[str]
    deciders: list[int]


class Standing(Schema):
    """How a track did in a result.

    ``percent`` says how sure the quiz is of the track, ``fit`` how well it matches.
    """

    track: str
    percent: int = Field(ge=0, le=100)
    fit: int = Field(ge=0, le=100)


class Flip(Schema):
    """Had ``option`` been chosen on ``item``, all else alike, the result would have been
    ``track``, however the deciders that may follow are answered."""

    item: int
    option: int
    track: str


class Result(Schema):
    """The result of a sheet.

    ``ranking`` holds every track, the one that fits best first; ``leanings`` of all answers are
    in hundredths of what random clicking spreads; ``flip`` is null where no single change of an
    answer is sure to give another track.
    """

    slug: str
    quiz: str
    url: str
    band: Literal["unmistakably", "clearly", "leaning", "torn"]
    is_duet: bool
    track: str
    ranking: list[Standing]
    reached: list[str]
    avoided: list[str]
    leanings: dict[str, int]
    flip: Flip | None


class NewResult(Result):
    """A result just made, with the key that deletes it.

    ``owner_key`` deletes the result, on the page at ``delete_url``; nobody else is told it.

    Both are told once: they are null when the same attempt and answers are sent again. Keep the
    first answer; no other request tells them.
    """

    owner_key: str | None
    delete_url: str | None


class Problem(Schema):
    """What went wrong (RFC 9457); ``errors`` says where, for a sheet that breaks its schema."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, Any]] = []
