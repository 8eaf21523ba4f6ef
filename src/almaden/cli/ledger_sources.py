"""A ledger to be asked, of a file or of the store of this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from almaden.store.models import Ledger
    from almaden.supply.ledger.ancestry import Ancestry
    from almaden.supply.ledger.balances import Balances
    from almaden.supply.ledger.book import Book
    from almaden.supply.ledger.custody import Custody
    from almaden.supply.ledger.destinations import Destinations
    from almaden.supply.ledger.reconcile import Reconciliation
    from almaden.supply.ledger.states import LotState, Posting
    from almaden.wording import Text


class Source(Protocol):
    """A ledger to be asked, wherever it is kept."""

    @property
    def notice(self) -> str:
        """Said of every result."""

    @property
    def sha256(self) -> str:
        """Of what was read."""

    def lot(self, lot: str) -> LotState | None:
        """A lot as it stands."""

    def lots(self) -> Sequence[LotState]:
        """The lots that hold something."""

    def postings(self, lot: str) -> Sequence[Posting]:
        """What was booked of a lot."""

    def ancestry(self, lot: str) -> Ancestry | None:
        """Where a lot came from."""

    def destinations(self, lot: str) -> Destinations | None:
        """Where a lot went."""

    def custody(self, lot: str) -> Custody | None:
        """The chain of custody of a lot."""

    def balances(self) -> Balances:
        """How much is where."""

    def findings(self) -> Sequence[Text]:
        """What should be looked at."""

    def reconciliation(self) -> Reconciliation:
        """The counts beside the ledger."""


@dataclass(frozen=True)
class FileSource:
    """A ledger that was read from a file."""

    book: Book
    sha256: str
    notice: str = ""

    def lot(self, lot: str) -> LotState | None:
        """A lot as it stands."""
        return self.book.lot(lot)

    def lots(self) -> Sequence[LotState]:
        """The lots that hold something."""
        return [one for _name, one in sorted(self.book.lots.items()) if not one.closed]

    def postings(self, lot: str) -> Sequence[Posting]:
        """What was booked of a lot."""
        return self.book.postings_of(lot)

    def ancestry(self, lot: str) -> Ancestry | None:
        """Where a lot came from."""
        from almaden.supply.ledger.ancestry import ancestry

        return ancestry(lot, self.book.flows_behind(lot))

    def destinations(self, lot: str) -> Destinations | None:
        """Where a lot went."""
        from almaden.supply.ledger.destinations import destinations

        return destinations(lot, self.book.flows_after(lot))

    def custody(self, lot: str) -> Custody | None:
        """The chain of custody of a lot."""
        from almaden.supply.ledger.custody import custody

        return custody(lot, self.book.postings_of)

    def balances(self) -> Balances:
        """How much is where."""
        from almaden.supply.ledger.balances import balances

        return balances(self.book.lots.values(), (one.flow for one in self.book.postings))

    def findings(self) -> Sequence[Text]:
        """What should be looked at."""
        from almaden.supply.ledger.findings import findings

        return findings(self.book.postings, [(lot.owner, lot.place) for lot in self.book.lots.values()])

    def reconciliation(self) -> Reconciliation:
        """The counts beside the ledger."""
        from almaden.supply.ledger.reconcile import reconcile_book

        return reconcile_book(self.book)


@dataclass(frozen=True)
class StoreSource:
    """A ledger of the store."""

    ledger: Ledger
    sha256: str
    notice: str = ""

    def lot(self, lot: str) -> LotState | None:
        """A lot as it stands."""
        from almaden.store.ledger_reading import lot_now

        return lot_now(self.ledger, lot)

    def lots(self) -> Sequence[LotState]:
        """The lots that hold something."""
        from almaden.store.ledger_reading import lots_now
        from almaden.store.ledger_rows import lot_of

        return [lot_of(row) for row in lots_now(self.ledger)]

    def postings(self, lot: str) -> Sequence[Posting]:
        """What was booked of a lot."""
        from almaden.store.ledger_reading import postings_of

        return postings_of(self.ledger, lot)

    def ancestry(self, lot: str) -> Ancestry | None:
        """Where a lot came from."""
        from almaden.store.ledger_reading import ancestry_of

        return ancestry_of(self.ledger, lot)

    def destinations(self, lot: str) -> Destinations | None:
        """Where a lot went."""
        from almaden.store.ledger_reading import destinations_of

        return destinations_of(self.ledger, lot)

    def custody(self, lot: str) -> Custody | None:
        """The chain of custody of a lot."""
        from almaden.store.ledger_reading import custody_of

        return custody_of(self.ledger, lot)

    def balances(self) -> Balances:
        """How much is where."""
        from almaden.store.ledger_reading import balances_now

        return balances_now(self.ledger)

    def findings(self) -> Sequence[Text]:
        """What should be looked at."""
        from almaden.store.ledger_reading import findings_of

        return findings_of(self.ledger)

    def reconciliation(self) -> Reconciliation:
        """The counts beside the ledger."""
        from almaden.store.ledger_reading import reconciliation

        return reconciliation(self.ledger)
