"""The ledger in memory: entries one after the other, the lots as they stand, and what was booked of each lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.posting import Booked, book_entry
from almaden.supply.ledger.states import Flow, LotState, Posting


class Book:
    """A ledger.

    Args:
        lots: lots as they stand, where it goes on from what is kept elsewhere.
        postings: entries that were booked before and may be taken back.
        reversed_ids: identifiers of those that were taken back.
        last: place of the last entry that was booked.
    """

    def __init__(
        self,
        lots: Iterable[LotState] = (),
        postings: Iterable[Posting] = (),
        reversed_ids: Iterable[str] = (),
        last: int = 0,
    ) -> None:
        self.last = last
        self._lots = {one.lot: one for one in lots}
        self._by_id = {one.entry.id: one for one in postings}
        self._reversed = set(reversed_ids)
        self._into: defaultdict[str, list[Posting]] = defaultdict(list)
        self._out_of: defaultdict[str, list[Posting]] = defaultdict(list)

    def __len__(self) -> int:
        return self.last

    @property
    def lots(self) -> Mapping[str, LotState]:
        """Every lot as it stands, closed ones too, by its identifier."""
        return self._lots

    @property
    def postings(self) -> Collection[Posting]:
        """Every entry as booked, in order."""
        return self._by_id.values()

    def lot(self, lot: str) -> LotState | None:
        """A lot as it stands, or None."""
        return self._lots.get(lot)

    def posting(self, entry: str) -> Posting | None:
        """An entry that was booked, by its identifier."""
        return self._by_id.get(entry)

    def is_reversed(self, entry: str) -> bool:
        """Whether an entry was taken back."""
        return entry in self._reversed

    def add(self, entry: LedgerEntry, today: date | None = None) -> Booked:
        """Book an entry after those that are there.

        Args:
            entry: the entry.
            today: the day after which nothing has happened yet; None does not ask.

        Raises:
            InputError: with everything that is wrong with it; nothing is booked then.
        """
        booked = book_entry(self, entry, self.last + 1, today)
        posting = booked.posting
        self.last += 1
        self._by_id[entry.id] = posting
        if entry.reverses:
            self._reversed.add(entry.reverses)
        # A correction stands with what it takes back.
        ends = (posting.target, posting.source) if entry.reverses else (posting.source, posting.target)
        self._out_of[ends[0]].append(posting)
        self._into[ends[1]].append(posting)
        for name, lot in booked.lots.items():
            if lot is None:
                del self._lots[name]
            else:
                self._lots[name] = lot
        return booked

    def postings_of(self, lot: str) -> Sequence[Posting]:
        """What was booked of a lot, in order, corrections and what they took back too."""
        found = {one.sequence: one for one in (*self._into.get(lot, ()), *self._out_of.get(lot, ()))}
        return [found[sequence] for sequence in sorted(found)]

    def flows_behind(self, lot: str) -> list[Flow]:
        """All flows of a lot, and those into every lot that went into it: what its ancestry is reckoned from."""
        return self._walked(lot, self._into, lambda posting: posting.source)

    def flows_after(self, lot: str) -> list[Flow]:
        """All flows of a lot, and those out of every lot that it went into: what becomes of it is told by them."""
        return self._walked(lot, self._out_of, lambda posting: posting.target)

    def _walked(self, lot: str, way: Mapping[str, Sequence[Posting]], end: Callable[[Posting], str]) -> list[Flow]:
        found = {one.sequence: one for one in self.postings_of(lot)}
        known, new = {lot}, [lot]
        while new:
            for posting in way.get(new.pop(), ()):
                found[posting.sequence] = posting
                name = end(posting)
                if name and name not in known and not posting.entry.reverses:
                    known.add(name)
                    new.append(name)
        return [posting.flow for posting in found.values()]


def book_of(entries: Iterable[LedgerEntry], today: date | None = None) -> Book:
    """The ledger of some entries.

    Args:
        entries: the entries in order.
        today: the day after which nothing has happened yet; None does not ask.

    Raises:
        InputError: with what is wrong with the first entry that cannot be booked;
            :func:`~almaden.supply.ledger.batch.add_all` tells of all.
    """
    book = Book()
    for entry in entries:
        book.add(entry, today)
    return book
