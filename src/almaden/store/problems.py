"""Errors as JSON, so that what went wrong in one process can be said by another, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almaden.errors import AlmadenError, Fault, InputError
from almaden.wording import Exact, Fixed, Text, Value

_PLACE = ("file", "sheet", "row", "column", "value")
_SAID = ("problem", "accepted", "advice")


def problem_of(error: AlmadenError) -> dict[str, Any]:
    """An error as JSON: its text, or all its faults."""
    if isinstance(error, InputError):
        return {"faults": [fault_to_json(fault) for fault in error.faults]}
    return {"text": text_to_json(error.args[0] if error.args else str(error))}


def error_of(problem: Mapping[str, Any]) -> AlmadenError | None:
    """The error that :func:`problem_of` was given; None for an empty problem."""
    if problem.get("faults"):
        return InputError(fault_from_json(fault) for fault in problem["faults"])
    return AlmadenError(text_from_json(problem["text"])) if problem.get("text") else None


def fault_to_json(fault: Fault) -> dict[str, Any]:
    """A fault as JSON."""
    place = {name: getattr(fault, name) for name in _PLACE if getattr(fault, name) not in ("", None)}
    return place | {name: text_to_json(getattr(fault, name)) for name in _SAID}


def fault_from_json(fault: Mapping[str, Any]) -> Fault:
    """The fault that :func:`fault_to_json` was given."""
    said: dict[str, Any] = {name: text_from_json(fault[name]) for name in _SAID if name in fault}
    return Fault(**said, **{name: fault[name] for name in _PLACE if name in fault})


def text_to_json(text: str) -> dict[str, Any]:
    """A text as JSON: its template and its values, which are texts, words or numbers."""
    if not isinstance(text, Text):
        return {"template": str(text), "values": {}}
    return {"template": text.template, "values": {name: _value_to_json(one) for name, one in text.values.items()}}


def text_from_json(text: Mapping[str, Any]) -> str:
    """The text that :func:`text_to_json` was given."""
    return Text(text["template"], **{name: _value_from_json(one) for name, one in text["values"].items()})


def _value_to_json(value: Value) -> Any:
    if isinstance(value, Text):
        return text_to_json(value)
    if isinstance(value, Fixed):
        return {"fixed": float(value), "places": value.places}
    return {"exact": float(value)} if isinstance(value, Exact) else value


def _value_from_json(value: Any) -> Value:
    if not isinstance(value, dict):
        return value
    if "fixed" in value:
        return Fixed(value["fixed"], value["places"])
    return Exact(value["exact"]) if "exact" in value else text_from_json(value)
