"""Views of the JSON API, version 1. Any site may read; only programs may write."""

from functools import cache
from typing import Any

from flask import Blueprint, jsonify, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.catalog import queries as catalog
from quizapp.config import current_settings, house_day
from quizapp.mood import outcome
from quizapp.mood.flow import Decider
from quizapp.mood.publishing import playable
from quizapp.mood.service import Finished, respond
from quizapp.plays.queries import result_by_slug
from quizapp.quizzes.album_view_models import main_quiz
from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import QuizMissing, listed_quizzes, live_edition
from quizapp.web import signing
from quizapp.web.addresses import public_url
from quizapp.web.error_pages import problem
from quizapp.web.security import SAFE_METHODS, limiter

from . import schemas, serializers
from .document import document
from .operations import Operations, Slug, json_response
from .sheets import UnknownAnswer, sheet_of

TITLE = "The Last Empress OST quiz"
NAME = r"^[a-z0-9-]{1,60}$"
RANDOM = r"^[A-Za-z0-9_-]{22}$"

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.before_request(limiter.check("600/minute"))
operations = Operations(bp)


@operations.reads("/albums", "All albums", schemas.Albums)
def albums() -> schemas.Albums:
    return schemas.Albums(albums=[album_of(album.slug) for album in catalog.live_albums()])


@operations.reads("/albums/{slug}", "One album", schemas.Album, Slug(NAME, "the-last-empress-ost"))
def album(slug: str) -> schemas.Album:
    return album_of(slug)


@operations.reads("/tracks", "Every track of every album, in order", schemas.Tracks)
def tracks() -> schemas.Tracks:
    found = [track for album in catalog.live_albums() for track in catalog.tracks_of(album.id)]
    return schemas.Tracks(tracks=[serializers.serialize_track(track) for track in found])


@operations.reads("/tracks/{slug}", "One track", schemas.Track, Slug(NAME, "not-over"))
def track(slug: str) -> schemas.Track:
    return serializers.serialize_track(catalog.track_by_slug(slug))


@operations.reads("/themes", "The theme tags, in the order they are shown", schemas.Themes)
def themes() -> schemas.Themes:
    return schemas.Themes.model_validate({"themes": catalog.theme_tags()})


@operations.reads("/quizzes", "The mood quizzes that can be taken", schemas.Quizzes)
def quizzes() -> schemas.Quizzes:
    found = [quiz for quiz in listed_quizzes() if quiz.kind == QuizKind.MOOD]
    return schemas.Quizzes.model_validate({"quizzes": found})


@operations.reads(
    "/quizzes/{slug}", "The questions of a mood quiz", schemas.Quiz, Slug(NAME, "mood")
)
def quiz(slug: str) -> schemas.Quiz:
    return serializers.serialize_quiz(live_edition(slug, QuizKind.MOOD))


@operations.writes(
    "/quizzes/{slug}/results",
    "Send answers: a result (201), or one more question (200)",
    schemas.Sheet,
    {200: schemas.Decider, 201: schemas.NewResult},
    Slug(NAME, "mood"),
)
@limiter.limit("600/minute")
def submit(slug: str, body: schemas.Sheet) -> Response:
    live = live_edition(slug, QuizKind.MOOD)
    try:
        edition = playable(body.edition)
    except QuizMissing as missing:
        raise UnknownAnswer("edition") from missing
    if edition.edition.quiz_id != live.quiz_id:
        raise UnknownAnswer("edition")
    sheet = sheet_of(edition.content, body)
    attempt = body.attempt or signing.new_attempt()
    step = respond(quiz=edition, sheet=sheet, attempt=attempt, now=clock.now())
    if isinstance(step, Decider):
        return json_response(_decider(body, step))
    response = json_response(_new_result(step), 201)
    response.headers["Location"] = public_url(url_for("api.result", slug=step.slug))
    return response


@operations.reads("/results/{slug}", "One result", schemas.Result, Slug(RANDOM))
def result(slug: str) -> schemas.Result:
    return result_of(slug)


@operations.reads("/trivia/today", "Today's round of trivia on the main album", schemas.Today)
def today() -> schemas.Today:
    return _today(main_quiz(QuizKind.TRIVIA))


@operations.reads(
    "/trivia/{slug}/today", "Today's round of a trivia quiz", schemas.Today, Slug(NAME, "trivia")
)
def today_of(slug: str) -> schemas.Today:
    return _today(slug)


@bp.get("/openapi.json")
def openapi() -> Response:
    response = jsonify(_document(current_settings().public_url))
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@bp.after_request
def open_reads_to_every_page(response: Response) -> Response:
    if request.method in SAFE_METHODS:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.errorhandler(ValidationError)
def refuse(invalid: ValidationError) -> Response:
    """Not JSON at all is 400, JSON against the schema 422 with every place named."""
    found = invalid.errors(include_url=False, include_context=False, include_input=False)
    if found[0]["type"] == "json_invalid":
        return problem(400, "json")
    places = [{"path": "/".join(map(str, e["loc"])), "message": e["msg"]} for e in found]
    return problem(422, "schema", errors=places)


def _today(slug: str) -> schemas.Today:
    return serializers.serialize_today(live_edition(slug, QuizKind.TRIVIA), house_day(clock.now()))


def album_of(slug: str) -> schemas.Album:
    row = catalog.album_by_slug(slug)
    return serializers.serialize_album(row, [track.slug for track in catalog.tracks_of(row.id)])


def result_of(slug: str) -> schemas.Result:
    row = result_by_slug(slug)
    edition = playable(row.edition_id)
    return serializers.serialize_result(
        row.slug, edition.content.slug, outcome.stored_facts(edition, row)
    )


def _new_result(made: Finished) -> schemas.NewResult:
    key = made.owner_key if made.is_new else None
    return serializers.serialize_new_result(result_of(made.slug), key)


def _decider(body: schemas.Sheet, step: Decider) -> schemas.Decider:
    return schemas.Decider(
        item=serializers.serialize_item(step.item),
        leaders=list(step.leaders),
        deciders=[*body.deciders, step.item.id],
    )


@cache
def _document(site: str) -> dict[str, Any]:
    return document(operations.declared, title=TITLE, url=f"{site}/api/v1")
