"""Checks of an inventory: what is missing, what does not add up, what cannot be.

Every check is a :class:`CheckKind`; ``CHECKS`` lists them all by id. Their thresholds are tables of the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from almaden.inventory import lookup_checks
from almaden.inventory.check_kind import CheckKind, placed
from almaden.inventory.checks import (
    balance,
    candidates,
    coal_power,
    completeness,
    concentrate,
    country_values,
    defaults,
    factor_range,
    fuels,
    gold_ore,
    population_rows,
    published,
    rates,
    same_mercury,
    series,
    small_scale_gold,
    waste_rule,
)
from almaden.inventory.checks.inspection import Inspection, inspection_of
from almaden.inventory.checks.series import check_series
from almaden.inventory.flows import ResolvedInventory
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Check, Result

__all__ = ["CHECKS", "CheckKind", "check_inventory", "check_series"]

#: Modules that check one year, in the order in which their findings stand within a severity.
_MODULES = (
    gold_ore,
    small_scale_gold,
    country_values,
    rates,
    factor_range,
    candidates,
    concentrate,
    coal_power,
    fuels,
    same_mercury,
    balance,
    population_rows,
    waste_rule,
    published,
    completeness,
    defaults,
)

#: Every check by its id.
CHECKS: Mapping[str, CheckKind] = MappingProxyType(
    {kind.id: kind for module in (lookup_checks, *_MODULES, series) for kind in module.KINDS}
)

_ORDER = {"error": 0, "warning": 1, "info": 2}


def check_inventory(result: Result, data: InventoryData, resolved: ResolvedInventory) -> tuple[Check, ...]:
    """All findings about an inventory, the most severe first.

    Args:
        result: the computed inventory, its own checks empty.
        data: what was read.
        resolved: what was looked up for it, with findings of the look-up, which are kept.
    """
    inspection = inspection_of(result, data, resolved)
    found = _looked_up(inspection)
    for module in _MODULES:
        found.extend(module.check(inspection))
    return tuple(sorted(found, key=lambda check: _ORDER[check.severity]))


def _looked_up(inspection: Inspection) -> list[Check]:
    """Findings of the look-up, each once for an activity, with the place of its lines."""
    found: dict[tuple[str, str, str], Check] = {}
    for row in inspection.rows:
        for check in row.resolved.checks:
            found.setdefault((check.id, row.resolved.key, check.message), placed(check, row.place))
    return list(found.values())
