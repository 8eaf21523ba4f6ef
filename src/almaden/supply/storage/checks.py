"""Checks of stores: stocktaking within the error of weighing, containment of spills, capacity, vapour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from almaden.supply.storage.records import FacilityRecord, HoldingRecord, StocktakeRecord
from almaden.supply.storage.settings import limit
from almaden.wording import Exact, Text, n_

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class StorageFinding:
    """One finding.

    Attributes:
        key: which check.
        severity: ``error``, ``warning`` or ``info``.
        place: identifier of the facility, source or group.
        text: what was found.
        advice: what to do.
    """

    key: str
    severity: Severity
    place: str
    text: Text | str
    advice: Text | str


@dataclass(frozen=True)
class Reconciliation:
    """Stocktaking of a place: ``opening + in - out - closing`` against the error of weighing.

    Attributes:
        place, year: of what.
        difference_kg: mercury that is missing; below zero where there is more than the book says.
        error_kg: expanded error of the difference, with the coverage factor of the table.
        explained: whether the error explains the difference.
        assumed_error: whether the error of a weighing is that of the table, not told.
    """

    place: str
    year: int
    difference_kg: float
    error_kg: float
    explained: bool
    assumed_error: bool


def reconcile(stocktake: StocktakeRecord) -> Reconciliation:
    """Set a stocktaking against its error of weighing.

    Opening and closing are sums of ``weighings`` weighings each, and so is what came in and went out where there was
    any. Errors of weighings are independent: told in kg for each, or a share of the mean weight.
    """
    difference = stocktake.opening_kg + stocktake.in_kg - stocktake.out_kg - stocktake.closing_kg
    sums = (stocktake.opening_kg, stocktake.in_kg, stocktake.out_kg, stocktake.closing_kg)
    if stocktake.error_kg is not None:
        variance = sum(stocktake.weighings * stocktake.error_kg**2 for one in sums if one > 0.0)
    else:
        share = limit("weighing_error")
        variance = sum((share * one) ** 2 / stocktake.weighings for one in sums)
    error = limit("coverage_factor") * math.sqrt(variance)
    return Reconciliation(
        stocktake.place, stocktake.year, difference, error, abs(difference) <= error, stocktake.error_kg is None
    )


def needed_containment_l(largest_l: float, all_l: float | None = None) -> float:
    """Volume that trays and floor must hold: a share of the largest container, or of all, the larger of the two."""
    return max(limit("containment_share") * largest_l, limit("all_containers_share") * (all_l or 0.0))


def filled_l(kg: float, density_t_m3: float) -> float:
    """Volume of a container that holds an amount of mercury at its largest filling, l."""
    return kg / density_t_m3 / limit("largest_filling")


def stocktaking_findings(found: Iterable[Reconciliation]) -> Iterator[StorageFinding]:
    """What stocktakings leave unexplained."""
    for one in found:
        if one.explained:
            continue
        missing = one.difference_kg > 0.0
        template = (
            n_("{year}: {kg} kg are missing, more than the error of weighing of {error} kg explains")
            if missing
            else n_("{year}: {kg} kg more than booked, more than the error of weighing of {error} kg explains")
        )
        yield StorageFinding(
            "stocktaking", "error", one.place,
            Text(template, year=str(one.year), kg=abs(one.difference_kg), error=one.error_kg),
            n_("weigh again, look for receipts and issues that nobody booked, and for spills and theft"),
        )  # fmt: skip


def containment_findings(
    place: str, containment_l: float | None, largest_l: float | None, all_l: float | None = None
) -> Iterator[StorageFinding]:
    """Whether trays and floor hold enough."""
    if largest_l is None or containment_l is None:
        yield StorageFinding(
            "containment", "info", place, n_("containment cannot be judged: its volume or the largest container "
            "is not told"), n_("measure both, in litres"),
        )  # fmt: skip
        return
    needed = needed_containment_l(largest_l, all_l)
    if containment_l < needed * (1.0 - 1e-9):
        yield StorageFinding(
            "containment", "error", place,
            Text("trays and floor hold {held} l of spills; {needed} l are needed", held=Exact(containment_l),
                 needed=Exact(round(needed, 3))),
            n_("add trays, or store smaller containers"),
        )  # fmt: skip


def facility_findings(facility: FacilityRecord) -> Iterator[StorageFinding]:
    """Capacity and containment of a facility; underground and in landfills nothing stands in trays."""
    if facility.capacity_t is None or facility.filled_t is None:
        yield StorageFinding(
            "capacity", "info", facility.id, n_("its capacity, or what is in it, is not told: nothing is counted free"),
            n_("ask the operator"),
        )  # fmt: skip
    elif facility.filled_t > facility.capacity_t:
        yield StorageFinding(
            "capacity", "error", facility.id, n_("it holds more than it can"), n_("move the excess"),
        )  # fmt: skip
    if facility.kind in ("interim store", "permanent store"):
        yield from containment_findings(
            facility.id, facility.containment_l, facility.largest_container_l, facility.all_containers_l
        )


def vapour_findings(holding: HoldingRecord) -> Iterator[StorageFinding]:
    """Mercury in the air of a local point."""
    most = limit("vapour_limit")
    if holding.vapour_mg_m3 is not None and holding.vapour_mg_m3 > most:
        yield StorageFinding(
            "vapour", "error", holding.id,
            Text("{value} mg/m3 in the air, above {most}", value=Exact(holding.vapour_mg_m3), most=Exact(most)),
            n_("close the containers, air the room, clean it with sulphur or zinc, and measure again"),
        )  # fmt: skip
