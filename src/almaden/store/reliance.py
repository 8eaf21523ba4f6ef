"""Which inventories rely on a factor: who is touched when it is corrected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.db.models import Q

from almaden.reference.categories import ancestors, categories
from almaden.reference.factors import factor_set
from almaden.store.models import Inventory, InventoryRow
from almaden.store.rights import Person, visible_inventories

#: More rows than this are counted, not shown.
MOST: Final = 1_000


@dataclass(frozen=True)
class Reliance:
    """One inventory with its rows that use a factor."""

    inventory: Inventory
    rows: tuple[InventoryRow, ...]


def relying_on(user: Person, code: str, variant: str = "", scenario: str = "") -> tuple[Reliance, ...]:
    """Inventories that a person may see and that rely on a factor of a factor set.

    A row relies on an input factor of its source category, or of the nearest one above that has any, unless it
    brings its own; and on the distribution factor of its scenario.

    Args:
        user: who asks.
        code: the source category that the factor stands at.
        variant: of this variant only.
        scenario: the scenario row of a distribution factor; empty asks for the input factor.
    """
    shown = visible_inventories(user).exclude(state="superseded")
    beneath = Q(data__code=code) | Q(data__code__startswith=f"{code}.")
    rows = InventoryRow.objects.filter(beneath, inventory__in=shown, table="activity_rates", data__present="Y")
    if variant:
        rows = rows.filter(data__variant=variant)
    if scenario:
        rows = rows.filter(data__scenario=scenario)
    found: dict[int, list[InventoryRow]] = {}
    inventories: dict[int, Inventory] = {}
    for row in rows.select_related("inventory").order_by("inventory__country", "-inventory__year", "position")[:MOST]:
        brings_own = not scenario and row.data["input_factor"] is not None
        stands_at = _stands_at(row.inventory.factor_set, row.data["code"], bool(scenario))
        if brings_own or stands_at != code:
            continue
        inventories[row.inventory_id] = row.inventory
        found.setdefault(row.inventory_id, []).append(row)
    return tuple(Reliance(inventories[pk], tuple(rows)) for pk, rows in found.items())


@cache
def _stands_at(set_name: str, code: str, distribution: bool) -> str:
    """The source category whose factors a row of a category uses; empty where there is none."""
    factors = factor_set(set_name)
    for one in (categories()[code], *ancestors(code)):
        if factors.distributions(one.code) if distribution else factors.inputs(one.code):
            return one.code
    return ""
