"""The parts of the cost of an option, and the unit of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.supply.storage.records import CostItem
from almaden.wording import n_

#: Unit of each item, ``$`` for the money, by name.
ITEM_UNITS: Final[Mapping[CostItem, str]] = MappingProxyType(
    {
        "capital_lump": "$",
        "capital_per_t": "$/t",
        "running_lump": "$/y",
        "running_per_t": "$/t/y",
        "packaging_per_t": "$/t",
        "treatment_per_t": "$/t",
        "disposal_per_t": "$/t",
        "formalities_per_t": "$/t",
        "transport_per_t_km": "$/t/km",
        "incident_per_year": "1/y",
        "incident_cost": "$",
    }
)
#: Each item as people read it.
ITEM_NAMES: Final[Mapping[CostItem, str]] = MappingProxyType(
    {
        "capital_lump": n_("capital, whatever the amount"),
        "capital_per_t": n_("capital for each tonne"),
        "running_lump": n_("running cost of a year, whatever the amount"),
        "running_per_t": n_("running cost of a year for each tonne"),
        "packaging_per_t": n_("containers"),
        "treatment_per_t": n_("treatment of mercury"),
        "disposal_per_t": n_("disposal"),
        "formalities_per_t": n_("consents and guarantees"),
        "transport_per_t_km": n_("freight for each tonne and kilometre"),
        "incident_per_year": n_("chance of a serious incident in a year"),
        "incident_cost": n_("cost of a serious incident"),
    }
)


def is_money(item: CostItem) -> bool:
    """Whether an item is told in money."""
    return ITEM_UNITS[item].startswith("$")


def fits(item: CostItem, unit: str) -> bool:
    """Whether a price of a unit such as ``USD/t`` may stand for an item."""
    money, _, rest = unit.partition("/")
    if not is_money(item):
        return unit == ITEM_UNITS[item]
    return money.isupper() and ITEM_UNITS[item] == ("$/" + rest if rest else "$")
