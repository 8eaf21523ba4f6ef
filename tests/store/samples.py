"""Inventories for the tests of the store: as readers read them, and as the store keeps them."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from almaden.demo.loader import demo_path
from almaden.inventory.inventory import Inventory as Calculated
from almaden.inventory.readers import read_inventory
from almaden.inventory.records import Header, InventoryData
from almaden.reference.record import Record
from almaden.store.inventories import add_row, make
from almaden.store.models import Inventory, InventoryRow, User

LEVEL_2 = Path(__file__).resolve().parents[1] / "inventory" / "samples" / "format-1"
#: A row of coal burnt in power plants, as it is typed.
COAL = {"code": "5.1.1", "variant": "coal, all ranks", "present": "Y", "activity_rate": "100 000", "unit": "t"}


def read(name: str) -> InventoryData:
    """An inventory that comes with the package or the tests."""
    if name == "level 2":
        return read_inventory(LEVEL_2)
    with demo_path(name) as folder:
        return read_inventory(folder)


def content(data: InventoryData) -> dict[str, Any]:
    """All fields of an inventory but the places where its rows were read, and the hash of its files."""

    def bare(value: Any) -> Any:
        if isinstance(value, Record):
            return {name: one for name, one in dict(value).items() if name != "place"}
        return [bare(one) for one in value] if isinstance(value, tuple) else value

    return {one.name: bare(getattr(data, one.name)) for one in fields(data) if one.name not in ("sha256", "path")}


def result(data: InventoryData) -> Any:
    """The result of an inventory, without the hash of its input and the places of its rows."""
    found = Calculated(data).run()
    return replace(found, meta=replace(found.meta, input_sha256=""))


def draft(author: User | None, *rows: dict[str, Any], **header: Any) -> Inventory:
    """A draft of a made-up inventory of Ghana."""
    made = make(author, Header("GHA", 2020, level=2, **header), standing="worked_example")
    for row in rows:
        add_row(author, made, "activity_rates", row)
    return made


def rates(inventory: Inventory) -> list[InventoryRow]:
    """The rows of the activity table."""
    return list(inventory.rows.filter(table="activity_rates"))
