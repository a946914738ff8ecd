"""What a content pack holds: the schema of ``album.yaml``, and quizzes of candidate items."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from quizapp.catalog.limits import (
    BODY_LIMIT,
    CATEGORY_COUNT,
    CATEGORY_LIMIT,
    CLAIM_LIMIT,
    EPISODES,
    GLYPH_LIMIT,
    LABEL_LIMIT,
    NAME_LIMIT,
    PHRASE_LIMIT,
    TAGLINE_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    URL_LIMIT,
)
from quizapp.mood.balance.problems import PROFILE_THEMES, STRONGEST_WEIGHT
from quizapp.quizzes.candidate import (
    SLUG,
    SOURCE_LABEL_LIMIT,
    WEB_ADDRESS,
    CandidateItem,
    QuizHeader,
)
from quizapp.quizzes.kinds import Confidence

UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


UNFINISHED = {"is_unfinished": True}
"""The context of validating an album that is still worked at: its texts may be empty, and its lists
short. A pack is published as it is loaded, so everything in it is there."""


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
    def check(text: str, info: ValidationInfo) -> str:
        shortest = 0 if _is_unfinished(info) else least
        if not shortest <= len(text) <= limit:
            raise ValueError(f"has {len(text)} characters, must have {shortest} to {limit}")
        return text

    return AfterValidator(check)


def _at_least(least: int) -> AfterValidator:
    def check(parts: list[Any], info: ValidationInfo) -> list[Any]:
        if len(parts) < least and not _is_unfinished(info):
            raise ValueError(f"has {len(parts)} entries, must have at least {least}")
        return parts

    return AfterValidator(check)


def _is_unfinished(info: ValidationInfo) -> bool:
    return info.context == UNFINISHED


def _web_address(url: str) -> str:
    if not WEB_ADDRESS.fullmatch(url):
        raise ValueError("is not an http or https address")
    return url


def _nothing(value: object) -> object:
    """None for the null of a file, which readers take for an empty text."""
    return None if value == "" else value


def _has_a_strongest_theme(profile: dict[str, int]) -> dict[str, int]:
    strongest = max(profile.values())
    if strongest != STRONGEST_WEIGHT:
        raise ValueError(f"strongest weight is {strongest}, must be {STRONGEST_WEIGHT}")
    return profile


Prose = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_readable)]
Line = Annotated[Prose, AfterValidator(_single_line)]

Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$")]
Url = Annotated[Line, AfterValidator(_web_address), _up_to(URL_LIMIT)]
Title = Annotated[Line, _up_to(TITLE_LIMIT)]
SourceLabel = Annotated[Line, _up_to(SOURCE_LABEL_LIMIT)]
OptionalSourceLabel = Annotated[Line, _up_to(SOURCE_LABEL_LIMIT, least=0)]
Name = Annotated[Line, _up_to(NAME_LIMIT)]
Label = Annotated[Line, _up_to(LABEL_LIMIT)]
Phrase = Annotated[Line, _up_to(PHRASE_LIMIT)]
Glyph = Annotated[Line, _up_to(GLYPH_LIMIT)]
Tagline = Annotated[Line, _up_to(TAGLINE_LIMIT)]
Claim = Annotated[Line, _up_to(CLAIM_LIMIT)]
Story = Annotated[Prose, _up_to(TEXT_LIMIT)]
Body = Annotated[Prose, _up_to(BODY_LIMIT)]
OptionalNote = Annotated[Prose, _up_to(TEXT_LIMIT, least=0)]

Profile = Annotated[
    dict[Slug, Annotated[int, Field(ge=1, le=STRONGEST_WEIGHT)]],
    Field(min_length=PROFILE_THEMES[0], max_length=PROFILE_THEMES[-1]),
    AfterValidator(_has_a_strongest_theme),
]
Nothing = BeforeValidator(_nothing)
EpisodeCount = Annotated[Annotated[int, Field(ge=EPISODES[0], le=EPISODES[-1])] | None, Nothing]

Text = TypeVar("Text")


class Part(BaseModel):
    """Files are read as texts; numbers and dates are taken from them here."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Localized(Part, Generic[Text]):
    en: Text
    ko: Text

    @model_validator(mode="before")
    @classmethod
    def _say_nothing(cls, value: Any, info: ValidationInfo) -> Any:
        """The language that an unfinished text does not name is empty."""
        if _is_unfinished(info) and isinstance(value, dict):
            return {"en": "", "ko": "", **value}
        return value


class Source(Part):
    """A source of facts.

    ``label_ko`` is for Korean pages, where that differs.
    """

    label: SourceLabel
    label_ko: OptionalSourceLabel = ""
    url: Url
    confidence: Confidence


Sources = Annotated[list[Source], _at_least(1)]


# album.yaml


class Category(Part):
    slug: Annotated[Slug, _up_to(CATEGORY_LIMIT)]
    label: Localized[Label]


class Album(Part):
    """Without ``episode_count`` or ``categories`` it has the usual ones."""

    slug: Slug
    title: Localized[Title]
    drama: Localized[Title]
    intro: Localized[Story]
    episode_count: EpisodeCount = None
    categories: Annotated[list[Category], Field(max_length=CATEGORY_COUNT)] = []
    sources: Sources


class Theme(Part):
    slug: Slug
    label: Localized[Label]
    phrase: Localized[Phrase]
    glyph: Glyph


class Artist(Part):
    slug: Slug
    name: Localized[Name]
    about: Localized[Story]
    sources: Sources


class OriginalTitle(Part):
    text: Title
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2,3})?$"), _up_to(3, least=2)]


class TrackSource(Source):
    claim: Localized[Claim]


class Scene(Part):
    """When a track is heard or whose feelings it is about; safe after ``spoiler_episode``.

    ``source`` is the address of one of the track's sources.
    """

    text: Localized[Story]
    spoiler_episode: Annotated[int, Field(ge=EPISODES[0], le=EPISODES[-1])]
    source: Url


class Track(Part):
    slug: Slug
    kind: Literal["release", "on-screen"]
    title: Localized[Title]
    original_title: Annotated[OriginalTitle | None, Nothing]
    title_note: Localized[OptionalNote]
    artists: list[Slug]
    performance: Localized[OptionalNote]
    part: Annotated[Annotated[int, Field(ge=1)] | None, Nothing]
    released_on: Annotated[date | None, Nothing]
    credits: Localized[OptionalNote]
    story: Localized[Story]
    tagline: Localized[Tagline]
    scene: Annotated[Scene | None, Nothing] = None
    profile: Profile
    sources: Annotated[list[TrackSource], _at_least(1)]


class Chapter(Part):
    slug: Slug
    title: Localized[Title]
    body: Localized[Body]
    sources: Sources


class AlbumFile(Part):
    format: Literal[1] = 1
    album: Album
    themes: Annotated[list[Theme], _at_least(2)]
    artists: list[Artist]
    tracks: Annotated[list[Track], _at_least(2)]
    chapters: list[Chapter]


@dataclass(frozen=True)
class QuizFile:
    """``mood.yaml`` or ``trivia.yaml``: the settings of a quiz, and its items."""

    quiz: QuizHeader
    items: tuple[CandidateItem, ...]


@dataclass(frozen=True)
class Pack:
    album: AlbumFile
    mood: QuizFile | None = None
    trivia: QuizFile | None = None
