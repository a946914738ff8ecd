"""The JSON API as programs use it."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.quizzes.kinds import QuizKind
from quizapp.quizzes.queries import live_edition
from tests.races import raced

READS = (
    *("albums", "albums/the-last-empress-ost", "tracks", "tracks/not-over", "themes"),
    *("quizzes", "quizzes/mood", "trivia/today", "openapi.json"),
)
MOST_SHEETS = 600
"""Per minute."""


class Program:
    """Takes the mood quiz by its JSON."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.quiz: dict[str, Any] = client.get("/api/v1/quizzes/mood").get_json()

    def sheet(self, place: int = 0, **more: object) -> dict[str, Any]:
        """Answers with the same place of every item."""
        answers = [
            {"item": item["id"], "option": item["options"][place]["id"]}
            for item in self.quiz["items"]
        ]
        return {"edition": self.quiz["edition"], "answers": answers, **more}

    def send(self, sheet: object, **options: Any) -> TestResponse:
        return self.client.post("/api/v1/quizzes/mood/results", json=sheet, **options)

    def play(self, place: int = 0, **more: object) -> dict[str, Any]:
        return self.finish(self.sheet(place, **more), place)

    def finish(self, sheet: dict[str, Any], place: int = 0) -> dict[str, Any]:
        """The result, with the answers to all deciders added to the sheet."""
        answer = self.send(sheet)
        while answer.status_code == 200:
            step = answer.get_json()
            option = step["item"]["options"][place]["id"]
            sheet["answers"].append({"item": step["item"]["id"], "option": option})
            sheet["deciders"] = step["deciders"]
            answer = self.send(sheet)
        assert answer.status_code == 201, answer.text
        result: dict[str, Any] = answer.get_json()
        return result


@pytest.fixture
def program(game: Flask, client: FlaskClient) -> Program:
    return Program(client)


class TestReads:
    @pytest.mark.parametrize("path", READS)
    def test_are_open_to_every_page_and_cheap_to_repeat(
        self, game: Flask, client: FlaskClient, path: str
    ) -> None:
        answer = client.get(f"/api/v1/{path}")

        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        again = client.get(f"/api/v1/{path}", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")

    def test_of_a_quiz_give_no_weights_away(self, program: Program) -> None:
        assert program.quiz["items"][0]["options"][0].keys() == {"id", "text"}
        assert "weights" not in str(program.quiz)

    def test_of_nothing_say_so_as_a_problem(self, game: Flask, client: FlaskClient) -> None:
        answer = client.get("/api/v1/tracks/nothing")

        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
        assert answer.get_json()["status"] == 404


class TestSubmit:
    def test_leads_to_a_result_that_can_be_read(self, program: Program) -> None:
        made = program.play()

        found = program.client.get(f"/api/v1/results/{made['slug']}").get_json()
        assert found == {k: v for k, v in made.items() if k not in {"owner_key", "delete_url"}}
        assert found["ranking"][0]["track"] == found["track"]
        assert program.client.get(f"/en{urlsplit(found['url']).path}").status_code == 200

    def test_gives_a_deletion_link_that_works(self, program: Program) -> None:
        made = program.play()
        parts = urlsplit(made["delete_url"])

        assert program.client.get(f"{parts.path}?{parts.query}").status_code == 200
        program.client.post(parts.path, data={"key": made["owner_key"]})

        assert program.client.get(f"/api/v1/results/{made['slug']}").status_code == 410

    def test_twice_in_one_attempt_is_one_result(self, program: Program) -> None:
        slugs = {program.play(attempt="sixteen-random-ch")["slug"] for _ in range(2)}

        assert len(slugs) == 1

    def test_tells_the_key_to_the_first_request_only(self, program: Program) -> None:
        first, again = (program.play(attempt="sixteen-random-ch") for _ in range(2))

        assert first["owner_key"]
        assert again == {**first, "owner_key": None, "delete_url": None}

    @pytest.mark.storage
    def test_at_once_tells_the_key_to_one_of_them(self, game: Flask, program: Program) -> None:
        sheet = program.sheet()
        program.finish(sheet)
        sheet["attempt"] = "sixteen-random-ch"

        def told() -> object:
            return Program(game.test_client()).finish(sheet)["owner_key"]

        keys = raced(game, told, told)

        assert sorted(key is None for key in keys) == [False, True]

    @pytest.mark.parametrize(
        "change",
        [
            {"edition": 2**31 - 1},
            {"answers": [{"item": 1, "option": 2**31 - 1}]},
            {"answers": [{"item": 2**31 - 1, "option": 1}]},
            {"answers": []},
            {"deciders": [1]},
        ],
    )
    def test_of_what_the_edition_does_not_have_is_refused(
        self, program: Program, change: dict[str, object]
    ) -> None:
        answer = program.send(program.sheet() | change)

        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")

    def test_of_an_edition_of_trivia_is_refused(self, program: Program) -> None:
        trivia = live_edition("trivia", QuizKind.TRIVIA)

        answer = program.send(program.sheet() | {"edition": trivia.id})

        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")

    def test_of_an_item_answered_twice_is_refused(self, program: Program) -> None:
        sheet = program.sheet()
        sheet["answers"].append(sheet["answers"][0])

        assert program.send(sheet).status_code == 422

    def test_against_the_schema_says_where(self, program: Program) -> None:
        answer = program.send(program.sheet() | {"answers": [{"item": "1", "option": None}]})

        assert answer.status_code == 422
        assert "answers/0/option" in {error["path"] for error in answer.get_json()["errors"]}

    @pytest.mark.parametrize("body", ["", "{", "\x00", '{"a":' * 5000])
    def test_of_no_json_is_a_bad_request(self, program: Program, body: str) -> None:
        answer = program.client.post(
            "/api/v1/quizzes/mood/results", data=body, content_type="application/json"
        )

        assert answer.status_code == 400

    def test_too_often_is_refused_whichever_minute_begins(
        self, program: Program, limits: None
    ) -> None:
        sheet = program.sheet() | {"deciders": [1]}

        statuses = {program.send(sheet).status_code for _ in range(2 * MOST_SHEETS + 1)}

        assert statuses == {422, 429}

    def test_of_a_form_is_refused(self, program: Program) -> None:
        answer = program.client.post("/api/v1/quizzes/mood/results", data={"edition": 1})

        assert answer.status_code == 415

    def test_by_a_page_of_another_site_is_refused(self, program: Program) -> None:
        answer = program.send(program.sheet(), headers={"Origin": "https://evil.example"})

        assert answer.status_code == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


class TestDocument:
    def test_names_every_route(self, game: Flask, client: FlaskClient) -> None:
        paths = client.get("/api/v1/openapi.json").get_json()["paths"]

        routes = {
            rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}")
            for rule in client.application.url_map.iter_rules()
            if rule.endpoint.startswith("api.")
        }
        assert set(paths) == routes - {"/openapi.json"}

    def test_has_an_example_that_is_accepted(self, program: Program) -> None:
        document = program.client.get("/api/v1/openapi.json").get_json()
        example = document["components"]["schemas"]["Sheet"]["example"]

        answer = program.send(example | {"edition": program.quiz["edition"]})

        assert answer.status_code in {200, 201}
