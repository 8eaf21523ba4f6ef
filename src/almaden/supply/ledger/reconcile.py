"""The ledger against physical counts: which lots differ by more than the weighing can, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from almaden.supply.ledger.book import Book
from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.flows import effective
from almaden.supply.ledger.states import Flow
from almaden.wording import Text

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Compared:
    """A count beside what the ledger says.

    Attributes:
        lot: the lot.
        entry: identifier of the count.
        day: its day.
        counted_mg: what was found.
        booked_mg: what the ledger says for that moment.
        error_mg: error of the weighing at 95 %; zero where it was not told.
        new_mg: the part of the difference that was not there at the count before.
        since: the count before it that was right, or the day of the lot's first entry.
        between: identifiers of the entries of the lot since then.
    """

    lot: str
    entry: str
    day: date
    counted_mg: int
    booked_mg: int
    error_mg: int
    new_mg: int
    since: date
    between: tuple[str, ...]

    @property
    def difference_mg(self) -> int:
        """What was found, less what the ledger says: below zero something is missing."""
        return self.counted_mg - self.booked_mg

    @property
    def agrees(self) -> bool:
        """Whether the difference may be that of the weighing."""
        return abs(self.difference_mg) <= self.error_mg

    @property
    def text(self) -> Text:
        """What was found, as a sentence."""
        values: dict[str, Any] = {
            "lot": self.lot,
            "day": self.day.isoformat(),
            "kg": abs(kg(self.difference_mg)),
            "error": kg(self.error_mg),
            "since": self.since.isoformat(),
        }
        if self.agrees:
            return Text("{lot}: the count of {day} agrees, within {error} kg", **values)
        if self.difference_mg < 0:
            return Text("{lot}: the count of {day} misses {kg} kg (error {error} kg), right until {since}", **values)
        return Text("{lot}: the count of {day} has {kg} kg too much (error {error} kg), right until {since}", **values)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in kg."""
        return {
            "lot": self.lot,
            "count": self.entry,
            "day": self.day.isoformat(),
            "counted_kg": kg(self.counted_mg),
            "booked_kg": kg(self.booked_mg),
            "difference_kg": kg(self.difference_mg),
            "error_kg": kg(self.error_mg),
            "new_kg": kg(self.new_mg),
            "agrees": self.agrees,
            "since": self.since.isoformat(),
            "between": list(self.between),
        }


@dataclass(frozen=True)
class Reconciliation:
    """Every count beside what the ledger says.

    Attributes:
        counts: every count, by lot and day.
        uncounted: lots that hold something and were never counted.
        without_error: counts whose weighing error was not told: any difference counts there.
    """

    counts: tuple[Compared, ...]
    uncounted: tuple[str, ...]
    without_error: int

    @property
    def discrepancies(self) -> tuple[Compared, ...]:
        """The counts that differ by more than the weighing can."""
        return tuple(one for one in self.counts if not one.agrees)

    def to_frame(self) -> DataFrame:
        """One row for each count."""
        from pandas import DataFrame

        return DataFrame([one.as_dict() for one in self.counts])

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in kg."""
        return {
            "counts": [one.as_dict() for one in self.counts],
            "discrepancies": [one.as_dict() for one in self.discrepancies],
            "uncounted": list(self.uncounted),
            "without_error": self.without_error,
        }


def reconcile(
    flows: Mapping[str, Iterable[Flow]], errors: Mapping[str, int | None], held: Iterable[str] = ()
) -> Reconciliation:
    """Lay counts beside the ledger.

    Args:
        flows: all flows of each lot that was counted, by lot.
        errors: weighing error of each count in milligrams, by identifier of the entry; None where it was not told.
        held: lots that hold something.
    """
    found: list[Compared] = []
    for lot, own in sorted(flows.items()):
        found += _compared(lot, effective(own), errors)
    counted = {one.lot for one in found}
    without = sum(errors.get(one.entry) is None for one in found)
    return Reconciliation(tuple(found), tuple(sorted(set(held) - counted)), without)


def _compared(lot: str, flows: list[Flow], errors: Mapping[str, int | None]) -> list[Compared]:
    found: list[Compared] = []
    booked, before = 0, 0
    between: list[str] = []
    since = flows[0].day if flows else date.min
    for flow in flows:
        if flow.kind == "count":
            error = errors.get(flow.id) or 0
            difference = flow.mass_mg - booked
            found.append(
                Compared(
                    lot, flow.id, flow.day, flow.mass_mg, booked, error, difference - before, since, tuple(between)
                )
            )
            before = difference
            if found[-1].agrees:
                since, between = flow.day, []
            continue
        between.append(flow.id)
        if flow.moves:
            booked += flow.mass_mg if flow.target == lot else -flow.mass_mg
    return found


def reconcile_book(book: Book) -> Reconciliation:
    """Lay the counts of a ledger in memory beside it."""
    counts = [one for one in book.postings if one.entry.kind == "count"]
    flows = {one.source: [posting.flow for posting in book.postings_of(one.source)] for one in counts}
    held = (lot.lot for lot in book.lots.values() if not lot.closed)
    return reconcile(flows, {one.entry.id: one.entry.error_mg for one in counts}, held)
