"""An inventory out of the store, as the calculation takes it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import Any

from almaden.errors import Fault
from almaden.inventory.activities import with_ids
from almaden.inventory.readers.form import faults_between
from almaden.inventory.readers.inventory import OWN_FACTORS
from almaden.inventory.readers.shares import with_whole_shares
from almaden.inventory.records import Header, InventoryData
from almaden.store.inventories.convert import LAYER, header_from, kind_of, record_from, row_data, tables_of
from almaden.store.journal import canonical
from almaden.store.models import FactorLayer, Inventory, InventoryRow
from almaden.wording import n_

__all__ = ["data_of", "faults_of", "header_of", "kind_of", "rows"]


def header_of(inventory: Inventory) -> Header:
    """Country, year, level, factor set, title, years, layers and context of an inventory."""
    return header_from(vars(inventory))


def rows(inventory: Inventory, table: str) -> tuple[InventoryRow, ...]:
    """The rows of one table of an inventory, in their order."""
    return tuple(inventory.rows.filter(table=table).order_by("position", "id"))


def data_of(inventory: Inventory) -> InventoryData:
    """Everything that an inventory holds; nothing computed yet.

    The place of each row is its table and its id in the store. ``sha256`` is over the content, so it is the same
    for the same content wherever it is kept. Shares of one activity that were rounded add to 1, as when a file is read.
    """
    return checked(inventory)[0]


def faults_of(inventory: Inventory) -> tuple[Fault, ...]:
    """What does not fit together: a draft may be kept with it, but has no result and cannot be submitted.

    The file of a fault is its table, the row is the id of the row in the store.
    """
    return checked(inventory)[1]


def checked(inventory: Inventory) -> tuple[InventoryData, tuple[Fault, ...]]:
    """What :func:`data_of` and :func:`faults_of` give, read once."""
    data = _as_kept(inventory)
    between = faults_between(data)
    if not between:
        data = replace(data, rows=with_whole_shares(data.rows, data.header))
    return data, (*_layer_faults(inventory), *between)


def _as_kept(inventory: Inventory) -> InventoryData:
    header = header_of(inventory)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in inventory.rows.order_by("table", "position", "id"):
        found[row.table].append(record_from(kind_of(row.table), row.data, f"{row.table}, row {row.pk}"))
    layers = [(name, _layer_rows(inventory, name, found)) for name in header.layers]
    if found["factors"]:
        layers.append((OWN_FACTORS, tuple(found["factors"])))
    data = InventoryData(
        header=header,
        rows=with_ids(found["activity_rates"]),
        layers=tuple(layers),
        sources=tuple(found["sources"]),
        published=tuple(found["published"]),
        law=tuple(found["law"]),
        priorities=tuple(found["priorities"]),
        populations=tuple(found["populations"]),
        path=header.title,
    )
    return replace(data, sha256=_digest(data))


def _layer_rows(inventory: Inventory, name: str, found: dict[str, list[Any]]) -> tuple[Any, ...]:
    brought = inventory.header.get("brought_layers", ())
    if name in brought:
        return tuple(found[f"{LAYER}{brought.index(name) + 1}"])
    layer = FactorLayer.objects.filter(name=name).first()
    rows = layer.rows if layer is not None else ()
    return tuple(
        record_from(kind_of("factors"), row, f"{name}, row {number}") for number, row in enumerate(rows, start=1)
    )


def _layer_faults(inventory: Inventory) -> list[Fault]:
    header = inventory.header
    wanted = set(header.get("layers", ())) - set(header.get("brought_layers", ()))
    known = set(FactorLayer.objects.filter(name__in=wanted).values_list("name", flat=True))
    return [
        Fault(
            n_("there is no factor layer with this name"),
            column="layers",
            value=name,
            advice=n_("choose another, or leave it out"),
        )
        for name in sorted(wanted - known)
    ]


def _digest(data: InventoryData) -> str:
    """SHA-256 over the content; whole numbers and others are written alike, whatever the database made of them."""
    tables = [[name, [row_data(row) for row in rows]] for name, rows in tables_of(data)]
    header = {**vars(data.header), "context": {name: vars(entry) for name, entry in data.header.context.items()}}
    return hashlib.sha256(canonical({"header": header, "tables": tables}).encode()).hexdigest()
