"""A fleet as an inventory of its country that can be run by itself or joined with the other sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from almaden.inventory.records import Header, InventoryData
from almaden.sectors.amounts import first
from almaden.sectors.coal.emission import by_fate
from almaden.sectors.coal.engine import fate_shares
from almaden.sectors.coal.inventory_rows import rows_of_classes
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.draws import point

#: The factor file of an inventory's own.
_FACTORS: Final = "factors.csv"


def as_inventory(units: Sequence[CoalUnit], country: str, year: int, title: str = "") -> InventoryData:
    """A fleet as a Level 2 inventory: lines by source category and abatement level, with factors of its own.

    Its emission to air is that of the fleet by the default method, at the values of record.

    Args:
        units: the units of one country, filled.
        country: the country, three letters.
        year: the year that the figures are for.
        title: title of the inventory.
    """
    made = rows_of_classes(units, shares_by_fate, year)
    return InventoryData(Header(country, year, level=2, title=title), made.rows, layers=((_FACTORS, made.factors),))


def shares_by_fate(unit: CoalUnit, conditions: Conditions) -> Mapping[str, float]:
    """Shares of the mercury burned by fate, at the values of record; what leaves by the stack is one."""
    return {name: first(share) for name, share in by_fate(unit, fate_shares(conditions, point), point).items()}
