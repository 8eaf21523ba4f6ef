"""Reads the entries of a ledger from a workbook, a folder or a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from almaden.errors import Fault, InputError
from almaden.reference.readers.named_cells import Cells, tables_of_rows
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.supply.ledger.batch import Place
from almaden.supply.ledger.entries import LedgerEntry, entry_of, unit_note
from almaden.supply.ledger.records import TABLES, LedgerRecord
from almaden.wording import Text, n_


@dataclass(frozen=True)
class ReadEntries:
    """Entries as read.

    Attributes:
        entries: the entries in the order of the file.
        rows: the row of each.
        notes: how flasks, litres and amounts without a unit were understood.
        name: what the file is called.
        sha256: of the file.
    """

    entries: tuple[LedgerEntry, ...]
    rows: tuple[int | None, ...]
    notes: tuple[Text, ...]
    name: str
    sha256: str

    @property
    def place(self) -> Place:
        """Where each entry stands, for messages."""
        return lambda position: (self.name, self.rows[position])


def read_entries(source: Path | BinaryIO, name: str = "") -> ReadEntries:
    """Read the entries of a ledger.

    Args:
        source: a workbook with the sheet ``entries``, a folder with a text file of this name, or a single table.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every row; nothing is kept then.
    """
    return _entries_of(read_tables(source, name, TABLES))


def entries_of_rows(rows: Sequence[Cells]) -> ReadEntries:
    """The entries of rows of named values, as programs send them, counted from 1.

    Args:
        rows: values by name of their column; one that is left out is an empty cell.

    Raises:
        InputError: with every fault of every row.
    """
    return _entries_of(tables_of_rows({"entries": rows}, TABLES))


def _entries_of(read: ReadTables) -> ReadEntries:
    rows = read.rows.get("entries")
    if rows is None or (not rows.found and not read.faults.found):
        read.faults.add(
            Fault(
                n_("there are no entries of a ledger in it"),
                file=read.name,
                accepted=n_("a table named entries with at least the columns id, day and kind"),
                advice=n_("write the template by 'almaden ledger template FILE.xlsx' and fill it in"),
            )
        )
    entries: list[LedgerEntry] = []
    notes: list[Text] = []
    places: list[int | None] = []
    for located in rows.found if rows is not None else ():
        record = located.record
        assert isinstance(record, LedgerRecord)
        try:
            entries.append(entry_of(record))
        except InputError as error:
            for fault in error.faults:
                read.faults.add(replace(fault, file=read.name, row=located.row))
            continue
        places.append(located.row)
        note = unit_note(record)
        if note is not None:
            notes.append(note)
    read.faults.raise_if_any()
    told = [one.record for one in (rows.found if rows is not None else ())]
    without = sum(
        isinstance(one, LedgerRecord) and one.amount is not None and "unit" not in one.model_fields_set for one in told
    )
    if without:
        notes.append(Text("amounts without a unit, which are taken as kg: {count}", count=without))
    return ReadEntries(tuple(entries), tuple(places), tuple(notes), read.name, read.sha256)
