"""The description of the API (OpenAPI 3.1): what ninja makes, with what it leaves out."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from pydantic import BaseModel

from almaden.web.api import caller
from almaden.web.api.negotiation import MEDIA_TYPES
from almaden.web.api.problems import MEDIA_TYPE, Problem

_EVERYWHERE: Final = (400, 401, 404, 405, 406, 413, 422, 429)
_ACCOUNT: Final = (403,)
_WRITES: Final = (403, 409, 415)
_TEXTS: Final[dict[int, str]] = {
    400: "The request cannot be read.",
    401: "An account is needed, or the token is not valid.",
    403: "The person may not do this.",
    404: "There is nothing here, or nothing that the person may see.",
    405: "The method is not known here.",
    406: "None of the accepted formats can be given.",
    409: "Somebody else changed the record, or its state does not allow this.",
    413: "What was sent is too large.",
    415: "What was sent is in a format that is not read here.",
    422: "What was sent cannot be used; every fault is named.",
    429: "Too many requests.",
}
_SCHEMES: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token made on the account page."},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The session of the pages; writing also needs the header X-CSRFToken.",
    },
}


def finish(api: NinjaAPI, described: dict[str, Any]) -> dict[str, Any]:
    """Complete what ninja describes: problems, formats, security; parameters as OpenAPI 3.1 wants them."""
    schemas = described["components"]["schemas"]
    _add(schemas, Problem)
    asks = _asks(api)
    for path in described["paths"].values():
        for method, operation in path.items():
            _parameters(operation)
            operation["security"] = caller.described(asks[operation["operationId"]])
            _answers(operation, method, asks[operation["operationId"]] is caller.signed_in)
    described["components"]["securitySchemes"] = _SCHEMES
    described["servers"] = [{"url": "/"}]
    return described


def _asks(api: NinjaAPI) -> dict[str, Any]:
    """Who may call each operation, by its name."""
    return {
        operation.operation_id or "": operation.auth_callbacks[0]
        for router in api._get_bound_routers()
        for path in router.path_operations.values()
        for operation in path.operations
    }


def _add(schemas: dict[str, Any], model: type[BaseModel]) -> None:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema


def _parameters(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        # In a parameter examples are a map, in a schema a list: ninja copies one to the other.
        parameter.pop("examples", None)
        schema = parameter["schema"]
        some = [one for one in schema.pop("anyOf", ()) if one != {"type": "null"}]
        # A parameter that may be left out is never null.
        if len(some) == 1:
            schema.update(some[0])
        elif some:
            schema["anyOf"] = some
        for name in ("title", "description"):
            schema.pop(name, None)


def _answers(operation: dict[str, Any], method: str, account: bool) -> None:
    answers = operation["responses"]
    for status, answer in list(answers.items()):
        formats = operation.get("x-formats")
        if formats and status == 200:
            answer["content"].update({_type(kind): {"schema": _schema(kind)} for kind in formats if kind != "json"})
            answer["headers"] = {"Link": {"description": "The next page.", "schema": {"type": "string"}}}
        if "x-media-type" in operation and status == 200:
            text = {"schema": {"type": "string"}}
            answer["content"] = {operation["x-media-type"]: answer.get("content", {}).get("application/json", text)}
        answers[str(status)] = answers.pop(status)
    writes = _WRITES if method != "get" else ()
    for status in sorted({*_EVERYWHERE, *(_ACCOUNT if account else (403,)), *writes}):
        schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
        answers[str(status)] = {"description": _TEXTS[status], "content": {MEDIA_TYPE: schema}}
    answers["429"]["headers"] = {
        "Retry-After": {"description": "Seconds to the next minute.", "schema": {"type": "integer", "minimum": 1}}
    }


def _type(kind: str) -> str:
    return MEDIA_TYPES[kind].partition(";")[0]


def _schema(kind: str) -> dict[str, Any]:
    if kind == "geojson":
        return {
            "type": "object",
            "required": ["type", "features"],
            "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}},
        }
    return {"type": "string"} if kind == "csv" else {"type": "string", "format": "binary"}
