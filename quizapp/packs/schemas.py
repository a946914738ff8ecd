"""The shapes that a content pack's files must have, one model for each part of a file."""

import re
import unicodedata
from datetime import date
from typing import Annotated, Generic, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

OPTION_POINTS = 4
STRONGEST_WEIGHT = 5

UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


# Values


def _readable(text: str) -> str:
    if UNSEEN.search(text):
        raise ValueError("holds an invisible control character")
    return unicodedata.normalize("NFC", text)


def _single_line(text: str) -> str:
    if "\n" in text:
        raise ValueError("must stay on one line")
    return text


def _up_to(limit: int, *, least: int = 1) -> AfterValidator:
    def check(text: str) -> str:
        if not least <= len(text) <= limit:
            raise ValueError(f"has {len(text)} characters, must have {least} to {limit}")
        return text

    return AfterValidator(check)


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", url):
        raise ValueError("is not an http or https address")
    return url


def _spends_its_points(weights: dict[str, int]) -> dict[str, int]:
    spent = sum(weights.values())
    if spent != OPTION_POINTS:
        raise ValueError(f"spends {spent} of {OPTION_POINTS} points")
    return weights


def _has_a_strongest_theme(profile: dict[str, int]) -> dict[str, int]:
    strongest = max(profile.values())
    if strongest != STRONGEST_WEIGHT:
        raise ValueError(f"strongest weight is {strongest}, must be {STRONGEST_WEIGHT}")
    return profile


Prose = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_readable)]
Line = Annotated[Prose, AfterValidator(_single_line)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Url = Annotated[Line, AfterValidator(_web_address), _up_to(500)]
Title = Annotated[Line, _up_to(120)]
OptionalTitle = Annotated[Line, _up_to(120, least=0)]
Name = Annotated[Line, _up_to(80)]
Label = Annotated[Line, _up_to(30)]
Phrase = Annotated[Line, _up_to(60)]
Glyph = Annotated[Line, _up_to(2)]
Tagline = Annotated[Line, _up_to(90)]
Claim = Annotated[Line, _up_to(160)]
Stem = Annotated[Line, _up_to(200)]
OptionText = Annotated[Line, _up_to(140)]
Explanation = Annotated[Prose, _up_to(500)]
Story = Annotated[Prose, _up_to(800)]
Body = Annotated[Prose, _up_to(4000)]
OptionalNote = Annotated[Prose, _up_to(800, least=0)]

OptionWeights = Annotated[
    dict[Slug, Annotated[int, Field(ge=1)]],
    Field(min_length=1, max_length=3),
    AfterValidator(_spends_its_points),
]
Profile = Annotated[
    dict[Slug, Annotated[int, Field(ge=1, le=STRONGEST_WEIGHT)]],
    Field(min_length=2, max_length=5),
    AfterValidator(_has_a_strongest_theme),
]

Text = TypeVar("Text")


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Localized(Shape, Generic[Text]):
    en: Text
    ko: Text


class Source(Shape):
    """``label_ko`` is for Korean pages, where that differs."""

    label: Title
    label_ko: OptionalTitle = ""
    url: Url
    confidence: Literal["high", "medium", "low"]


Sources = Annotated[list[Source], Field(min_length=1)]


# album.yaml


class Album(Shape):
    slug: Slug
    title: Localized[Title]
    drama: Localized[Title]
    intro: Localized[Story]
    sources: Sources


class Theme(Shape):
    slug: Slug
    label: Localized[Label]
    phrase: Localized[Phrase]
    glyph: Glyph


class Artist(Shape):
    slug: Slug
    name: Localized[Name]
    about: Localized[Story]
    sources: Sources


class OriginalTitle(Shape):
    text: Title
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class TrackSource(Source):
    claim: Localized[Claim]


class Track(Shape):
    slug: Slug
    kind: Literal["release", "on-screen"]
    title: Localized[Title]
    original_title: OriginalTitle | None
    title_note: Localized[OptionalNote]
    artists: list[Slug]
    performance: Localized[OptionalNote]
    part: Annotated[int, Field(ge=1)] | None
    released_on: date | None
    credits: Localized[OptionalNote]
    story: Localized[Story]
    tagline: Localized[Tagline]
    profile: Profile
    sources: Annotated[list[TrackSource], Field(min_length=1)]


class Chapter(Shape):
    slug: Slug
    title: Localized[Title]
    body: Localized[Body]
    sources: Sources


class AlbumFile(Shape):
    format: Literal[1]
    album: Album
    themes: Annotated[list[Theme], Field(min_length=2)]
    artists: list[Artist]
    tracks: Annotated[list[Track], Field(min_length=2)]
    chapters: list[Chapter]


# mood.yaml


class MoodQuiz(Shape):
    slug: Slug
    kind: Literal["mood"]
    title: Localized[Title]
    intro: Localized[Story]
    core_count: Annotated[int, Field(ge=1)]
    decider_count: Annotated[int, Field(ge=0)]
    decider_lead: Annotated[int, Field(ge=0)]


class MoodOption(Shape):
    text: Localized[OptionText]
    weights: OptionWeights


class MoodItem(Shape):
    slug: Slug
    stem: Localized[Stem]
    options: Annotated[list[MoodOption], Field(min_length=4, max_length=4)]


class MoodFile(Shape):
    format: Literal[1]
    quiz: MoodQuiz
    items: Annotated[list[MoodItem], Field(min_length=1)]


# trivia.yaml


class TriviaQuiz(Shape):
    slug: Slug
    kind: Literal["trivia"]
    title: Localized[Title]
    intro: Localized[Story]


class TriviaOption(Shape):
    text: Localized[OptionText]
    is_key: bool = False


def _has_one_key(options: list[TriviaOption]) -> list[TriviaOption]:
    keys = sum(option.is_key for option in options)
    if keys != 1:
        raise ValueError(f"{keys} options are the key, must be exactly one")
    return options


class TriviaItem(Shape):
    slug: Slug
    category: Literal["tracks", "artists", "drama", "on-screen", "album"]
    stars: Annotated[int, Field(ge=1, le=5)]
    spoiler_episode: Annotated[int, Field(ge=0)]
    stem: Localized[Stem]
    options: Annotated[
        list[TriviaOption], Field(min_length=4, max_length=4), AfterValidator(_has_one_key)
    ]
    explanation: Localized[Explanation]
    themes: Annotated[list[Slug], Field(max_length=3)]
    sources: Sources


class TriviaFile(Shape):
    format: Literal[1]
    quiz: TriviaQuiz
    items: Annotated[list[TriviaItem], Field(min_length=1)]


class Pack(Shape):
    album: AlbumFile
    mood: MoodFile | None = None
    trivia: TriviaFile | None = None
