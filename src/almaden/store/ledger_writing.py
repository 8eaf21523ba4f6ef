"""Entries into a ledger: all of them or none, never into the past, never more out of a lot than is in it.

Whoever writes holds the ledger until the entries are kept, so two who write at once cannot both take the same
mercury. The lots stand beside the entries as they are afterwards; both are one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain, islice
from typing import Any, Final, TypeVar

from almaden.errors import Fault, InputError
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import BATCH, writing
from almaden.store.ledger_reading import names_held
from almaden.store.ledger_rows import entry_row, lot_of, lot_row, posting_of
from almaden.store.ledgers import WRITE
from almaden.store.models import Ledger, LedgerEntryRow, LedgerLot, User
from almaden.supply.ledger.batch import Place, add_all, nowhere
from almaden.supply.ledger.book import Book
from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.findings import alike, names_of
from almaden.supply.ledger.states import LotState, Posting
from almaden.wording import Text, n_

#: Names that are looked up by one query; SQLite takes at most 32,766 values in one.
_NAMES: Final = 10_000
#: Columns of a lot that entries change.
_CHANGED: Final = tuple(one.name for one in fields(LotState) if one.name != "lot")
_TEXTS: Final = tuple(one.name for one in fields(LedgerEntry) if one.type == "str")

T = TypeVar("T")
#: Is told how many entries are kept of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Added:
    """What became of entries.

    Attributes:
        added: how many were kept.
        known: how many were there already, word for word.
        last: place in the ledger of the last entry.
        notes: owners and places of new entries that differ from others only in capitals or blanks.
    """

    added: int
    known: int
    last: int
    notes: tuple[Text, ...] = ()


def add_entries(
    actor: User | None,
    ledger: Ledger,
    entries: Sequence[LedgerEntry],
    *,
    today: date | None = None,
    place: Place = nowhere,
    source_sha256: str = "",
    reason: str = "",
    progress: Progress | None = None,
) -> Added:
    """Add entries after those that are there; all of them, or none.

    Args:
        actor: who adds them; None for the program.
        ledger: the ledger; it need not be fresh.
        entries: the entries in order. One that is there already with the same content is left out.
        today: the day after which nothing has happened yet; by default that of now.
        place: where each entry stands in its file, for messages.
        source_sha256: of the file that they come from.
        reason: why, for the journal.
        progress: is told how far it is.

    Raises:
        RightsError: the person may not write for the country.
        InputError: with everything that is wrong with any of them.
    """
    allow(actor, WRITE, ledger.country)
    clean = [_clean(one) for one in entries]
    if not _new(ledger, clean, place)[0]:
        return Added(0, len(clean), ledger.entries)
    with writing(actor, "ledger.entries", reason=plain_text(reason), source_sha256=source_sha256) as work:
        current = Ledger.objects.select_for_update().get(pk=ledger.pk)
        places, known = _new(current, clean, place)
        new = [clean[one] for one in places]
        book = _book(current, new)
        postings, lots = add_all(book, new, today or now().date(), lambda position: place(places[position]))
        head = _keep_rows(current, postings, progress)
        _keep_lots(current, lots)
        work.change(current, entries=current.entries + len(postings), head=head)
    ledger.refresh_from_db()
    return Added(len(postings), known, ledger.entries, tuple(_alike(ledger, postings)))


def _alike(ledger: Ledger, postings: Sequence[Posting]) -> list[Text]:
    """What new entries name nearly as others do."""
    told = {(one.entry.owner, one.entry.place) for one in postings} - {("", "")}
    return alike(chain(names_held(ledger), names_of(postings)), told) if told else []


def _clean(entry: LedgerEntry) -> LedgerEntry:
    """An entry whose texts every database can hold."""
    texts = {name: value for name in _TEXTS if (value := getattr(entry, name))}
    different: dict[str, Any] = {name: plain for name, text in texts.items() if (plain := plain_text(text)) != text}
    return replace(entry, **different) if different else entry


def _new(ledger: Ledger, entries: Sequence[LedgerEntry], place: Place) -> tuple[list[int], int]:
    """The places of the entries that are not there yet, and how many are.

    Raises:
        InputError: an identifier is there with another content.
    """
    there = {
        row.key: posting_of(row).entry
        for keys in _parts({one.id for one in entries})
        for row in LedgerEntryRow.objects.filter(ledger=ledger, key__in=keys)
    }
    faults = []
    for position, entry in enumerate(entries):
        kept = there.get(entry.id)
        if kept is not None and kept != entry:
            file, row = place(position)
            faults.append(
                Fault(n_("there is an entry of this identifier already, with another content"), file=file, row=row,
                      column="id", value=entry.id,
                      advice=n_("give it another one; to change an entry write a correction and a new entry"))
            )  # fmt: skip
    if faults:
        raise InputError(faults)
    places = [position for position, entry in enumerate(entries) if entry.id not in there]
    return places, len(entries) - len(places)


def _book(ledger: Ledger, entries: Sequence[LedgerEntry]) -> Book:
    """As much of a ledger as some entries touch."""
    taken_back = {one.reverses for one in entries if one.reverses}
    wrong, undone = [], set[str]()
    for keys in _parts(taken_back):
        wrong += [posting_of(row) for row in LedgerEntryRow.objects.filter(ledger=ledger, key__in=keys)]
        again = LedgerEntryRow.objects.filter(ledger=ledger, reverses__in=keys)
        undone |= set(again.values_list("reverses", flat=True))
    names = {name for one in entries for name in (one.lot, one.to_lot)}
    names |= {name for one in wrong for name in (one.source, one.target)}
    lots = [
        lot_of(row)
        for some in _parts(names - {""})
        for row in LedgerLot.objects.select_for_update().filter(ledger=ledger, lot__in=some)
    ]
    return Book(lots, wrong, undone, ledger.entries)


def _keep_rows(ledger: Ledger, postings: Sequence[Posting], progress: Progress | None) -> str:
    """Write entries; returns the hash of the last one."""
    head = ledger.head
    for start in range(0, len(postings), _NAMES):
        rows = []
        for posting in postings[start : start + _NAMES]:
            rows.append(entry_row(ledger, posting, head))
            head = rows[-1].sha256
        LedgerEntryRow.objects.bulk_create(rows, batch_size=BATCH)
        if progress is not None:
            progress(start + len(rows), len(postings))
    return head


def _keep_lots(ledger: Ledger, lots: dict[str, LotState | None]) -> None:
    """Write lots as they are now."""
    for names in _parts({name for name, lot in lots.items() if lot is None}):
        LedgerLot.objects.filter(ledger=ledger, lot__in=names).delete()
    LedgerLot.objects.bulk_create(
        [lot_row(ledger, lot) for lot in lots.values() if lot is not None],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["ledger", "lot"],
        update_fields=_CHANGED,
    )


def _parts(names: Iterable[T]) -> Iterator[list[T]]:
    """Names in parts that one query takes."""
    rest = iter(names)
    while part := list(islice(rest, _NAMES)):
        yield part
