"""Generate the OpenAPI 3.1 document from the operations and their schemas."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .operations import Operation, Slug
from .schemas import Problem

REFERENCE = "#/components/schemas/{model}"
REFUSALS = {
    "get": (404, 410, 429, 503),
    "post": (400, 403, 404, 413, 415, 422, 429, 503),
}


def document(operations: Sequence[Operation], *, title: str, url: str) -> dict[str, Any]:
    """The OpenAPI document of the API.

    ``url`` is where the paths begin.
    """
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": "1",
            "description": "Reads may come from any page (CORS); writes only from programs.",
        },
        "servers": [{"url": url}],
        "paths": paths,
        "components": {"schemas": _schemas(operations)},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            **{str(status): _answer(status, model) for status, model in operation.answers.items()},
            **{str(status): _refusal(status) for status in REFUSALS[operation.method]},
        },
    }
    if operation.slug:
        described["parameters"] = [_slug(operation.slug)]
    if operation.takes:
        described["requestBody"] = {"required": True, "content": _json(operation.takes)}
    if 201 in operation.answers:
        described["responses"]["201"]["links"] = {"result": RESULT_LINK}
    return described


RESULT_LINK = {"operationId": "result", "parameters": {"slug": "$response.body#/slug"}}


def _answer(status: int, model: type[BaseModel]) -> dict[str, Any]:
    return {"description": HTTPStatus(status).phrase, "content": _json(model)}


def _refusal(status: int) -> dict[str, Any]:
    described = _answer(status, Problem)
    return described | {"content": {"application/problem+json": described["content"][JSON]}}


JSON = "application/json"


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {JSON: {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}


def _slug(slug: Slug) -> dict[str, Any]:
    schema = {"type": "string", "pattern": slug.pattern}
    example = {"example": slug.example} if slug.example else {}
    return {"name": "slug", "in": "path", "required": True, "schema": schema, **example}


def _schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    answered = {model for each in operations for model in each.answers.values()} | {Problem}
    taken = {each.takes for each in operations if each.takes}
    _, schema = models_json_schema(
        [
            *((model, "serialization") for model in sorted(answered, key=_name)),
            *((model, "validation") for model in sorted(taken, key=_name)),
        ],
        ref_template=REFERENCE,
    )
    found: dict[str, Any] = schema["$defs"]
    return found


def _name(model: type[BaseModel]) -> str:
    return model.__name__
