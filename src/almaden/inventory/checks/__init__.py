"""Checks of an inventory: what is missing, what does not add up, what cannot be."""

from __future__ import annotations

from almaden.inventory.flows import ResolvedInventory
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Check, Result


def check_inventory(result: Result, data: InventoryData, resolved: ResolvedInventory) -> tuple[Check, ...]:
    """All findings about an inventory, the most severe first."""
    found = [check for row in resolved.rows for check in row.checks]
    severity = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(found, key=lambda check: severity[check.severity]))
