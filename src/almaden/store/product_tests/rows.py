"""Rows of a campaign: added one by one or many at once, changed, taken out; each write is checked with all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.named_cells import Cells, tables_of_rows
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.sectors.products.testing.records import TABLES
from almaden.store.acting import plain_text
from almaden.store.journal import ConflictError, Work, writing
from almaden.store.models import ProductCampaign, ProductPhoto, Upload, User
from almaden.store.models.product_tests import CampaignRow
from almaden.store.product_tests.campaigns import allow_rows, still_open, touch
from almaden.store.product_tests.checked import Checked, checked
from almaden.store.product_tests.photos import drop
from almaden.store.product_tests.shape import (
    KEPT,
    TABLE_OF,
    Kept,
    cells_of,
    fields_of,
    keys_of,
    record_of,
    records_of,
    with_keys,
)
from almaden.wording import Text, n_

#: Rows of all tables that one request may add: several times the largest campaign.
MOST_ROWS: Final = 20_000
#: By table: those whose rows may lead to its rows.
_LEADING: Final = {
    "campaigns": "tests",
    "products": "tests, takedowns",
    "tests": "",
    "takedowns": "checks",
    "checks": "",
}


def add_rows(
    actor: User | None, campaign: ProductCampaign, given: Mapping[str, Sequence[Cells]], *, reason: str = ""
) -> Checked:
    """Add rows to the tables of a draft: all of them, or none.

    Args:
        actor: who adds them.
        campaign: the draft.
        given: rows by table, as they were typed; those without an identifier get one. What stands there already,
            word for word, is passed over, so that the same may be sent twice.
        reason: why, for the journal.

    Returns:
        What was added, how many rows stood there already, and what looks odd.

    Raises:
        InputError: with every fault, by table and row, counted from 1.
        ClosedError: it was submitted or published.
        RightsError: the person may not write into it.
    """
    _check_count(sum(len(rows) for rows in given.values()))
    allow_rows(actor, campaign)
    with writing(actor, "product_campaign.add_rows", reason=plain_text(reason)) as work:
        current = still_open(campaign)
        known = {table: list(keys_of(current, table)) for table in KEPT}
        rows = {table: with_keys(table, each, known[table]) if table in KEPT else each for table, each in given.items()}
        return _add(work, current, tables_of_rows(rows, TABLES))


def import_tables(
    actor: User | None, campaign: ProductCampaign, source: Path, name: str, upload: Upload | None = None
) -> Checked:
    """Add the rows of a file, as :func:`add_rows` does: all of them, or none.

    Args:
        actor: who brings it.
        campaign: the draft.
        source: a workbook, a folder of text tables, or one table.
        name: what to call it in messages.
        upload: the file that it is kept as.
    """
    allow_rows(actor, campaign)
    read = read_tables(source, name, TABLES, alone="tests")
    if not read.rows and not read.faults.found:
        raise InputError(Fault(n_("none of the tables is in it"), file=name, accepted=", ".join(TABLES)))
    _check_count(sum(len(rows.found) for rows in read.rows.values()))
    sha256 = upload.sha256 if upload is not None else read.sha256
    with writing(actor, "product_campaign.import", source_sha256=sha256) as work:
        return _add(work, still_open(campaign), read)


def change_row(
    actor: User | None, row: CampaignRow, expected: int | None, cells: Cells, *, reason: str = ""
) -> tuple[Text | str, ...]:
    """Change fields of a row of a draft; its identifier stays.

    Args:
        actor: who changes it.
        row: the row.
        expected: the version that the person saw.
        cells: what was typed, by field of its record; fields that are left out stay as they are.
        reason: why, for the journal.

    Returns:
        What looks odd.

    Raises:
        ConflictError: somebody changed it meanwhile.
        InputError: with every fault.
    """
    table, campaign = TABLE_OF[type(row)], row.campaign  # type: ignore[attr-defined]  # every row has one
    allow_rows(actor, campaign)
    with writing(actor, "product_campaign.change_row", reason=plain_text(reason)) as work:
        current = still_open(campaign)
        stored = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if expected is not None and stored.version != expected:
            # What was typed may not hold beside what others wrote: first both are looked at.
            raise ConflictError(stored, dict(cells))
        typed = {**cells_of(record_of(stored)), **cells}
        if "id" in TABLES[table].model_fields:
            typed["id"] = stored.key  # type: ignore[attr-defined]  # has one where its record has
        there = {name: records_of(current, name, row.pk if name == table else None) for name in KEPT}
        found = checked(tables_of_rows({table: [typed]}, TABLES), there)
        if not found.new:
            raise InputError(Fault(n_("another row says the same"), advice=n_("take one of the two out")))
        values = fields_of(found.new[table][0], table, _keys_of(current))
        if work.change(row, expected, **values):
            touch(work, current)
            if table == "campaigns" and row.pk == min(keys_of(current, table).values()):
                work.change(current, title=values["title"])
        return found.notes


def remove_row(actor: User | None, row: CampaignRow, expected: int | None, *, reason: str = "") -> None:
    """Take a row out of a draft; the journal keeps what it said.

    Raises:
        InputError: other rows lead to it.
        ConflictError: somebody changed it meanwhile.
    """
    table, campaign = TABLE_OF[type(row)], row.campaign  # type: ignore[attr-defined]  # every row has one
    allow_rows(actor, campaign)
    with writing(actor, "product_campaign.remove_row", reason=plain_text(reason)) as work:
        current = still_open(campaign)
        work.change(row, expected)
        _check_alone(row, table)
        if table == "tests":
            for photo in ProductPhoto.objects.filter(test_id=row.pk):
                drop(work, photo)
        work.remove(row)
        touch(work, current)


def _add(work: Work, campaign: ProductCampaign, read: ReadTables) -> Checked:
    there = {table: records_of(campaign, table) for table in KEPT}
    found = checked(read, there)
    keys = _keys_of(campaign)
    for table, kept in KEPT.items():
        rows: list[Any] = [_row(kept, campaign, fields_of(one, table, keys)) for one in found.new.get(table, ())]
        work.add_many(rows)
        if kept.prefix:
            keys[table] |= {row.key: row.pk for row in rows}
    if found.new:
        touch(work, campaign)
    return found


def _row(kept: Kept, campaign: ProductCampaign, fields: dict[str, Any]) -> Any:
    model: Any = kept.model
    return model(campaign=campaign, **fields)


def _keys_of(campaign: ProductCampaign) -> dict[str, dict[str, int]]:
    return {table: keys_of(campaign, table) for table in KEPT}


def _check_alone(row: CampaignRow, table: str) -> None:
    for kept in KEPT.values():
        for field, other in kept.links.values():
            if other == table and kept.model._default_manager.filter(**{field: row.pk}).exists():
                raise InputError(
                    Fault(
                        n_("other rows lead to this one"),
                        accepted=Text("a row that none of these lead to: {tables}", tables=_LEADING[table]),
                        advice=n_("take those rows out first, or lead them to another one"),
                    )
                )


def _check_count(count: int) -> None:
    if not count or count > MOST_ROWS:
        raise InputError(
            Fault(
                n_("there are no rows or too many"),
                value=str(count),
                accepted=Text("1 to {most} rows", most=MOST_ROWS),
                advice=n_("split it, for example by round"),
            )
        )
