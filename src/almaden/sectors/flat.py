"""Results as plain values, amounts told as value, low and high: the columns of tables and the names in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested results as one level: an amount ``x`` becomes ``x``, ``x_low`` and ``x_high``."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{prefix}{name}"
        if _is_amount(value):
            found |= _told(key, value)
        elif isinstance(value, Mapping):
            found |= flat(value, f"{key}_")
        elif isinstance(value, (list, tuple)):
            found[key] = " ".join(map(str, value))
        else:
            found[key] = value
    return found


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """As :func:`flat`, but records within records, and lists of them, stay where they are."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if _is_amount(value):
            found |= _told(name, value)
        elif isinstance(value, Mapping):
            found[name] = nested(value)
        elif isinstance(value, (list, tuple)):
            found[name] = [nested(one) if isinstance(one, Mapping) else one for one in value]
        else:
            found[name] = value
    return found


def _is_amount(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"value", "low", "high"}


def _told(name: str, amount: Mapping[str, Any]) -> dict[str, Any]:
    return {name: amount["value"], f"{name}_low": amount["low"], f"{name}_high": amount["high"]}
