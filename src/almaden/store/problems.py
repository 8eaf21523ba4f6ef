"""Errors as JSON, so that what went wrong in one process can be said by another, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almaden.errors import AlmadenError, Fault, InputError
from almaden.wording import Text

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
    values = {name: text_to_json(one) if isinstance(one, Text) else one for name, one in text.values.items()}
    return {"template": text.template, "values": values}


def text_from_json(text: Mapping[str, Any]) -> str:
    """The text that :func:`text_to_json` was given."""
    values = {name: text_from_json(one) if isinstance(one, dict) else one for name, one in text["values"].items()}
    return Text(text["template"], **values)
