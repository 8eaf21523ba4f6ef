"""New inventories: empty, from what a reader read, or as the next version of a published one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from almaden.inventory.readers.form import checked_header
from almaden.inventory.records import Header, InventoryData
from almaden.store.acting import allow, allow_somewhere, now
from almaden.store.inventories.convert import header_columns, row_data, tables_of
from almaden.store.inventories.guard import ClosedError, check_standing, check_title
from almaden.store.inventories.layers import check_layers
from almaden.store.journal import Work, writing
from almaden.store.models import Inventory, InventoryRow, Organisation, Upload, User
from almaden.store.models.inventories import InventoryState
from almaden.wording import n_


def make(actor: User | None, header: Header, *, standing: str, organisation: Organisation | None = None) -> Inventory:
    """Make an empty inventory.

    Args:
        actor: who makes it, and is its author; None for the program.
        header: country, year and the rest; its layers are layers of the store.
        standing: whose figure it is: worked_example, submitted, published_elsewhere or estimate.
        organisation: for whom.

    Raises:
        InputError: with everything that is wrong with the header.
    """
    allow_somewhere(actor, "write_inventory")
    header = checked_header(header)
    allow(actor, "write_inventory", header.country)
    check_standing(standing)
    check_layers(actor, header.country, header.layers)
    with writing(actor, "inventory.add") as work:
        return work.add(_new(actor, header, standing=standing, organisation=organisation))


def from_data(actor: User | None, data: InventoryData, *, standing: str, upload: Upload | None = None) -> Inventory:
    """Keep an inventory that a reader read, with all its rows and layers.

    Args:
        actor: who brings it in, and is its author; None for the program.
        data: what was read.
        standing: whose figure it is.
        upload: the file that it was read from.
    """
    allow(actor, "write_inventory", data.header.country)
    check_standing(standing)
    sha256 = upload.sha256 if upload is not None else data.sha256
    with writing(actor, "inventory.import", source_sha256=sha256) as work:
        inventory = work.add(_new(actor, data.header, brought=data.header.layers, standing=standing, upload=upload))
        for table, records in tables_of(data):
            _add_rows(work, inventory, table, [row_data(record) for record in records])
    return inventory


def new_version(actor: User | None, inventory: Inventory, reason: str) -> Inventory:
    """Begin a correction: a draft with the rows of a published version, next in its series.

    Args:
        actor: who begins it, and is its author.
        inventory: the published version.
        reason: why, in the words of the person.

    Raises:
        ClosedError: the version is not the published one, or a correction was begun already.
    """
    allow(actor, "write_inventory", inventory.country)
    with writing(actor, "inventory.new_version", reason=reason) as work:
        current = Inventory.objects.select_for_update().get(pk=inventory.pk)
        if current.state != InventoryState.PUBLISHED:
            raise ClosedError(n_("A new version is made of the published one."))
        if Inventory.objects.filter(series=current.series, number__gt=current.number).exists():
            raise ClosedError(n_("There is a later version already. Go on with that one."))
        copied = ("series", "country", "year", "level", "factor_set", "title", "header", "standing", "organisation_id")
        values = {name: getattr(current, name) for name in copied}
        later = Inventory(**values, number=current.number + 1, author=actor, made_on=now())
        work.add(later)
        rows = [
            InventoryRow(inventory=later, table=row.table, position=row.position, data=row.data)
            for row in current.rows.all()
        ]
        work.add_many(rows)
    return later


def _new(actor: User | None, header: Header, *, brought: Sequence[str] = (), **values: Any) -> Inventory:
    check_title(header)
    columns = header_columns(header, brought)
    return Inventory(**columns, **values, series=uuid.uuid4().hex, author=actor, made_on=now())


def _add_rows(work: Work, inventory: Inventory, table: str, rows: Sequence[dict[str, Any]]) -> None:
    work.add_many(
        [
            InventoryRow(inventory=inventory, table=table, position=position, data=data)
            for position, data in enumerate(rows, start=1)
        ]
    )
