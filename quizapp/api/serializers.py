"""Turn rows and facts into the schemas of the API."""

from datetime import date, timedelta

from flask import url_for

from quizapp.catalog import models as catalog
from quizapp.config import current_settings
from quizapp.mood.outcome import Facts
from quizapp.quizzes.content import ItemContent
from quizapp.quizzes.queries import PublishedEdition
from quizapp.trivia.schedule import SET_SIZE
from quizapp.web.addresses import public_url

from . import schemas


def serialize_album(album: catalog.Album, tracks: list[str]) -> schemas.Album:
    return schemas.Album(
        slug=album.slug,
        title=schemas.Text.model_validate(album.title),
        drama=schemas.Text.model_validate(album.drama),
        intro=schemas.Text.model_validate(album.intro),
        tracks=tracks,
    )


def serialize_track(track: catalog.Track) -> schemas.Track:
    return schemas.Track(
        slug=track.slug,
        kind=track.kind,
        title=schemas.Text.model_validate(track.title),
        original_title=track.original_title or None,
        artists=[schemas.Artist.model_validate(artist) for artist in track.artists],
        part=track.part,
        released_on=track.released_on,
        tagline=schemas.Text.model_validate(track.tagline),
        story=schemas.Text.model_validate(track.story),
        profile=track.profile,
        sources=[
            schemas.Source(**{name: source[name] for name in schemas.Source.model_fields})
            for source in track.sources
        ],
        url=public_url(url_for("catalog.track", slug=track.slug, language="en")),
    )


def serialize_item(item: ItemContent) -> schemas.Item:
    """Without weights: what speaks for which track is not for players."""
    return schemas.Item.model_validate(item)


def serialize_quiz(edition: PublishedEdition) -> schemas.Quiz:
    content = edition.content
    return schemas.Quiz(
        slug=content.slug,
        title=schemas.Text.model_validate(content.title),
        intro=schemas.Text.model_validate(content.intro),
        edition=edition.id,
        items=[serialize_item(item) for item in content.items[: content.core_count]],
    )


def serialize_today(edition: PublishedEdition, day: date) -> schemas.Today:
    content = edition.content
    return schemas.Today(
        quiz=content.slug,
        title=schemas.Text.model_validate(content.title),
        day=day,
        ends_at=current_settings().start_of(day + timedelta(days=1)),
        item_count=SET_SIZE,
        url=public_url(url_for("trivia.lobby", slug=content.slug, language="en")),
    )


def serialize_result(slug: str, quiz: str, facts: Facts) -> schemas.Result:
    return schemas.Result(
        slug=slug,
        quiz=quiz,
        url=public_url(url_for("mood_root.choose_language", slug=slug)),
        band=facts.band,
        is_duet=facts.is_duet,
        track=facts.winner.track,
        ranking=[
            schemas.Standing(track=s.track, percent=s.percent, fit=s.fit) for s in facts.ranking
        ],
        reached=list(facts.reached),
        avoided=list(facts.avoided),
        leanings={theme: round(lean / 10) for theme, lean in facts.leanings.items()},
        flip=_serialize_flip(facts),
    )


def _serialize_flip(facts: Facts) -> schemas.Flip | None:
    if facts.flip is None or facts.flip_track is None:
        return None
    return schemas.Flip(item=facts.flip.item, option=facts.flip.option, track=facts.flip_track)


def serialize_new_result(result: schemas.Result, owner_key: str) -> schemas.NewResult:
    page = url_for("sharing.ask_to_delete", slug=result.slug, language="en", _anchor=owner_key)
    return schemas.NewResult(
        **result.model_dump(), owner_key=owner_key, delete_url=public_url(page)
    )
