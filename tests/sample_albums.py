"""Sample albums with neutral invented names, marked as samples, and profiles as the forms allow."""

import random
from collections.abc import Sequence
from math import hypot

from sqlalchemy import select

from quizapp.catalog.models import Album, State, ThemeTag, Track, TrackKind, TrackWeight
from quizapp.database.db import db, transaction
from quizapp.mood.balance.problems import PROFILE_THEMES, STRONGEST_WEIGHT, TWIN_TRACKS
from quizapp.texts import Localized

Profile = dict[str, int]


def sample_profiles(themes: Sequence[str], count: int, *, rng: random.Random) -> list[Profile]:
    """Profiles of the tracks of one album, none a twin of another."""
    profiles: list[Profile] = []
    while len(profiles) < count:
        profile = _profile(themes, rng)
        if all(_cosine(profile, other) < TWIN_TRACKS for other in profiles):
            profiles.append(profile)
    return profiles


def add_sample_album(
    number: int,
    *,
    profiles: Sequence[Profile] | None = None,
    tracks: int = 9,
    state: State = State.LIVE,
) -> Album:
    """Store "Sample Drama N OST"; tracks without profiles get random ones, the same each time."""
    with transaction():
        themes = {theme.slug: theme for theme in db.session.scalars(select(ThemeTag))}
        rng = random.Random(number)
        profiles = profiles or sample_profiles(sorted(themes), tracks, rng=rng)
        album = Album(
            slug=f"sample-{number}",
            title=Localized(f"Sample Drama {number} OST", f"예시 드라마 {number} OST"),
            drama=Localized(f"Sample Drama {number}", f"예시 드라마 {number}"),
            state=state,
            position=number,
        )
        album.tracks = [
            _track(number, place, profile, themes) for place, profile in enumerate(profiles, 1)
        ]
        db.session.add(album)
    return album


def _track(number: int, place: int, profile: Profile, themes: dict[str, ThemeTag]) -> Track:
    return Track(
        slug=f"sample-{number}-{place}",
        position=place,
        kind=TrackKind.RELEASE,
        title=Localized(f"Sample track {number}.{place}", f"예시 곡 {number}.{place}"),
        weights=[
            TrackWeight(theme_tag=themes[theme], weight=weight) for theme, weight in profile.items()
        ],
    )


def _profile(themes: Sequence[str], rng: random.Random) -> Profile:
    names = rng.sample(themes, rng.choice(PROFILE_THEMES))
    rest = [rng.randrange(1, STRONGEST_WEIGHT) for _ in names[1:]]
    return dict(zip(names, (STRONGEST_WEIGHT, *rest), strict=True))


def _cosine(one: Profile, other: Profile) -> float:
    shared = sum(weight * other.get(theme, 0) for theme, weight in one.items())
    return shared / (hypot(*one.values()) * hypot(*other.values()))
