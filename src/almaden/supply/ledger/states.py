"""A lot as it stands, and an entry as it was booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from almaden.supply.ledger.entries import LedgerEntry, kg


@dataclass(frozen=True, slots=True)
class LotState:
    """A lot as it stands after an entry.

    Attributes:
        lot: its identifier.
        mass_mg: mercury in it, in milligrams; nothing is left in a closed lot.
        owner: company or office that owns it.
        place: where it is, or for a closed lot where it was last.
        form: metal, sulphide, ...
        product_ratio: kg of product for each kg of mercury in it; None where it was not told.
        authority, case, holder: of seized mercury: who seized it, the number of the case, who keeps it.
        opened_on: day of its first entry.
        last_day: day of its latest entry.
        last_sequence: place in the ledger of the latest entry that changed it.
    """

    lot: str
    mass_mg: int
    owner: str
    place: str
    form: str
    product_ratio: float | None
    authority: str
    case: str
    holder: str
    opened_on: date
    last_day: date
    last_sequence: int

    @property
    def closed(self) -> bool:
        """Whether nothing is left in it."""
        return self.mass_mg == 0

    @property
    def kg(self) -> float:
        """Mercury in it."""
        return kg(self.mass_mg)

    @property
    def product_kg(self) -> float | None:
        """Mass of the product that holds the mercury."""
        return None if self.product_ratio is None else self.kg * self.product_ratio


class Flow(NamedTuple):
    """Mercury that went from lot to lot; an empty lot is the world outside the ledger.

    Attributes:
        sequence: place in the ledger.
        id: identifier of the entry.
        day: its day.
        kind: its kind.
        source, target: lots; the same where nothing moved between lots.
        mass_mg: milligrams that moved, or that a count found.
        source_mg, target_mg: what was in the lots before.
        account: where mercury came from or went to outside: ``opening mined``, ``loss``, ``export``, ``disposal``.
        reverses: identifier of the entry that it takes back.
    """

    sequence: int
    id: str
    day: date
    kind: str
    source: str
    target: str
    mass_mg: int
    source_mg: int
    target_mg: int
    account: str
    reverses: str

    @property
    def moves(self) -> bool:
        """Whether mercury went from one lot to another, or in or out."""
        return self.source != self.target


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry as it was booked.

    Attributes:
        sequence: place in the ledger, from 1.
        entry: the entry.
        source, target: the lots that mercury went from and to; empty for the world outside.
        mass_mg: milligrams that went, or that a count found.
        account: as for :class:`Flow`.
        before: the source and the target as they stood before; None where they were not there.
    """

    sequence: int
    entry: LedgerEntry
    source: str
    target: str
    mass_mg: int
    account: str
    before: tuple[LotState | None, LotState | None]

    @property
    def flow(self) -> Flow:
        """What went where."""
        source, target = self.before
        return Flow(
            self.sequence,
            self.entry.id,
            self.entry.day,
            self.entry.kind,
            self.source,
            self.target,
            self.mass_mg,
            source.mass_mg if source else 0,
            target.mass_mg if target else 0,
            self.account,
            self.entry.reverses,
        )
