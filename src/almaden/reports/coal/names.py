"""What the words of results on coal-fired units are called in reports."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

from almaden.errors import InputError
from almaden.reference.countries import country_name
from almaden.reference.languages import n_
from almaden.reference.tables import read_table
from almaden.reports.words import Words
from almaden.sectors.coal.terms import By

STATUSES: Final[Mapping[str, str]] = {
    "operating": n_("operating"),
    "construction": n_("under construction"),
    "permitted": n_("permitted"),
    "planned": n_("planned"),
    "announced": n_("announced"),
    "shelved": n_("shelved"),
    "mothballed": n_("mothballed"),
    "cancelled": n_("cancelled"),
    "retired": n_("retired"),
    "": n_("not known"),
}
#: What a ranking is by, as the object of a sentence.
RANKED_BY: Final[Mapping[By, str]] = {
    "lifetime": n_("the mercury of the remaining lives"),
    "rate": n_("the mercury of a year"),
    "kg": n_("the mercury of a year"),
}
FATES: Final[Mapping[str, str]] = {
    "air": n_("air"),
    "bottom ash": n_("bottom ash"),
    "fly ash": n_("fly ash"),
    "FGD solid": n_("scrubber solids (gypsum)"),
    "FGD water": n_("scrubber water"),
    "spent sorbent": n_("spent sorbent"),
    "washing refuse": n_("refuse of washing"),
    "gypsum": n_("gypsum"),
}
#: Quantities of a unit: what they are called, and their unit.
QUANTITIES: Final[Mapping[str, tuple[str, str]]] = {
    "kg_per_year": (n_("Emission to air"), "kg/y"),
    "lifetime_kg": (n_("Over the remaining life"), "kg"),
    "ug_per_nm3": (n_("In the flue gas, dry"), "µg/m³"),
    "g_per_gwh": (n_("For each GWh"), "g/GWh"),
    "lb_per_gwh": (n_("For each GWh, in pounds"), "lb/GWh"),
    "lb_per_tbtu": (n_("For the heat of the coal, in pounds"), "lb/TBtu"),
    "mg_per_gj": (n_("For the heat of the coal"), "mg/GJ"),
}
#: Fields of a unit that may have been filled.
FIELDS: Final[Mapping[str, str]] = {
    "rank": n_("Rank of the coal"),
    "boiler": n_("Boiler"),
    "start_year": n_("First year"),
    "mercury": n_("Mercury of the coal"),
    "chlorine": n_("Chlorine of the coal"),
    "bromine": n_("Bromine of the coal"),
    "sulphur": n_("Sulphur of the coal"),
    "ash": n_("Ash of the coal"),
    "moisture": n_("Moisture of the coal"),
    "heating_value": n_("Heating value of the coal"),
    "controls": n_("Devices on the flue gas"),
    "heat_rate": n_("Heat rate"),
    "capacity_factor": n_("Capacity factor"),
    "washing": n_("Washing"),
    "unburned_carbon": n_("Unburned carbon"),
    "esp_temperature": n_("Temperature before the particle control"),
    "ash_sold_share": n_("Share of fly ash that is sold"),
}
RANKS: Final[Mapping[str, str]] = {
    "anthracite": n_("anthracite"),
    "bituminous": n_("bituminous"),
    "subbituminous": n_("subbituminous"),
    "lignite": n_("lignite"),
    "waste coal": n_("waste coal"),
}
BOILERS: Final[Mapping[str, str]] = {
    "pulverised": n_("pulverised coal"),
    "cyclone": n_("cyclone boiler"),
    "fluidised bed": n_("fluidised bed"),
    "stoker": n_("grate"),
    "gasifier": n_("gasifier"),
}

PLACES: Final[Mapping[str, str]] = {"boiler": n_("boiler"), "outlet": n_("gas behind the boiler")}


def country(code: str, words: Words) -> str:
    """The name of a country; the code itself where it is none."""
    try:
        return country_name(code, words.lang)
    except InputError:
        return code


def device(key: str, words: Words) -> str:
    """The name of a device, or of the boiler."""
    return words.known(PLACES, key) if key in PLACES else words.known(_devices(), key)


def place(title: str, name: str) -> str:
    """A plant and its unit."""
    return " ".join(filter(None, (title, name)))


@functools.cache
def _devices() -> Mapping[str, str]:
    return {row["device"]: row["name"] for row in read_table("coal/devices")}
