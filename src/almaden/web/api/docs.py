"""The documentation of the API as a page, made from its description."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almaden.web.access import open_to_all
from almaden.web.api.app import api

#: What stands for a parameter of a path in an example.
_EXAMPLES: Final = {"iso3": "ALB", "kind": "activity", "factor-sets": "toolkit-2019", "collections": "sites"}


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a record."""

    name: str
    where: str
    kind: str
    required: bool
    meaning: str


@dataclass(frozen=True)
class Operation:
    """One operation, as the page shows it; ``example`` is its curl command, with HOST for where it is."""

    name: str
    method: str
    path: str
    summary: str
    account: bool
    parameters: tuple[Field, ...]
    body: str
    answers: tuple[tuple[str, str, str], ...]
    example: str


@open_to_all
def documentation(request: HttpRequest) -> HttpResponse:
    """The page."""
    host = request.build_absolute_uri("/").rstrip("/")
    context = {"groups": _groups(), "records": _records(), "host": host, "about": api.description}
    return render(request, "api/docs.html", context)


@cache
def _groups() -> dict[str, tuple[Operation, ...]]:
    """The operations by topic."""
    groups: dict[str, list[Operation]] = {}
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(path, method, operation))
    return {topic: tuple(operations) for topic, operations in groups.items()}


@cache
def _records() -> dict[str, tuple[str, tuple[Field, ...]]]:
    """The types of records by name: what each is, and its fields."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    return {
        name: (schema.get("description", ""), tuple(_fields(schema)))
        for name, schema in sorted(schemas.items())
        if "properties" in schema
    }


def _operation(path: str, method: str, operation: dict[str, Any]) -> Operation:
    parameters = [
        Field(one["name"], one["in"], kind_of(one["schema"]), one["required"], one.get("description", ""))
        for one in operation["parameters"]
    ]
    body = _content(operation.get("requestBody", {}))
    answers = [
        (status, answer["description"], kind_of(_content(answer)[1]) if int(status) < 400 else "")
        for status, answer in operation["responses"].items()
    ]
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("description", operation["summary"]),
        account={} not in operation["security"],
        parameters=tuple(parameters),
        body=kind_of(body[1]) or body[0],
        answers=tuple(answers),
        example=_curl(path, method, operation),
    )


def _content(part: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The first media type of a body or an answer, and its schema."""
    return next(((name, one["schema"]) for name, one in part.get("content", {}).items()), ("", {}))


def _fields(schema: dict[str, Any]) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, one in schema["properties"].items():
        unit = f" [{one['unit']}]" if one.get("unit") else ""
        yield Field(name, "", kind_of(one) + unit, name in required, one.get("description", ""))


def kind_of(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(kind_of(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(str(one) or '""' for one in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    kind = str(schema.get("type", ""))
    if kind == "array":
        return f"[{kind_of(schema.get('items', {}))}]"
    low, high = schema.get("minimum"), schema.get("maximum")
    span = f" {'' if low is None else low}..{'' if high is None else high}" if (low, high) != (None, None) else ""
    return str(schema.get("format", kind)) + span


def _curl(path: str, method: str, operation: dict[str, Any]) -> str:
    """A command that calls the operation."""
    words = ["curl"] if method == "get" else ["curl", "-X", method.upper()]
    if {} not in operation["security"]:
        words += ["-H", "Authorization: Bearer TOKEN"]
    media_type, schema = _content(operation.get("requestBody", {}))
    if media_type == "application/json":
        words += ["-H", "Content-Type: application/json", "-d", json.dumps(_example(schema), ensure_ascii=False)]
    elif media_type:
        words += ["-F", "file=@FILE"]
    for one in operation["parameters"]:
        if one["in"] == "path":
            path = path.replace(f"{{{one['name']}}}", _of_path(path, one["name"]))
    asked = "&".join(
        f"{one['name']}={one['schema'].get('example', 'coal')}"
        for one in operation["parameters"]
        if one["in"] == "query" and one["required"]
    )
    return " ".join(map(shlex.quote, [*words, f"HOST{path}" + (f"?{asked}" if asked else "")]))


def _of_path(path: str, name: str) -> str:
    if name != "name":
        return _EXAMPLES.get(name, "1")
    return next(value for part, value in _EXAMPLES.items() if f"/{part}/" in path)


def _example(schema: dict[str, Any]) -> Any:
    """A value of a schema: its own example, or the required fields of a record."""
    if "$ref" in schema:
        return _example(api.get_openapi_schema()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "properties" in schema:
        names = schema.get("required") or list(schema["properties"])[:1]
        return {name: _example(schema["properties"][name]) for name in names}
    if "anyOf" in schema:
        return _example(
            {"examples": schema["examples"], **schema["anyOf"][0]} if "examples" in schema else schema["anyOf"][0]
        )
    if "enum" in schema:
        return schema["enum"][-1]
    known = (schema.get("examples") or [None])[0]
    kind = schema.get("type")
    if kind in ("integer", "number"):
        return (int if kind == "integer" else float)(known) if known else schema.get("minimum", 1)
    if kind == "string":
        return known or ("ALB" if schema.get("pattern") == "^[A-Z]{3}$" else "text")
    return {"array": [], "boolean": True}.get(str(kind), {})
