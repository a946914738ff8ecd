"""Access to the editors' desk, over the whole URL map."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from quizapp.auth.models import Role
from quizapp.database.db import Base, db
from tests.editors import EditorClient, add_editor

WAY_OUT = '<form method="post" action="/en/desk/sign-out">'
OPEN = {"auth.sign_in", "auth.invitation"}
ADMIN_ONLY = {
    "auth.editors",
    "auth.reset_password",
    "auth.disable",
    "auth.enable",
    "auth.change_role",
    "auth.drop_second_factor",
}


def guarded_requests(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Endpoint, method and an address of every page that is not for all."""
    for rule in app.url_map.iter_rules():
        if "/desk" in rule.rule and rule.endpoint not in OPEN:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield rule.endpoint, method, address_of(app, rule)


def address_of(app: Flask, rule: Rule) -> str:
    values = {name: value_for(converter) for name, converter in rule._converters.items()}
    return app.url_map.bind("localhost").build(rule.endpoint, {**values, "language": "en"})


def value_for(converter: BaseConverter) -> int | str:
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return 1 if isinstance(converter, IntegerConverter) else "x"


def row_counts() -> dict[str, int]:
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


class TestDesk:
    def test_has_pages_to_guard(self, app: Flask) -> None:
        assert len(list(guarded_requests(app))) > 10

    def test_is_closed_to_strangers(self, app: Flask, client: FlaskClient) -> None:
        answers = {
            (endpoint, method): client.open(address, method=method)
            for endpoint, method, address in guarded_requests(app)
        }

        for (endpoint, method), answer in answers.items():
            refusal = 302 if method == "GET" else 401
            assert answer.status_code == refusal, (endpoint, method)
            assert "/desk/sign-in" in answer.headers.get("Location", answer.text)

    def test_is_closed_to_those_who_were_disabled(self, app: Flask) -> None:
        sunny = add_editor("Sunny")
        desk = EditorClient(app.test_client()).sign_in_as(sunny)
        sunny.disabled_at = sunny.created_at
        db.session.commit()

        for endpoint, method, address in guarded_requests(app):
            answer = desk.client.open(address, method=method, data={"csrf_token": desk.token})
            assert answer.status_code in {302, 401}, endpoint

    def test_keeps_the_rooms_of_admins_from_editors(self, app: Flask) -> None:
        desk = EditorClient(app.test_client()).sign_in_as(add_editor("Sunny"))

        refused = {
            endpoint
            for endpoint, method, address in guarded_requests(app)
            if endpoint not in {"auth.sign_out", "auth.sign_out_everywhere"}
            and desk.client.open(
                address, method=method, data={"csrf_token": desk.token}
            ).status_code
            == 403
        }

        assert refused == ADMIN_ONLY

    @pytest.mark.parametrize("token", [None, "", "wrong", "W10.forged"])
    def test_takes_no_post_without_the_token(self, app: Flask, token: str | None) -> None:
        desk = EditorClient(app.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))
        before = row_counts()
        data = {} if token is None else {"csrf_token": token}

        for endpoint, method, address in guarded_requests(app):
            if method != "GET":
                answer = desk.client.open(address, method=method, data=data)
                assert answer.status_code == 403, endpoint

        assert row_counts() == before
        assert desk.get("/").status_code == 200

    def test_changes_nothing_by_get(self, app: Flask) -> None:
        desk = EditorClient(app.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))
        before = row_counts()

        for _endpoint, method, address in guarded_requests(app):
            if method == "GET":
                desk.client.get(address)

        assert row_counts() == before

    def test_has_a_way_out_on_every_page(self, game: Flask) -> None:
        desk = EditorClient(game.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))
        answers = {
            address: desk.client.get(address)
            for _endpoint, method, address in guarded_requests(game)
            if method == "GET"
        }
        pages = {
            address: answer.text
            for address, answer in answers.items()
            if answer.status_code == 200 and answer.mimetype == "text/html"
        }

        assert len(pages) > 15
        without = [address for address, page in pages.items() if WAY_OUT not in page]
        # the players' pages, which lead back
        assert without == ["/en/desk/albums/1/preview", "/en/desk/items/1/preview"]

    def test_is_never_stored_by_a_cache(self, app: Flask) -> None:
        desk = EditorClient(app.test_client()).sign_in_as(add_editor("Hae-ra", Role.ADMIN))

        for endpoint, method, address in guarded_requests(app):
            answer = desk.client.open(address, method=method)
            assert answer.headers["Cache-Control"] == "no-store", endpoint
