"""The register of facilities: what is free, under which permit, and who accepts the mercury of which source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal

from almaden.quantity.sphere import great_circle_km, place_of
from almaden.supply.storage.checks import StorageFinding, facility_findings, reconcile, stocktaking_findings
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities_result import (
    FacilityStanding,
    Register,
    SourceMatch,
)
from almaden.supply.storage.need import year_balances
from almaden.supply.storage.records import FINAL_KINDS, FacilityRecord, PermitRecord, SourceRecord
from almaden.supply.storage.settings import limit, limits
from almaden.wording import Text, n_

#: How a facility stands with its permits on a day.
PermitState = Literal["valid", "ends soon", "ended", "not yet", "none told"]
PERMIT_NAMES: Final = {
    "valid": n_("permit valid"),
    "ends soon": n_("permit ends soon"),
    "ended": n_("permit ended"),
    "not yet": n_("permit not yet valid"),
    "none told": n_("no permit told"),
}


def classes_of(facility: FacilityRecord) -> tuple[str, ...]:
    """Classes that a facility accepts, as written."""
    return tuple(part.strip().casefold() for part in re.split(r"[;,|]", facility.accepts) if part.strip())


def free_t(facility: FacilityRecord) -> float | None:
    """Capacity that is free now, t; None where capacity or filling is not told."""
    if facility.capacity_t is None or facility.filled_t is None:
        return None
    return max(facility.capacity_t - facility.filled_t, 0.0)


def permit_state(permits: Sequence[PermitRecord], on: date) -> tuple[PermitState, date | None]:
    """How permits stand on a day, and the last day of those that are valid; None where that has no end or none is."""
    if not permits:
        return "none told", None
    valid = [
        one for one in permits
        if (one.valid_from is None or one.valid_from <= on) and (one.valid_until is None or on <= one.valid_until)
    ]  # fmt: skip
    if valid:
        ends = [one.valid_until for one in valid if one.valid_until is not None]
        if len(ends) < len(valid):
            return "valid", None
        last = max(ends)
        soon = on + timedelta(days=int(limit("permit_soon_days")))
        return ("ends soon" if last <= soon else "valid"), last
    if any(one.valid_from is not None and one.valid_from > on for one in permits):
        return "not yet", None
    return "ended", max(one.valid_until for one in permits if one.valid_until is not None)


def takes_in(facility: FacilityRecord, permits: Sequence[PermitRecord], year: int) -> bool:
    """Whether a facility is open and has a permit on some day of a year."""
    if (facility.opens is not None and year < facility.opens) or (
        facility.closes is not None and year > facility.closes
    ):
        return False
    return any(
        (one.valid_from is None or one.valid_from.year <= year)
        and (one.valid_until is None or year <= one.valid_until.year)
        for one in permits
    )


def refusal(facility: FacilityRecord, source: SourceRecord, data: StorageData, year: int) -> Text | str:
    """Why a facility cannot take the mercury of a source in a year; empty where it can."""
    if source.waste_class not in classes_of(facility):
        return n_("does not take this class")
    if facility.country != source.country:
        if facility.from_abroad == "no":
            return n_("takes nothing from abroad")
        if facility.from_abroad == "unknown":
            return n_("not known whether it takes mercury from abroad")
    if not takes_in(facility, data.permits_of(facility.id), year):
        return Text("not open, or without a permit, in {year}", year=str(year))
    free = free_t(facility)
    if free is None:
        return n_("free capacity not told")
    return n_("has no room left") if free <= 0.0 else ""


def register(data: StorageData, on: date, until: int | None = None) -> Register:
    """What facilities offer, what sources need, and what is short year by year.

    Args:
        data: facilities, permits, sources, stocktakings.
        on: the day that it is made for.
        until: last year of the balance; the last year of the sources where None.
    """
    facilities = sorted(data.facilities, key=lambda one: one.id)
    last = until if until is not None else max((one.until or one.year for one in data.sources), default=on.year)
    reconciled = tuple(reconcile(one) for one in sorted(data.stocktakes, key=lambda one: (one.place, one.year)))
    return Register(
        on=on,
        until=last,
        facilities=tuple(_standing(one, data, on) for one in facilities),
        matches=tuple(_matches(data, facilities, on.year)),
        years=year_balances(data, facilities, on.year, last, refusal, free_t),
        stocktakings=reconciled,
        findings=(*_findings(data, facilities, on), *stocktaking_findings(reconciled)),
        origins=tuple(limits()[key] for key in _USED),
        notes=tuple(_notes(data, on.year)),
        sha256=data.sha256,
        notice=data.notice,
    )


#: Limits that the register rests on.
_USED: Final = ("containment_share", "all_containers_share", "coverage_factor", "weighing_error", "permit_soon_days")


def _standing(facility: FacilityRecord, data: StorageData, on: date) -> FacilityStanding:
    state, ends = permit_state(data.permits_of(facility.id), on)
    return FacilityStanding(
        facility.id, facility.name, facility.country, facility.kind, facility.capacity_t, facility.filled_t,
        free_t(facility), classes_of(facility), facility.from_abroad, state, PERMIT_NAMES[state], ends,
        facility.kind in FINAL_KINDS, facility.source, facility.status,
    )  # fmt: skip


def _matches(data: StorageData, facilities: Sequence[FacilityRecord], year: int) -> Iterator[SourceMatch]:
    for source in sorted(data.sources, key=lambda one: one.id):
        first = max(year, source.year)
        found = []
        here = place_of(source.latitude, source.longitude)
        for facility in facilities:
            there = place_of(facility.latitude, facility.longitude)
            km = great_circle_km(here, there) if here is not None and there is not None else None
            reason = refusal(facility, source, data, first)
            found.append(SourceMatch(source.id, facility.id, first, not reason, reason, km))
        yield from sorted(found, key=lambda one: (not one.accepted, one.km is None, one.km or 0.0, one.facility))


def _findings(data: StorageData, facilities: Sequence[FacilityRecord], on: date) -> Iterator[StorageFinding]:
    for facility in facilities:
        yield from facility_findings(facility)
        state, ends = permit_state(data.permits_of(facility.id), on)
        if state == "ended" and ends is not None:
            yield StorageFinding(
                "permit", "error", facility.id, Text("its permit ended on {day}", day=ends.isoformat()),
                n_("take in nothing, and ask the authority"),
            )  # fmt: skip
        elif state == "ends soon" and ends is not None:
            yield StorageFinding(
                "permit", "warning", facility.id, Text("its permit ends on {day}", day=ends.isoformat()),
                n_("apply for a new one, or plan where its mercury goes"),
            )  # fmt: skip
        elif state == "none told":
            yield StorageFinding(
                "permit", "warning", facility.id, n_("no permit is told: it is not counted"),
                n_("write its permits into the table permits"),
            )  # fmt: skip


def _notes(data: StorageData, year: int) -> Iterator[Text | str]:
    if data.notice:
        yield data.notice
    if not data.facilities:
        yield n_("no facility is told: all mercury counts as without a place")
    if not data.sources:
        yield n_("no source is told: there is no need to set against the capacity")
    earlier = sorted(one.id for one in data.sources if one.year < year)
    if earlier:
        yield Text(
            "{names}: what came free before {year} is not in the balance; tell stocks as sources of {year}",
            names=", ".join(earlier), year=str(year),
        )  # fmt: skip
