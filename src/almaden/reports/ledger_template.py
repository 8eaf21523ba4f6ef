"""The workbook in which people tell the entries of a mass ledger, and the file into which a ledger is written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from almaden.reference.readers.table import guard
from almaden.reference.record import columns
from almaden.reports.inventory_files import write_new_file
from almaden.reports.record_template import RecordTemplate
from almaden.supply.ledger.entries import LedgerEntry, record_of
from almaden.supply.ledger.records import TABLES, LedgerRecord
from almaden.wording import n_

#: What each kind of entry does.
KIND_TEXTS: Final = {
    "opening": n_("Mercury comes into the ledger as a new lot: amount, owner, place, origin, evidence."),
    "transfer": n_("The lot, or a part of it as a new lot, goes to another owner, place or holder."),
    "split": n_("A part of the lot becomes a new lot."),
    "merge": n_("The lot, or a part of it, goes into another lot of the same owner, place and form."),
    "loss": n_("Mercury is lost in processing or evaporates: amount and reason."),
    "treatment": n_("The lot gets another form; the mercury in it stays the same."),
    "seizure": n_("An office takes the lot, or a part of it as a new lot: authority, case, holder, evidence."),
    "export": n_("Mercury leaves the country: country, and the consent where there is one."),
    "disposal": n_("Mercury is disposed of for good: place."),
    "count": n_("A lot was weighed: what was found, and the error of the weighing."),
    "correction": n_("An earlier entry is taken back; both stay. The right one is entered anew."),
}
_SPLIT: Final[Mapping[str, str]] = {
    "id": "E-002", "day": "2025-04-02", "kind": "split", "amount": "100", "to_lot": "MADE-UP-LOT-2", "owner": "",
    "place": "", "origin": "", "form": "", "evidence": "weighing slip 13",
}  # fmt: skip
#: The workbook.
LEDGER_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Mass ledger of mercury"),
    (
        n_("1. Sheet “entries”: one line for each thing that happened, in the order in which it happened."),
        n_("2. An entry is never changed: write a correction that names it in the column reverses, and a new entry."),
        n_("3. Amounts are of mercury, not of the product; an empty amount means the whole lot."),
        n_("4. Name offices and companies, never persons."),
    ),
    n_("Kinds of entries"),
    KIND_TEXTS.items,
    {"entries": (_SPLIT,)},
)


def write_entries(path: Path, entries: Iterable[LedgerEntry]) -> None:
    """Write a ledger as a table of text that can be read again; masses are in kg.

    Args:
        path: the file to write, ``.csv``.
        entries: the entries in order.

    Raises:
        OutputError: the file is there already or cannot be written.
    """
    names = columns(LedgerRecord)

    def fill(part: Path) -> None:
        with part.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(names)
            rows.writerows(_cells(names, entry) for entry in entries)

    write_new_file(path, fill)


def _cells(names: Sequence[str], entry: LedgerEntry) -> list[str]:
    record = record_of(entry)
    values = (getattr(record, name) for name in names)
    return [guard(value) if isinstance(value, str) else "" if value is None else str(value) for value in values]
