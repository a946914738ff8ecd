"""Every public address of an album: what a draft, hidden or retired one shows to strangers.

The walk goes over the map of addresses. An address with a part of its own has to be listed in
`values_of`, so that a new one cannot be forgotten.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, current_app, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from quizapp import clock
from quizapp.auth.access import CurrentEditor
from quizapp.catalog.models import Album, State
from quizapp.database.db import db
from quizapp.editing.saving import save
from quizapp.mood.comparison.service import compare
from quizapp.mood.publishing import playable
from quizapp.mood.service import Finished, respond
from quizapp.quizzes.models import Quiz
from quizapp.sharing.shares import ShareKind, share_by_slug
from quizapp.texts import LANGUAGES
from tests.mood.sheets import clear_sheet
from tests.second_album import MARK, THEME, WORD, SecondAlbum, add_second_album
from tests.trivia.players import TriviaPlayer
from tests.web.cached_pages import look_again

pytestmark = pytest.mark.slow

OF_THEMES = {"catalog.theme": "slug", "moods.chosen": "themes"}
"""Pages of themes, which all albums share, with the name of their variable part."""
DESK, ASSETS = "/desk", "assets.fetch"
DELETING = {"sharing.ask_to_delete", "sharing.ask_to_delete_round"}
"""Open in every state: whoever made something may delete it, and the page tells nothing of it."""
EDITOR = CurrentEditor(1, "Sunny", "editor")
BEGINNING = {"mood.quiz", "embed.quiz", "trivia.lobby", "api.quiz", "api.today_of"}
"""Where a game begins."""


@dataclass(frozen=True)
class Walk:
    """What strangers can ask for of the second album, in the order of the map of addresses."""

    own: dict[str, str] = field(default_factory=dict)
    """Addresses of it and its parts, each with its endpoint."""
    common: set[str] = field(default_factory=set)
    """Addresses of everything together: lists, search, the API's collections."""


@pytest.fixture
def second(game: Flask) -> SecondAlbum:
    return add_second_album(clock.now())


@pytest.fixture
def walk(game: Flask, second: SecondAlbum) -> Walk:
    """Made while the album is live, so that every card lies in the store already."""
    walk = Walk()
    with game.test_request_context():
        values = values_of(second)
        for rule in public_rules(game):
            _add(walk, rule, values)
        oembed = [each for each, name in walk.own.items() if name in {"mood.result", "mood.quiz"}]
        for address in oembed:
            url = f"https://quiz.example.org{address}"
            walk.own[url_for("embed_root.oembed", url=url)] = "embed_root.oembed"
    return walk


def public_rules(app: Flask) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and DESK not in rule.rule and rule.endpoint != ASSETS:
            yield rule


def _add(walk: Walk, rule: Rule, values: dict[str, list[dict[str, Any]]]) -> None:
    arguments = rule.arguments - set(rule.defaults or {}) - {"language"}
    languages = list(LANGUAGES) if "language" in rule.arguments else ["en"]
    for language in languages:
        if not arguments:
            walk.common.update(_addresses(rule, language, [{}]))
        elif rule.endpoint in OF_THEMES:
            walk.common.update(_addresses(rule, language, [{OF_THEMES[rule.endpoint]: THEME}]))
        elif not rule.defaults:
            own = _addresses(rule, language, values[rule.endpoint])
            walk.own.update(dict.fromkeys(own, rule.endpoint))


def _addresses(rule: Rule, language: str, values: list[dict[str, Any]]) -> set[str]:
    spoken = {"language": language} if "language" in rule.arguments else {}
    return {url_for(rule.endpoint, **{**spoken, **each}) for each in values}


def values_of(second: SecondAlbum) -> dict[str, list[dict[str, Any]]]:
    """By endpoint: what stands for its variable parts."""
    results = [_result(second, attempt) for attempt in ("first attempt", "second attempt")]
    compared = compare(friend_slug=results[0], slug=results[1], now=clock.now())
    player = TriviaPlayer(second.trivia, clock.now())
    finished, begun = player.play_today(), player.begin_today()
    days = [{"slug": second.trivia.content.slug, "day": day} for day in ("all", str(finished.day))]
    shares = {
        ShareKind.HOME: second.album,
        ShareKind.TODAY: second.trivia.content.slug,
        ShareKind.ROUND: finished.slug,
        ShareKind.TRACK: second.track,
        ShareKind.RESULT: results[0],
        ShareKind.COMPARISON: compared,
    }
    of_result, of_comparison = [{"slug": results[0]}], [{"slug": compared}]
    of_round = [{"slug": finished.slug}]
    of_mood, of_trivia = ([{"slug": each.content.slug}] for each in (second.mood, second.trivia))
    return {
        "api.album": [{"slug": second.album}],
        "api.track": [{"slug": second.track}],
        "api.quiz": of_mood,
        "api.today_of": of_trivia,
        "api.result": of_result,
        "cards.card": list(_cards(shares)),
        "cards.qr": [{"kind": kind, "slug": slug} for kind, slug in shares.items()],
        "catalog.other_album": [{"slug": second.album}],
        "catalog.chapter": [{"slug": second.chapter}],
        "catalog.track": [{"slug": second.track}],
        "catalog.artist": [{"slug": second.artist}],
        "embed.comparison": of_comparison,
        "embed.quiz": of_mood,
        "embed.result": of_result,
        "mood.quiz": of_mood,
        "mood.result": of_result,
        "mood.comparison": of_comparison,
        "mood_root.choose_language": of_result,
        "mood_root.choose_comparison_language": of_comparison,
        "sharing.ask_to_delete": of_result,
        "sharing.ask_to_delete_round": [{"play_key": finished.play_key}],
        "trivia.lobby": of_trivia,
        "trivia.archive": of_trivia,
        "trivia.leaderboard": days,
        "trivia.challenge": of_round,
        "trivia_root.choose_language": of_round,
        "trivia.play": [{"play_key": begun}],
        "trivia.question": [{"play_key": begun, "position": 1}],
        "trivia.result": [{"play_key": finished.play_key}],
        "trivia.review": [{"play_key": finished.play_key}],
    }


