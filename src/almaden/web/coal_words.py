"""What the fields of coal-fired units, their coals and their tests are called on pages, and the words in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table
from almaden.reports.coal.names import FIELDS
from almaden.web.language import translate
from almaden.web.record_form import CHOICES
from almaden.wording import n_

UNIT_LABELS: Final = MappingProxyType(
    {
        "plant": n_("Plant"),
        "name": n_("Unit"),
        "country": n_("Country"),
        "subdivision": n_("Province or state"),
        "status": n_("Status"),
        "capacity_mw": n_("Electric capacity, MW"),
        "technology": n_("Steam cycle"),
        "start_year": n_("First year"),
        "retired_year": n_("Last year"),
        "planned_retirement": n_("Last year, planned"),
        "efficiency_percent": n_("Efficiency, %"),
        "heat_rate_mj_per_kwh": n_("Heat rate, MJ/kWh"),
        "capacity_factor": n_("Capacity factor"),
        "boiler": n_("Boiler"),
        "unburned_carbon_percent": n_("Unburned carbon, %"),
        "rank": n_("Rank of the coal"),
        "coal_source": n_("Origin of the coal"),
        "washed_share": n_("Share that is washed"),
        "washing_removal": n_("Mercury taken out by washing"),
        "esp_inlet_celsius": n_("Gas before the particle control, °C"),
        "sorbent": n_("Injected carbon"),
        "sorbent_mg_per_m3": n_("Carbon, mg/m³"),
        "bromine_added_mg_per_kg": n_("Bromine added to the coal, mg/kg"),
        "reemission_additive": n_("The scrubber has an additive against re-emission"),
        "ash_sold_share": n_("Share of fly ash that is sold"),
    }
)

COAL_LABELS: Final = MappingProxyType(
    {
        "name": n_("Coal"),
        "share": n_("Share of the blend"),
        "rank": n_("Rank"),
        "basis": n_("Basis"),
        "mercury_mg_per_kg": n_("Mercury, mg/kg"),
        "mercury_low": n_("Mercury, low end"),
        "mercury_high": n_("Mercury, high end"),
        "chlorine_mg_per_kg": n_("Chlorine, mg/kg"),
        "bromine_mg_per_kg": n_("Bromine, mg/kg"),
        "sulphur_percent": n_("Sulphur, %"),
        "ash_percent": n_("Ash, %"),
        "moisture_percent": n_("Moisture, %"),
        "hhv_mj_per_kg": n_("Higher heating value, MJ/kg"),
    }
)

TEST_LABELS: Final = MappingProxyType(
    {
        "stream": n_("Where"),
        "device": n_("Device"),
        "method": n_("Method"),
        "species": n_("Form"),
        "value": n_("Result"),
        "unit_of_value": n_("Unit"),
        "error_percent": n_("Error, %"),
        "flow": n_("Flow"),
        "flow_unit": n_("Unit of the flow"),
        "oxygen_percent": n_("Oxygen, %"),
    }
)

#: Fields that stand together, under a heading.
UNIT_GROUPS: Final = (
    (n_("Plant"), ("country", "capacity_mw", "status", "start_year", "planned_retirement", "capacity_factor")),
    (n_("Boiler"), ("boiler", "technology", "heat_rate_mj_per_kwh", "efficiency_percent", "unburned_carbon_percent")),
    (n_("Washing"), ("washed_share", "washing_removal")),
)
#: Fields below the control train.
GAS_FIELDS: Final = (
    "sorbent", "sorbent_mg_per_m3", "bromine_added_mg_per_kg", "esp_inlet_celsius", "ash_sold_share",
    "reemission_additive",
)  # fmt: skip
#: Fields that few fill in.
RARE_FIELDS: Final = ("plant", "name", "subdivision", "retired_year", "rank", "coal_source")

_WORDS: Final = MappingProxyType(
    {
        "anthracite": n_("anthracite"),
        "bituminous": n_("bituminous"),
        "subbituminous": n_("subbituminous"),
        "lignite": n_("lignite"),
        "waste coal": n_("waste coal"),
        "pulverised": n_("pulverised coal"),
        "cyclone": n_("cyclone boiler"),
        "fluidised bed": n_("fluidised bed"),
        "stoker": n_("grate"),
        "gasifier": n_("gasifier"),
        "as_received": n_("as received"),
        "dry": n_("dry"),
        "dry_ash_free": n_("dry, free of ash"),
        "plain": n_("plain"),
        "brominated": n_("brominated"),
        "coal": n_("coal"),
        "bottom ash": n_("bottom ash"),
        "fly ash": n_("fly ash"),
        "FGD solid": n_("scrubber solids (gypsum)"),
        "FGD water": n_("scrubber water"),
        "spent sorbent": n_("spent sorbent"),
        "washing refuse": n_("refuse of washing"),
        "air": n_("air"),
        "stack": n_("stack"),
        "before device": n_("before a device"),
        "after device": n_("after a device"),
        "laboratory": n_("laboratory"),
        "sorbent trap": n_("sorbent trap"),
        "manual method": n_("manual method"),
        "continuous monitor": n_("continuous monitor"),
        "total": n_("total"),
        "none": n_("none"),
        "boiler": n_("boiler"),
        "": n_("not known"),
    }
)

#: Quantities of a unit: what they are called, and their unit.
QUANTITY_WORDS: Final = MappingProxyType(
    {
        "kg_per_year": (n_("Emission to air"), "kg/y"),
        "lifetime_kg": (n_("Over the remaining life"), "kg"),
        "ug_per_nm3": (n_("In the flue gas, dry"), "µg/m³"),
        "g_per_gwh": (n_("For each GWh"), "g/GWh"),
        "lb_per_gwh": (n_("For each GWh, in pounds"), "lb/GWh"),
        "lb_per_tbtu": (n_("For the heat of the coal, in pounds"), "lb/TBtu"),
        "mg_per_gj": (n_("For the heat of the coal"), "mg/GJ"),
    }
)

#: Other pollutants that a measure takes out as well.
POLLUTANT_WORDS: Final = MappingProxyType({"SO2": n_("SO₂, t/y"), "NOx": n_("NOx, t/y"), "dust": n_("Dust, t/y")})


def word(value: str) -> str:
    """A word of the records or results in the language of the page; one that is not known stays as it is."""
    if value in _WORDS:
        return translate(_WORDS[value])
    return translate(CHOICES[value]) if value in CHOICES else value


def device_names() -> dict[str, str]:
    """The devices that may stand on the flue gas, with their names in the language of the page."""
    return {row["device"]: translate(row["name"]) for row in read_table("coal/devices")}


def field_word(name: str) -> str:
    """What a field that was filled is called."""
    return translate(FIELDS.get(name) or UNIT_LABELS.get(name, name))
