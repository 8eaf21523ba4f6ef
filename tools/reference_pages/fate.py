"""What the program knows of the fate of mercury: box models, air of the globe, near field; and tables people bring."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.fate.atmosphere.action_records import ActionRecord
from almaden.fate.atmosphere.matrix_records import MatrixRow
from almaden.fate.atmosphere.records import FacilityEmissionRecord, RegionEmissionRecord
from almaden.fate.plume.records import TABLES as PLUME_TABLES
from almaden.reference.record import Record
from tools.reference_pages.package_tables import package_table
from tools.reference_pages.records import record_sections

_NUMBER: Final = {"name": "number", "value": "value", "unit": "unit"}
_PARAMETER: Final = {"key": "number", "meaning": "meaning", "value": "value", "unit": "unit", "low": "low",
                     "high": "high"}  # fmt: skip
_WORD: Final = {"word": "word in a file", "stands_for": "stands for"}
#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "fate-box-models": ("box_models", {"key": "model", "name": "name", "periods": "periods", "extra": "extra term"}),
    "fate-box-reservoirs": (
        "box_reservoirs", {"model": "model", "key": "reservoir", "name": "name", "start_mg": "start, Mg"},
    ),
    "fate-box-parameters": (
        "box_parameters",
        {"model": "model", "period": "period", "key": "number", "name": "name", "value": "value", "unit": "unit"},
    ),
    "fate-box-rates": (
        "box_rates",
        {"model": "model", "key": "rate", "name": "process", "from": "from", "to": "to", "formula": "formula, 1/yr"},
    ),
    "fate-box-inputs": ("box_inputs", {"model": "model", "name": "input", "to": "to", "mg_per_year": "Mg/yr"}),
    "fate-box-spreads": (
        "box_spreads", {"name": "process", "rates": "rates", "geometric_sd": "geometric standard deviation"},
    ),
    "fate-box-constraints": (
        "box_constraints",
        {"name": "what is known", "low": "least", "high": "most", "unit": "unit", "first_year": "from",
         "last_year": "to"},
    ),
    "fate-legacy-kernels": (
        "legacy_kernels",
        {"kernel": "holds", "per_year": "per year", "decay_per_year": "decay, 1/yr", "valid_years": "years"},
    ),
    "fate-land-water": ("land_water_weights", {"sector": "sector", "wf": "fast", "ws": "slow", "wa": "protected"}),
    "fate-air-climate": ("atmosphere_climate", _PARAMETER),
    "fate-air-rates": ("atmosphere_rates", _PARAMETER),
    "fate-air-natural": ("atmosphere_natural", _PARAMETER),
    "fate-air-spreads": ("atmosphere_spread", {"name": "process", "geometric_sd": "geometric standard deviation"}),
    "fate-air-receptors": ("surface_legend", {"key": "receptor", "name": "name", "kind": "kind"}),
    "fate-air-bands": (
        "receptor_bands",
        {"key": "band", "name": "name", "south_degrees": "from, degrees", "north_degrees": "to, degrees"},
    ),
    "fate-air-published": (
        "published_shares",
        {"quantity": "quantity", "value": "value", "low": "low", "high": "high", "unit": "unit"},
    ),
    "fate-air-hg0": (
        "obs_hg0",
        {"site": "site", "network": "network", "latitude": "latitude", "longitude": "longitude",
         "altitude_m": "altitude, m", "hg0_ng_per_m3": "Hg0, ng/m3", "period": "years"},
    ),
    "fate-air-wet": (
        "obs_wet",
        {"site": "site", "network": "network", "latitude": "latitude", "longitude": "longitude",
         "deposition_ug_per_m2_per_year": "wet deposition, ug/m2/yr", "period": "years"},
    ),
    "fate-emission-forms": (
        "emission_forms",
        {"kind": "kind", "name": "name", "hg0": "Hg0", "hg2": "Hg2+", "hgp": "particles", "height_m": "height, m"},
    ),
    "fate-emission-names": ("emission_variable_names", _WORD),
    "fate-emission-words": ("emission_words", {"kind": "kind", "key": "stands for", "names": "words in a header"}),
    "fate-emission-settings": ("emission_settings", _NUMBER),
    "fate-meteorology-names": ("meteorology_names", _WORD),
    "fate-meteorology-units": (
        "meteorology_units", {"spelling": "unit in a file", "stands_for": "of", "scale": "times"},
    ),
    "fate-meteorology-settings": ("meteorology_settings", _NUMBER),
    "fate-plume-dispersion": (
        "plume_dispersion",
        {"setting": "setting", "class": "class", "axis": "axis", "a": "a", "b_per_m": "b, 1/m", "power": "power",
         "form": "form"},
    ),
    "fate-plume-rise": ("plume_rise", _NUMBER),
    "fate-plume-constants": ("plume_constants", _NUMBER),
    "fate-plume-settings": ("plume_settings", _NUMBER),
    "fate-plume-stability": (
        "plume_stability",
        {"wind_from_m_per_s": "wind from, m/s", "wind_to_m_per_s": "to, m/s", "sky": "sky", "class": "class"},
    ),
    "fate-plume-wind": ("plume_wind_profile", {"setting": "setting", "class": "class", "exponent": "exponent"}),
    "fate-plume-deposition": (
        "plume_deposition",
        {"species": "species", "velocity_m_per_s": "velocity, m/s", "velocity_low_m_per_s": "low",
         "velocity_high_m_per_s": "high", "scavenging_per_s": "washout at 1 mm/h, 1/s"},
    ),
    "fate-plume-screening": (
        "screening_weather",
        {"stability": "class", "name": "name", "wind_m_per_s": "winds tried, m/s",
         "assumed_share": "share of a year", "assumed_wind_m_per_s": "wind of the year, m/s"},
    ),
    "fate-plume-limits": ("weather_limits", {"field": "column", "least": "least", "most": "most", "unit": "unit"}),
    "fate-guidelines": (
        "air_guidelines",
        {"issuer": "issuer", "name": "value for", "value": "value", "unit": "unit", "averaging": "mean over",
         "compared_with": "compared with", "population": "for", "year": "year"},
    ),
    "fate-saturation": (
        "mercury_saturation", {"equation": "equation", "key": "number", "value": "value", "unit": "unit"},
    ),
}  # fmt: skip
#: Tables that people fill in or bring, by the name of their sheet.
_RECORDS: Final[Mapping[str, type[Record]]] = {
    **PLUME_TABLES,
    "facilities": FacilityEmissionRecord,
    "totals": RegionEmissionRecord,
    "actions": ActionRecord,
    "sr_matrix": MatrixRow,
}


def fate_records() -> str:
    """The tables that people fill in."""
    return record_sections(_RECORDS)


PARTS: Mapping[str, Callable[[], str]] = {
    "fate-records": fate_records,
    **{part: functools.partial(package_table, f"fate/{name}", heads) for part, (name, heads) in _TABLES.items()},
}
