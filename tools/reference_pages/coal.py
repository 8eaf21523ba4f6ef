"""What the program knows of coal burning: the tables that people fill in, and the package's own, row by row."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.reference.record import Record
from almaden.reference.tables import read_table
from almaden.sectors.coal.methods import methods
from almaden.sectors.coal.readers.unit_tables import TABLES
from almaden.sectors.coal.scenario_tables import ScenarioRecord
from tools.reference_pages.markdown import Notes, cell, table
from tools.reference_pages.package_tables import noted, package_table
from tools.reference_pages.records import record_sections

#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "coal-devices": (
        "devices",
        {"device": "device", "name": "name", "words": "also written", "needs_after": "needs one of these behind it",
         "never_after": "never behind", "captured_to": "mercury goes to", "second_to": "and to",
         "second_share": "with this share"},
    ),
    "coal-rules": (
        "behaviour",
        {"id": "rule", "device": "device", "parameter": "share of", "rank": "rank", "boiler": "boiler",
         "upstream": "behind", "downstream": "before", "additive": "with additive", "value": "value", "low": "low",
         "high": "high", "text": "in words"},
    ),
    "coal-halogen": (
        "behaviour_halogen",
        {"id": "rule", "rules": "moves", "slope": "slope", "half_range": "plus and minus", "reference": "at mg/kg",
         "lowest": "from mg/kg", "highest": "to mg/kg", "text": "in words"},
    ),
    "coal-injection": (
        "injection_curves",
        {"id": "curve", "particle_control": "before", "sorbent": "carbon", "ranks": "ranks", "eta_max": "most",
         "eta_max_low": "low", "eta_max_high": "high", "q50_lb_per_mmacf": "half of it at lb/MMacf", "q50_low": "low",
         "q50_high": "high", "tests_with_rate": "tests", "text": "in words"},
    ),
    "coal-limits": (
        "limits",
        {"id": "limit", "name": "name", "standing": "standing", "applies_to": "units", "ranks": "ranks",
         "thermal_from": "from MW thermal", "thermal_to": "below", "value_low": "low", "value_high": "limit",
         "unit": "unit", "oxygen_percent": "oxygen, %", "averaging": "mean of", "valid_from": "from",
         "valid_to": "to"},
    ),
    "coal-bat": (
        "bat_bep",
        {"id": "level", "name": "controls", "level_low": "low", "level_high": "high", "unit": "unit",
         "removal_low": "removal, % low", "removal_high": "high"},
    ),
    "coal-measures": (
        "measures",
        {"id": "measure", "name": "name", "kind": "kind", "devices": "devices", "sorbent": "carbon",
         "rate": "rate, mg/m3", "bromine": "bromine, mg/kg", "ranks": "only for", "needs_one_of": "needs one of",
         "lacks": "not with", "excludes": "not together with"},
    ),
    "coal-costs": (
        "costs",
        {"item": "item", "part": "part", "value": "value", "low": "low", "high": "high", "unit": "unit",
         "money_year": "money of", "index": "index", "size_mw": "size, MW", "exponent": "exponent",
         "life_years": "life, years"},
    ),
    "coal-cost-settings": (
        "cost_settings",
        {"key": "setting", "meaning": "meaning", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "coal-lives": (
        "lifetime_rules",
        {"rule": "rule", "uses_plan": "plans count", "age_years": "closes at age",
         "overdue_years": "overdue: years left", "unknown_years": "start not known: years left"},
    ),
    "coal-scenarios": (
        "scenarios",
        {"scenario": "scenario", "name": "name", "rule": "end of life", "pipeline": "not built yet",
         "existing_passing": "existing pass at most", "existing_from": "from", "new_passing": "new pass at most"},
    ),
    "coal-pipeline": (
        "pipeline",
        {"pipeline": "pipeline", "state": "state", "share_built": "share built", "delay_years": "years until start"},
    ),
    "coal-default-ranks": ("default_rank", {"place": "place", "rank": "rank", "told_share": "share of told capacity"}),
    "coal-default-coals": (
        "default_coal",
        {"place": "place", "rank": "rank", "property": "property", "value": "value", "low": "low", "high": "high",
         "shared": "shared part"},
    ),
    "coal-default-controls": (
        "default_controls",
        {"class": "class", "practice": "place", "kind": "kind", "boiler": "boiler", "rank": "rank",
         "year_from": "practice from", "year_to": "to", "start_from": "started from", "start_to": "to",
         "mw_from": "from MW", "mw_below": "below MW", "train": "controls", "sorbent": "carbon", "share": "share"},
    ),
    "coal-default-operation": (
        "default_operation",
        {"place": "place", "kind": "kind", "property": "property", "year_from": "from", "year_to": "to",
         "value": "value", "low": "low", "high": "high", "shared": "shared part"},
    ),
    "coal-default-technologies": (
        "default_technology",
        {"technology": "technology", "boiler": "boiler", "btu_per_kwh_net": "Btu/kWh net", "low_ratio": "low, ratio",
         "high_ratio": "high, ratio", "shared": "shared part"},
    ),
    "coal-default-steps": ("default_heat_rate_steps", {"what": "by", "from": "from", "below": "below", "add": "adds"}),
    "coal-default-places": (
        "default_places",
        {"country": "country", "coal": "coal as in", "practice": "practice as in"},
    ),
    "coal-default-others": ("default_general", {"key": "number", "value": "value", "unit": "unit"}),
    "coal-shared": ("spread_shared", {"name": "number", "shared_share": "part of the variance that is shared"}),
    "coal-independent": (
        "independent",
        {"country": "country", "years_told": "years", "tonnes": "t a year", "low": "low", "high": "high",
         "scope": "of what", "difference": "how it differs"},
    ),
}  # fmt: skip


def coal_records() -> str:
    """One section for each table that a user fills in."""
    kinds: Mapping[str, type[Record]] = {**TABLES, "scenarios": ScenarioRecord}
    return record_sections(kinds)


def method_table() -> str:
    """The measured-total methods."""
    notes = Notes()
    known = {row["method"]: row for row in read_table("coal/methods")}
    rows = [
        (
            cell(method.name),
            cell(method.title),
            cell(method.description),
            *(cell(known[method.name][name].replace("|", ", ")) for name in ("ranks", "boilers")),
            noted(notes, known[method.name]),
        )
        for method in methods()
    ]
    return f"{table(('method', 'title', 'what it is', 'ranks', 'boilers', 'source'), rows)}\n{notes.printed()}"


PARTS: Mapping[str, Callable[[], str]] = {
    "coal-records": coal_records,
    "coal-methods": method_table,
    **{part: functools.partial(package_table, f"coal/{name}", heads) for part, (name, heads) in _TABLES.items()},
}
