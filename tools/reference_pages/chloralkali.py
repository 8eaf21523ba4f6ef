"""What the program knows of chlor-alkali plants: the tables that people fill in, and the package's own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.sectors.chloralkali.conversion_records import CONVERSION_TABLES
from almaden.sectors.chloralkali.records import TABLES
from tools.reference_pages.package_tables import package_table
from tools.reference_pages.records import record_sections

#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "chloralkali-factors": (
        "factors",
        {"name": "factor", "region": "region", "basis": "for each t of", "value": "value", "low": "low",
         "high": "high", "unit": "unit"},
    ),
    "chloralkali-conversion": (
        "conversion",
        {"title": "number", "value": "value", "low": "low", "high": "high", "unit": "unit", "currency": "money",
         "money_year": "of", "scope": "one error for each"},
    ),
    "chloralkali-published": (
        "conversion_published",
        {"title": "conversion", "plants": "plants", "capacity_kt": "kt chlorine a year", "cost_million": "millions",
         "currency": "money", "money_year": "of"},
    ),
    "chloralkali-exchange": ("exchange", {"currency": "money", "year": "year", "per_eur": "for one EUR"}),
    "chloralkali-surplus-costs": (
        "surplus_costs",
        {"name": "way", "value": "value", "low": "low", "high": "high", "unit": "unit", "money_year": "money of"},
    ),
    "chloralkali-article3": ("article3", {"paragraph": "paragraph", "title": "what is asked"}),
    "chloralkali-limits": ("limits", {"key": "limit", "value": "value", "unit": "unit", "meaning": "meaning"}),
    "chloralkali-plants": (
        "plants",
        {"id": "plant", "operator": "operator", "site": "site", "capacity": "capacity", "capacity_unit": "unit",
         "state": "state", "state_year": "told for", "closure_year": "ended", "mercury_destination": "mercury",
         "mercury_destination_t": "t"},
    ),
    "chloralkali-anchors": (
        "anchors",
        {"name": "figure", "region": "region", "year": "year", "value": "value", "low": "low", "high": "high",
         "unit": "unit"},
    ),
}  # fmt: skip


def plant_records() -> str:
    """The tables of plants, their balances and their conversion."""
    return record_sections({**TABLES, **CONVERSION_TABLES})


PARTS: Mapping[str, Callable[[], str]] = {
    "chloralkali-records": plant_records,
    **{part: functools.partial(package_table, f"chloralkali/{name}", heads) for part, (name, heads) in _TABLES.items()},
}
