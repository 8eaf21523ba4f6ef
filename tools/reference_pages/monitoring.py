"""What the program knows of monitoring: rules, flags, methods, coverage, names, and the numbers of its models."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.monitoring.biota.sample_record import TABLES as BIOTA_TABLES
from almaden.monitoring.network.records import TABLES as NETWORK_TABLES
from almaden.monitoring.people.records import TABLES as PEOPLE_TABLES
from almaden.monitoring.readers.merpas_record import TABLES as MERPAS_TABLES
from tools.reference_pages.package_tables import package_table
from tools.reference_pages.records import record_sections

_NUMBER: Final = {"name": "number", "value": "value", "unit": "unit"}
_SETTING: Final = {"name": "setting", "value": "value", "unit": "unit", "meaning": "meaning"}
#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "monitoring-rules": (
        "qc_rules",
        {"id": "rule", "title": "name", "species": "species", "matrix": "medium", "scope": "where",
         "parameter": "parameter", "threshold": "threshold", "unit": "unit", "flag": "proposes", "note": "note"},
    ),
    "monitoring-ebas-flags": (
        "ebas_flags",
        {"code": "code", "category": "of EBAS", "flag": "here", "overrides": "stands against others",
         "meaning": "meaning"},
    ),
    "monitoring-network-flags": (
        "network_flags", {"network": "network", "kind": "kind", "code": "flag", "flag": "here", "meaning": "meaning"},
    ),
    "monitoring-sea-flags": ("seadatanet_flags", {"code": "flag", "flag": "here", "meaning": "meaning"}),
    "monitoring-tissue-flags": ("tissue_flags", {"layout": "layout", "word": "word", "flag": "here"}),
    "monitoring-methods": (
        "measuring_methods",
        {"name": "method", "species": "species", "family": "family", "bias": "bias", "note": "what is known"},
    ),
    "monitoring-unit-checks": (
        "unit_checks",
        {"species": "species", "unit": "unit", "side": "is asked about", "limit": "limit", "likely_unit": "likely"},
    ),
    "monitoring-columns": (
        "network_columns",
        {"network": "network", "names": "columns", "role": "holds", "species": "species", "matrix": "medium",
         "unit": "unit", "method": "method"},
    ),
    "monitoring-coverage": ("coverage", {"level": "level", "of": "of", "minimum": "at least", "unit": "unit"}),
    "monitoring-trend-rules": (
        "trend_rules", {"key": "rule", "value": "value", "unit": "unit", "meaning": "meaning"},
    ),
    "monitoring-air": ("air_constants", _NUMBER),
    "monitoring-wet": ("wet_constants", _NUMBER),
    "monitoring-soil": ("soil_constants", _NUMBER),
    "monitoring-passive": ("merpas", _NUMBER),
    "monitoring-models": ("model_constants", _NUMBER),
    "monitoring-regions": (
        "regions",
        {"region": "region", "surface": "surface", "south": "south", "north": "north", "west": "west",
         "east": "east"},
    ),
    "monitoring-zones": ("latitude_zones", {"zone": "zone", "from_degree": "from", "to_degree": "to"}),
    "monitoring-network-settings": (
        "network_settings",
        {"matrix": "medium", "species": "species", "name": "setting", "value": "value", "unit": "unit",
         "meaning": "meaning"},
    ),
    "monitoring-plan-settings": (
        "plan_settings", {"name": "setting", "value": "value", "unit": "unit", "meaning": "meaning"},
    ),
    "monitoring-cf": (
        "cf_names", {"matrix": "medium", "species": "species", "standard_name": "standard name", "units": "units"},
    ),
    "monitoring-ebas-export": (
        "ebas_export", {"kind": "kind", "name": "here", "matrix": "medium", "ebas": "in EBAS"},
    ),
    "monitoring-censored": (
        "censored_rules",
        {"method": "method", "share_over": "share below, from", "share_to": "to", "detected_to": "detected, to",
         "n_to": "values, to", "limits": "limits", "meaning": "meaning"},
    ),
    "monitoring-biota": ("biota_settings", _SETTING),
    "monitoring-lengths": (
        "standard_lengths", {"common": "species", "scientific": "scientific name", "length_mm": "length, mm"},
    ),
    "monitoring-conversions": (
        "tissue_conversions",
        {"taxon": "of", "from_tissue": "from", "to_tissue": "to", "form": "equation", "a": "a", "b": "b",
         "low": "holds from", "high": "to", "unit": "unit", "basis": "basis"},
    ),
    "monitoring-moisture": (
        "tissue_moisture",
        {"taxon": "of", "tissue": "tissue", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "monitoring-limits": (
        "tissue_limits",
        {"issuer": "issuer", "value": "value", "unit": "unit", "form": "form", "tissue": "tissue",
         "holds_for": "holds for", "from": "from", "to": "to"},
    ),
    "monitoring-effects": (
        "wildlife_effects",
        {"group": "group", "tissue": "tissue", "value": "value", "unit": "unit", "meaning": "meaning"},
    ),
    "monitoring-species": (
        "species_groups",
        {"common": "species", "scientific": "scientific name", "group": "group", "water": "water",
         "trophic_level": "trophic level"},
    ),
    "monitoring-people": ("people_settings", _SETTING),
    "monitoring-guidance": ("guidance", {"matrix": "in", "unit": "unit", "value": "value", "name": "meaning"}),
    "monitoring-questions": (
        "questions", {"slug": "question", "text": "asks", "asked_by": "asked by", "parameters": "of"},
    ),
}  # fmt: skip


def monitoring_records() -> str:
    """The tables that people fill in."""
    return record_sections({**NETWORK_TABLES, **MERPAS_TABLES, **BIOTA_TABLES, **PEOPLE_TABLES})


PARTS: Mapping[str, Callable[[], str]] = {
    "monitoring-records": monitoring_records,
    **{part: functools.partial(package_table, f"monitoring/{name}", heads) for part, (name, heads) in _TABLES.items()},
}
