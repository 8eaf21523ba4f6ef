"""Nested results as one level: the columns of tables and the names in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested results as one level: an amount ``x`` becomes ``x``, ``x_low`` and ``x_high``."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and set(value) == {"value", "low", "high"}:
            found |= {key: value["value"], f"{key}_low": value["low"], f"{key}_high": value["high"]}
        elif isinstance(value, Mapping):
            found |= flat(value, f"{key}_")
        elif isinstance(value, (list, tuple)):
            found[key] = " ".join(map(str, value))
        else:
            found[key] = value
    return found
