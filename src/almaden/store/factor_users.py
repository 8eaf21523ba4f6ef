"""Who relies on a factor: the inventories whose rows use a source category, and those that take a layer."""

from __future__ import annotations

from almaden.store.models import FactorLayer, Inventory, InventoryRow
from almaden.store.rights import Person, visible_inventories


def inventories_with(user: Person, code: str) -> tuple[Inventory, ...]:
    """The inventories that a person may see with a row of a source category that is not absent."""
    rows = InventoryRow.objects.filter(table="activity_rates", data__code=code).exclude(data__present="N")
    return tuple(visible_inventories(user).filter(pk__in=rows.values("inventory_id")).order_by("country", "-year"))


def inventories_over(user: Person, layer: FactorLayer) -> tuple[Inventory, ...]:
    """The inventories that a person may see which take a layer of the store."""
    return tuple(
        one
        for one in visible_inventories(user).exclude(header__layers=[]).order_by("country", "-year")
        if layer.name in one.header.get("layers", ()) and layer.name not in one.header.get("brought_layers", ())
    )