def _result(second: SecondAlbum, attempt: str) -> str:
    quiz = playable(second.mood.id)
    step = respond(quiz=quiz, sheet=clear_sheet(quiz), attempt=attempt, now=clock.now())
    assert isinstance(step, Finished)
    return step.slug


def _cards(shares: dict[ShareKind, str]) -> Iterator[dict[str, Any]]:
    for kind, slug in shares.items():
        share = share_by_slug(kind, slug)
        yield {"kind": kind, "slug": slug, "digest": share.digest, "form": "square"}


def set_state(kind: str, row: Any, state: State) -> None:
    """As an editor does it; then it is later, so that every process looks at versions again."""
    save(
        kind=kind,
        object_id=row.id,
        content={"state": state},
        revision=row.revision,
        author=EDITOR,
        now=clock.now(),
    )
    look_again(current_app)


def statuses(client: FlaskClient, addresses: Iterable[str]) -> dict[str, int]:
    return {path: client.get(path, follow_redirects=True).status_code for path in addresses}


def traces(client: FlaskClient, walk: Walk) -> set[str]:
    """The common addresses that tell of the second album."""
    asked = {*walk.common, f"/en/search/?q={WORD}", f"/ko/search/?q={WORD}"}
    return {each for each in asked if MARK in _text(client, each)}


def _text(client: FlaskClient, address: str) -> str:
    return client.get(address, follow_redirects=True).get_data(as_text=True)


def album_of(second: SecondAlbum) -> Album:
    return db.session.get_one(Album, second.album_id)


def begins(walk: Walk, address: str) -> bool:
    """Whether an address begins a game, or invites to begin one."""
    is_invitation = "/today/" in address or ("/oembed" in address and "/mood/" in address)
    return walk.own[address] in BEGINNING or is_invitation


def test_everybody_finds_a_live_album(client: FlaskClient, walk: Walk) -> None:
    shown = {path for path, status in statuses(client, walk.own).items() if status == 200}

    assert shown == set(walk.own)
    assert traces(client, walk) >= {
        "/api/v1/albums",
        "/api/v1/tracks",
        "/api/v1/quizzes",
        f"/en/search/?q={WORD}",
        f"/ko/search/?q={WORD}",
        f"/en/themes/{THEME}",
        "/en/suggest",
    }


@pytest.mark.storage
def test_a_draft_is_nowhere(client: FlaskClient, walk: Walk, second: SecondAlbum) -> None:
    statuses(client, walk.own)  # and what can be cached is
    common = statuses(client, walk.common)

    set_state("album", album_of(second), State.DRAFT)

    left = {path for path, status in statuses(client, walk.own).items() if status != 404}
    assert {walk.own[path] for path in left} == DELETING
    assert traces(client, walk) == set()
    assert {path for path in walk.own if MARK in _text(client, path)} == set(), "no 404 names it"
    assert statuses(client, walk.common) == common, "lists do without it"


def test_a_hidden_album_opens_by_its_address_alone(
    client: FlaskClient, walk: Walk, second: SecondAlbum
) -> None:
    statuses(client, walk.own)

    set_state("album", album_of(second), State.HIDDEN)

    assert set(statuses(client, walk.own).values()) == {200}
    assert traces(client, walk) == set()


def test_of_a_retired_album_old_addresses_open_and_nothing_begins(
    client: FlaskClient, walk: Walk, second: SecondAlbum
) -> None:
    statuses(client, walk.own)

    set_state("album", album_of(second), State.RETIRED)

    found = statuses(client, walk.own)
    assert {path for path, status in found.items() if status == 410} == {
        path for path in walk.own if begins(walk, path)
    }
    assert set(found.values()) == {200, 410}
    assert traces(client, walk) == set()


def test_a_quiz_that_is_a_draft_takes_what_was_made_with_it_along(
    client: FlaskClient, walk: Walk, second: SecondAlbum
) -> None:
    set_state("quiz", db.session.get_one(Quiz, second.mood.quiz_id), State.DRAFT)

    found = statuses(client, walk.own)
    assert {walk.own[path] for path, status in found.items() if status == 404} >= {
        "mood.quiz",
        "mood.result",
        "mood.comparison",
        "embed.result",
        "api.result",
        "api.quiz",
        "embed_root.oembed",
    }
    assert {found[path] for path, name in walk.own.items() if name.startswith("trivia.")} == {200}
    assert {found[path] for path, name in walk.own.items() if name.startswith("catalog.")} == {200}
