"""The checks that an inventory is put through, and the numbers that they compare with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from almaden.inventory.checks import CHECKS
from almaden.inventory.checks.thresholds import overlaps, rate_bounds, thresholds
from almaden.reference.categories import categories
from tools.reference_pages.markdown import cell, code, number, table


def check_table() -> str:
    """Every check with its severity, what it means and what it advises."""
    rows = [
        (code(kind.id), kind.severity, cell(kind.title), cell(kind.meaning), cell(kind.advice))
        for kind in CHECKS.values()
    ]
    return table(("id", "severity", "looks at", "meaning", "advice"), rows)


def threshold_table() -> str:
    """The numbers that the checks compare with."""
    rows = [
        (
            code(one.name),
            number(one.value),
            cell(one.unit),
            cell(one.meaning),
            cell(f"{one.source}: {one.seen} ({one.status})"),
        )
        for one in thresholds().values()
    ]
    return table(("name", "value", "unit", "meaning", "source"), rows)


def bounds_table() -> str:
    """Bounds of activity rates per inhabitant."""
    rows = [
        (
            code(one.code),
            cell(categories()[one.code].name),
            number(one.most_per_person),
            number(one.least),
            cell(one.unit),
        )
        for one in rate_bounds().values()
    ]
    return table(("code", "source category", "most per inhabitant", "least in a country", "unit"), rows)


def overlap_table() -> str:
    """Pairs of source categories that may hold the same fuel."""
    rows = [
        (code(one.first), code(one.second), f"{number(one.low)} to {number(one.high)}", cell(one.what))
        for one in overlaps()
    ]
    return table(("category", "may hold what is in", "units per unit of the second", "what"), rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "checks": check_table,
    "thresholds": threshold_table,
    "rate-bounds": bounds_table,
    "overlaps": overlap_table,
}
