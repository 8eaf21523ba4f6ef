"""The numbers that checks compare with, each with its source, from the tables of the package."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class Threshold:
    """One number that a check compares with, in ``unit``."""

    name: str
    value: float
    unit: str
    meaning: str
    source: str
    seen: str
    status: str


@functools.cache
def thresholds() -> Mapping[str, Threshold]:
    """All thresholds by name."""
    return MappingProxyType(
        {
            row["name"]: Threshold(
                name=row["name"],
                value=float(row["value"]),
                unit=row["unit"],
                meaning=row["meaning"],
                source=row["source"],
                seen=row["seen"],
                status=row["status"],
            )
            for row in read_table("checks")
        }
    )


def threshold(name: str) -> float:
    """The value of a threshold."""
    return thresholds()[name].value


@dataclass(frozen=True)
class RateBounds:
    """Between what bounds the activity rate of a source category lies in any country.

    ``most_per_person`` and ``least`` are in ``unit``: no country does more for each inhabitant and year, and
    none that does it at all does less in a year. None where nothing can be said.
    """

    code: str
    unit: str
    most_per_person: float | None
    least: float | None


@functools.cache
def rate_bounds() -> Mapping[str, RateBounds]:
    """Bounds by code of the source category."""
    return MappingProxyType(
        {
            row["code"]: RateBounds(
                code=row["code"],
                unit=row["unit"],
                most_per_person=number_or_none(row["most_per_person"]),
                least=number_or_none(row["least"]),
            )
            for row in read_table("checks_rates")
        }
    )


@dataclass(frozen=True)
class Overlap:
    """Two source categories that may hold the same fuel.

    For each unit of ``second``, ``low`` to ``high`` units of ``first`` are used; that much of the first may
    be the same fuel. ``plausible_is_warning`` says whether it is more than a remark where the first is large
    enough to hold it.
    """

    first: str
    second: str
    low: float
    high: float
    plausible_is_warning: bool
    what: str
    advice: str


@functools.cache
def overlaps() -> tuple[Overlap, ...]:
    """All pairs that may overlap."""
    return tuple(
        Overlap(
            first=row["first"],
            second=row["second"],
            low=float(row["low"]),
            high=float(row["high"]),
            plausible_is_warning=row["warning"] == "y",
            what=row["what"],
            advice=row["advice"],
        )
        for row in read_table("checks_overlaps")
    )
