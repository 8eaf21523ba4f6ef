"""Reads a result from the fields of its JSON output, as a version was frozen with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almaden.errors import AlmadenError
from almaden.inventory.result import (
    Amount,
    Check,
    Correction,
    GroupResult,
    KeySource,
    Meta,
    Part,
    Result,
    RowResult,
    Total,
    Unverified,
    VarianceShare,
)
from almaden.reference.pathways import AMOUNTS
from almaden.wording import n_

_ROW = ("id", "code", "name", "group", "variant", "phase", "facility", "present", "activity_rate", "unit", "year")
_HEAD = ("country", "country_name", "year", "level", "context")


def read_result(content: Mapping[str, Any]) -> Result:
    """The result that was written; its rows do not say where their numbers come from, which JSON leaves out.

    Raises:
        AlmadenError: these are not the fields of a result.
    """
    try:
        return _read(content)
    except (KeyError, TypeError, AttributeError):
        raise AlmadenError(n_("This is no result that this version of the program can read.")) from None


def _read(content: Mapping[str, Any]) -> Result:
    return Result(
        **{name: content[name] for name in _HEAD},
        meta=Meta(**_tuples(content["meta"])),
        rows=tuple(map(_row, content["rows"])),
        groups=tuple(map(_group, content["groups"])),
        totals={name: _total(name, total) for name, total in content["totals"].items()},
        key_sources=tuple(KeySource(**one) for one in content["key_sources"]),
        variance=tuple(VarianceShare(**_tuples(one)) for one in content["variance"]),
        checks=tuple(Check(**one) for one in content["checks"]),
        unverified=tuple(Unverified(**_tuples(one)) for one in content["unverified"]),
    )


def _row(content: Mapping[str, Any]) -> RowResult:
    return RowResult(
        **{name: content[name] for name in _ROW},
        parts=tuple(Part(**_tuples(one)) for one in content["parts"]),
        amounts=None if content[AMOUNTS[0]] is None else _amounts(content),
        origins=(),
        formula=content["formula"],
        flags=tuple(content["flags"]),
    )


def _group(content: Mapping[str, Any]) -> GroupResult:
    told = {name: content[name] for name in ("key", "name", "rows", "unknown_rows")}
    return GroupResult(**told, amounts=_amounts(content))


def _total(name: str, content: Mapping[str, Any]) -> Total:
    unexplained = content["unexplained_kg"]
    groups = [key for key in unexplained if f"{key}_low" in unexplained]
    corrections = tuple(Correction(**_tuples(one)) for one in content["corrections"])
    return Total(name, _amounts(content), {key: _amount(unexplained, key) for key in groups}, corrections)


def _amounts(content: Mapping[str, Any]) -> dict[str, Amount]:
    return {name: _amount(content, name) for name in AMOUNTS}


def _amount(content: Mapping[str, Any], name: str) -> Amount:
    return Amount(content[name], content[f"{name}_low"], content[f"{name}_high"])


def _tuples(content: Mapping[str, Any]) -> dict[str, Any]:
    """Fields with the lists of JSON as tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in content.items()}
