"""Whether a kept ledger is what was written: every hash, every booking, every lot, and what the journal says of it."""

from __future__ import annotations

import json
from collections.abc import Callable

from almaden.errors import InputError
from almaden.store.journal import record_type
from almaden.store.ledger_rows import lot_of, posting_of, seal
from almaden.store.models import Change, Ledger, LedgerEntryRow, LedgerLot
from almaden.supply.ledger.book import Book
from almaden.wording import Text


def altered(ledger: Ledger, progress: Callable[[int, int], None] | None = None) -> Text | None:
    """Whether somebody altered a ledger behind the back of the program.

    Every entry is booked once more, and compared with what is kept of it, with its hash and with the lots; the hash of
    the last one with the journal, whose own hashes ``almaden journal verify`` checks.

    Args:
        ledger: the ledger.
        progress: is told how far it is.

    Returns:
        What is not as it was written; None where all is.
    """
    ledger.refresh_from_db()
    book, head, number = Book(), "", 0
    for row in LedgerEntryRow.objects.filter(ledger=ledger).order_by("sequence").iterator(chunk_size=2000):
        number += 1
        head = seal(row, head)
        if row.sequence != number or row.sha256 != head or not _booked_again(book, row):
            return Text("Entry {number} of the ledger was altered, or one before it is missing.", number=number)
        if progress is not None:
            progress(number, ledger.entries)
    if (number, head) != (ledger.entries, ledger.head):
        return Text("Entries of the ledger are missing after entry {number}.", number=number)
    if _head_in_journal(ledger) != head:
        return Text("The last entry of the ledger is not the one that the journal tells of.")
    lots = {row.lot: lot_of(row) for row in LedgerLot.objects.filter(ledger=ledger).iterator()}
    wrong = sorted(name for name in lots.keys() | book.lots.keys() if lots.get(name) != book.lot(name))
    return Text("The lot {lot} is not what its entries say.", lot=wrong[0]) if wrong else None


def _booked_again(book: Book, row: LedgerEntryRow) -> bool:
    """Whether an entry does once more what is kept of it."""
    kept = posting_of(row)
    try:
        return book.add(kept.entry).posting == kept
    except InputError:
        return False


def _head_in_journal(ledger: Ledger) -> str:
    """The hash of the last entry, as the journal has it."""
    changes = Change.objects.filter(record_type=record_type(Ledger), record_id=ledger.pk, kind="changed")
    for change in changes.order_by("-id"):
        after = json.loads(change.content)["after"]
        if "head" in after:
            return str(after["head"])
    return ""
