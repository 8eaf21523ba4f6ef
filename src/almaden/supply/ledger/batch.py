"""Many entries at once, all or none, with everything that is wrong with any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from almaden.errors import Fault, InputError
from almaden.supply.ledger.book import Book
from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.states import LotState, Posting
from almaden.wording import n_

#: Where an entry stands: its place among those given, to name of the file, row of it.
Place = Callable[[int], tuple[str, int | None]]


def nowhere(position: int) -> tuple[str, int | None]:
    """Entries that stand in no file."""
    return "", None


def add_all(
    book: Book, entries: Sequence[LedgerEntry], today: date | None = None, place: Place = nowhere
) -> tuple[list[Posting], dict[str, LotState | None]]:
    """Book entries one after the other.

    Args:
        book: the ledger; where an entry cannot be booked it is of no use afterwards.
        entries: the entries in order.
        today: the day after which nothing has happened yet; None does not ask.
        place: where each stands, for messages.

    Returns:
        The entries as booked, and the lots that they changed as they stand afterwards (None: gone).

    Raises:
        InputError: with every fault. What follows from a fault before it is not told again.
    """
    postings: list[Posting] = []
    lots: dict[str, LotState | None] = {}
    faults: list[Fault] = []
    doubtful: set[str] = set()
    lost: set[str] = set()
    parents = _parents(entries)
    for position, entry in enumerate(entries):
        named = {entry.lot, entry.to_lot} - {""}
        if named & doubtful or entry.reverses in lost:
            doubtful |= named
            lost.add(entry.id)
            continue
        try:
            booked = book.add(entry, today)
        except InputError as error:
            doubtful |= named
            lost.add(entry.id)
            file, row = place(position)
            faults += [replace(_circular(one, entry, parents), file=file, row=row) for one in error.faults]
        else:
            postings.append(booked.posting)
            lots |= booked.lots
    if faults:
        raise InputError(faults)
    return postings, lots


def _parents(entries: Iterable[LedgerEntry]) -> dict[str, str]:
    """For each lot that is made of another the one that it is made of."""
    return {one.to_lot: one.lot for one in entries if one.to_lot and one.kind in ("split", "transfer", "seizure")}


def _circular(fault: Fault, entry: LedgerEntry, parents: dict[str, str]) -> Fault:
    """A fault of a lot that is not there yet, where it is made of itself by way of others."""
    seen: list[str] = []
    lot = fault.value
    if fault.column not in ("lot", "to_lot") or lot not in parents:
        return fault
    while lot in parents and lot not in seen:
        seen.append(lot)
        lot = parents[lot]
    if lot not in seen:
        return fault
    return replace(
        fault,
        problem=n_("the lots are made of each other in a circle"),
        value=" < ".join([*seen[seen.index(lot) :], lot]),
        accepted=n_("lots that begin with an opening"),
        advice=n_("find which of them was mined, recovered or imported, and enter its opening first"),
    )
