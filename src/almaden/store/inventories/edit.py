"""Changing an inventory row by row, while it is a draft or was returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Max

from almaden.errors import Fault, InputError
from almaden.inventory.readers.form import Typed, header_tree, record_of
from almaden.inventory.readers.form import header_of as read_header
from almaden.store.acting import allow, plain_text
from almaden.store.inventories.convert import KINDS, header_columns, kind_of, row_data
from almaden.store.inventories.guard import check_standing, check_title, still_open
from almaden.store.inventories.layers import check_layers
from almaden.store.inventories.read import header_of
from almaden.store.journal import ConflictError, writing
from almaden.store.models import Inventory, InventoryRow, User
from almaden.wording import Text, n_

#: More rows in one table are no national inventory.
MOST_ROWS: Final = 20_000


def add_row(actor: User | None, inventory: Inventory, table: str, values: Mapping[str, Typed]) -> InventoryRow:
    """Add a row at the end of a table.

    Args:
        actor: who adds it.
        inventory: a draft, or a version that was returned.
        table: activity_rates, factors, sources, published, law, priorities or populations.
        values: what was typed, by column; columns that are not named stay empty.

    Raises:
        ClosedError: the version cannot be changed.
        InputError: with everything that is wrong with the row.
    """
    allow(actor, "write_inventory", inventory.country)
    if table not in KINDS:
        accepted = ", ".join(KINDS)
        raise InputError(Fault(n_("there is no table with this name"), column="table", value=table, accepted=accepted))
    data = row_data(record_of(KINDS[table], values))
    with writing(actor, "inventory.add_row") as work:
        current = still_open(inventory)
        rows = current.rows.filter(table=table)
        if rows.count() >= MOST_ROWS:
            raise InputError(Fault(Text("the table has {most} rows already", most=MOST_ROWS), column=table))
        last = rows.aggregate(last=Max("position"))["last"] or 0
        return work.add(InventoryRow(inventory=current, table=table, position=last + 1, data=data))


def change_row(
    actor: User | None, row: InventoryRow, expected: int | None, values: Mapping[str, Typed], *, reason: str = ""
) -> InventoryRow:
    """Change columns of a row.

    Args:
        actor: who changes it.
        row: the row.
        expected: the version of the row that the person saw.
        values: the columns that change; an empty text or None empties one.
        reason: why, for the journal.

    Raises:
        ConflictError: somebody changed the row meanwhile.
        ClosedError: the version cannot be changed.
        InputError: with everything that is wrong with the row.
    """
    allow(actor, "write_inventory", row.inventory.country)
    kind = kind_of(row.table)
    with writing(actor, "inventory.change_row", reason=plain_text(reason)) as work:
        still_open(row.inventory)
        current = _locked(row, values)
        work.change(row, expected, data=row_data(record_of(kind, {**current.data, **values})))
    return row


def remove_row(actor: User | None, row: InventoryRow, expected: int | None) -> None:
    """Take a row out; the journal keeps what it said.

    Raises:
        ConflictError: somebody changed the row meanwhile.
        ClosedError: the version cannot be changed.
    """
    allow(actor, "write_inventory", row.inventory.country)
    with writing(actor, "inventory.remove_row") as work:
        still_open(row.inventory)
        current = _locked(row, {})
        # Changing nothing tells whether it is still the row that the person saw.
        work.change(current, expected)
        work.remove(current)


def change_header(
    actor: User | None, inventory: Inventory, expected: int | None, *, reason: str = "", **values: Any
) -> Inventory:
    """Change what stands above the rows.

    Args:
        actor: who changes it.
        inventory: a draft, or a version that was returned.
        expected: the version of the record that the person saw.
        reason: why, for the journal.
        **values: country, year, level, factor_set, title, notice, years, layers, context (name to value, or to a
            table of value, low, high, year, source, seen, status; it takes the place of the whole context),
            standing, organisation.

    Raises:
        ConflictError: somebody changed it meanwhile.
        ClosedError: the version cannot be changed.
        InputError: with everything that is wrong.
    """
    allow(actor, "write_inventory", inventory.country)
    others: dict[str, Any] = {name: values.pop(name) for name in ("standing", "organisation") if name in values}
    if "organisation" in others:
        organisation = others.pop("organisation")
        others["organisation_id"] = organisation.pk if organisation is not None else None
    if "standing" in others:
        check_standing(others["standing"])
    with writing(actor, "inventory.change", reason=plain_text(reason)) as work:
        current = still_open(inventory)
        brought = current.header.get("brought_layers", ())
        header = read_header({**header_tree(header_of(current)), **values})
        check_title(header)
        allow(actor, "write_inventory", header.country)
        check_layers(actor, header.country, [name for name in header.layers if name not in brought])
        work.change(inventory, expected, **header_columns(header, brought), **others)
    return inventory


def _locked(row: InventoryRow, mine: Mapping[str, Typed]) -> InventoryRow:
    """The row as it stands now.

    Raises:
        ConflictError: somebody took it out meanwhile.
    """
    current = InventoryRow.objects.select_for_update().filter(pk=row.pk).first()
    if current is None:
        raise ConflictError(row, dict(mine))
    return current
