"""What the program knows of small-scale gold mining: the tables that people fill in, and the package's own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.sectors.gold.method_records import METHOD_TABLES
from almaden.sectors.gold.plan_records import PLAN_TABLES
from almaden.sectors.gold.records import FIELD_TABLES
from tools.reference_pages.package_tables import package_table
from tools.reference_pages.records import record_sections

#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "gold-ratios": (
        "ratios",
        {"set": "set", "practice": "practice", "value": "kg mercury for kg gold", "low": "low", "high": "high"},
    ),
    "gold-fate": (
        "fate",
        {"key": "number", "practice": "practice", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "gold-data-classes": ("data_classes", {"class": "class", "meaning": "meaning", "relative_error": "error"}),
    "gold-shared-errors": ("shared_errors", {"key": "of", "value": "value", "meaning": "meaning"}),
    "gold-limits": ("limits", {"key": "limit", "value": "value", "unit": "unit", "meaning": "meaning"}),
    "gold-plausible": (
        "plausible",
        {"text": "number", "unit": "unit", "possible_low": "refused below", "possible_high": "above",
         "usual_low": "asked about below", "usual_high": "above", "meaning": "meaning"},
    ),
    "gold-countries": (
        "country_estimates",
        {"country": "country", "year": "year", "mercury_t": "mercury, t", "low_t": "low", "high_t": "high",
         "gold_t": "gold, t", "data_class": "class", "chosen": "counts"},
    ),
    "gold-anchors": (
        "anchors",
        {"title": "figure", "year": "year", "quantity": "quantity", "value_t": "t a year", "low_t": "low",
         "high_t": "high"},
    ),
    "gold-annex-c": (
        "annex_c",
        {"item": "item", "name": "asks for", "required": "must be there", "evidence": "what would answer it"},
    ),
    "gold-measures": ("measures", {"kind": "measure", "name": "name", "changes": "what it changes"}),
    "gold-plan-settings": (
        "plan_settings",
        {"key": "setting", "meaning": "meaning", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "gold-formalisation": (
        "formalisation",
        {"no": "no", "dimension": "dimension", "indicators": "what may be looked at", "weight": "weight"},
    ),
    "gold-budgets": (
        "nap_budgets", {"country": "country", "theme": "theme", "lines": "lines", "cost_usd": "USD"},
    ),
    "gold-methods": ("methods", {"method": "method", "name": "name", "like": "what is not told is as in"}),
    "gold-method-values": (
        "method_values",
        {"method": "method", "key": "number", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "gold-prices": (
        "prices",
        {"key": "number", "name": "name", "value": "value", "low": "low", "high": "high", "unit": "unit",
         "year": "year"},
    ),
    "gold-method-anchors": (
        "method_anchors",
        {"what": "what", "year": "year", "country": "country", "low": "low", "high": "high", "unit": "unit"},
    ),
    "gold-tailings-scores": (
        "tailings_scores",
        {"part": "part", "name": "factor", "from": "from", "to": "below", "told": "or told", "score": "score"},
    ),
    "gold-tailings-weights": (
        "tailings_weights", {"factor": "factor", "weight": "weight", "spread_ratio": "up or down by"},
    ),
    "gold-tailings-waste": (
        "tailings_waste", {"class": "class", "mg_per_kg": "mg/kg", "from_year": "from", "text": "meaning"},
    ),
    "gold-biomonitoring": (
        "biomonitoring", {"name": "number", "value": "value", "unit": "unit", "meaning": "meaning"},
    ),
    "gold-satellite": ("satellite", {"key": "number", "value": "value", "unit": "unit"}),
}  # fmt: skip


def field_records() -> str:
    """The tables of field data."""
    return record_sections(FIELD_TABLES)


def plan_records() -> str:
    """The tables of a plan."""
    return record_sections(PLAN_TABLES)


def other_records() -> str:
    """The tables that stand by themselves: methods and prices of a miner, values of countries."""
    return record_sections({**METHOD_TABLES, "countries": CountryEstimateRecord})


PARTS: Mapping[str, Callable[[], str]] = {
    "gold-field-records": field_records,
    "gold-plan-records": plan_records,
    "gold-other-records": other_records,
    **{part: functools.partial(package_table, f"gold/{name}", heads) for part, (name, heads) in _TABLES.items()},
}
