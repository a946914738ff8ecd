"""Register each operation of the API once, for its route and for the document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, abort, request
from pydantic import BaseModel
from werkzeug.wrappers import Response

View = Callable[..., Any]


@dataclass(frozen=True)
class Operation:
    """One method of one path: the schemas it answers with by status, what its slug looks like, if
    it has one, and the schema of the body that it takes."""

    name: str
    method: str
    path: str
    summary: str
    answers: Mapping[int, type[BaseModel]]
    slug: "Slug | None" = None
    takes: type[BaseModel] | None = None


@dataclass(frozen=True)
class Slug:
    """The slug in a path: a regular expression, and one that is there in a fresh game, if any."""

    pattern: str
    example: str = ""


class Operations:
    """The operations of a blueprint, in the order in which they are declared."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.declared: list[Operation] = []

    def reads(
        self, path: str, summary: str, answer: type[BaseModel], slug: Slug | None = None
    ) -> Callable[[View], View]:
        """A GET whose view returns ``answer``; it gets an ETag."""

        def declare(view: View) -> View:
            self.declared.append(
                Operation(view.__name__, "get", path, summary, {200: answer}, slug)
            )

            @wraps(view)
            def respond(**values: str) -> Response:
                response = json_response(view(**values))
                response.headers["Cache-Control"] = "no-cache"
                response.add_etag()
                return response.make_conditional(request)

            self._add(path, "GET", view.__name__, respond)
            return respond

        return declare

    def writes(
        self,
        path: str,
        summary: str,
        takes: type[BaseModel],
        answers: Mapping[int, type[BaseModel]],
        slug: Slug,
    ) -> Callable[[View], View]:
        """A POST whose view takes the checked body as ``body`` and returns a response."""

        def declare(view: View) -> View:
            self.declared.append(
                Operation(view.__name__, "post", path, summary, answers, slug, takes)
            )

            @wraps(view)
            def respond(**values: str) -> Response:
                if request.mimetype != "application/json":
                    abort(415)
                body = takes.model_validate_json(request.get_data())
                response: Response = view(body=body, **values)
                return response

            self._add(path, "POST", view.__name__, respond)
            return respond

        return declare

    def _add(self, path: str, method: str, name: str, view: View) -> None:
        rule = path.replace("{", "<").replace("}", ">")
        self.blueprint.add_url_rule(rule, name, view, methods=[method])


def json_response(answer: BaseModel, status: int = 200) -> Response:
    return Response(answer.model_dump_json(), status, mimetype="application/json")
