"""Where a region should build its stores: tables into the location problem, and its plan back into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from almaden.errors import Fault, InputError, StateError
from almaden.quantity.sphere import great_circle_km
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.location import Location, LocationProblem, blocking, solve
from almaden.supply.storage.money import usd_of
from almaden.supply.storage.records import CandidateRecord, SourceRecord
from almaden.supply.storage.settings import default_money_year, prices
from almaden.supply.storage.siting_result import Assignment, SiteUse, SitingPlan
from almaden.wording import Exact, Text, joined, n_

#: What stands in the way, in words.
_BLOCKS: Final = {
    "distance": n_("the largest distance"),
    "borders": n_("borders that mercury may not cross"),
    "sites": n_("the number of sites"),
    "whole": n_("that no source may be split"),
    "capacity": n_("the capacity of the sites"),
}


def plan_sites(
    data: StorageData,
    *,
    max_km: float | None = None,
    most_sites: int | None = None,
    whole: bool = False,
    open_borders: bool = False,
    money_year: int | None = None,
) -> SitingPlan:
    """The cheapest way to store the mercury of all sources at candidate sites.

    Args:
        data: sources with places, candidates, and crossings that are allowed.
        max_km: largest way by road, km.
        most_sites: how many sites may be built.
        whole: whether the mercury of a source must go to one site.
        open_borders: whether mercury may cross every border; otherwise those of the table only.
        money_year: year of the USD of the result; the table's where None.

    Raises:
        InputError: no sources or candidates, or a source without a place.
        StateError: no plan keeps all constraints; it says which stand in the way.
    """
    sources = sorted(data.sources, key=lambda one: one.id)
    sites = sorted(data.candidates, key=lambda one: one.id)
    _check(sources, sites)
    year = default_money_year() if money_year is None else money_year
    km = distances_km(sources, sites)
    legal = np.array(
        [
            [open_borders or one.country == site.country or (one.country, site.country) in data.allowed
             for site in sites]
            for one in sources
        ]
    )  # fmt: skip
    near = km <= max_km if max_km is not None else np.ones_like(legal)
    freight = prices()["transport"]
    rate = freight.value * usd_of("USD", freight.money_year or year, year)
    money = np.array([usd_of("USD", site.money_year, year) for site in sites])
    problem = LocationProblem(
        tonnes=np.array([one.mercury_t for one in sources]),
        capacity=np.array([site.capacity_t for site in sites]),
        fixed=money * np.array([site.fixed_cost for site in sites]),
        unit=rate * km + money * np.array([site.cost_per_t for site in sites]),
        near=near, legal=legal, most_sites=most_sites, whole=whole,
    )  # fmt: skip
    found = solved(problem, [one.id for one in sources], max_km)
    return SitingPlan(
        cost=found.cost, currency="USD", money_year=year, gap=found.gap, proven=found.proven,
        sites=tuple(_uses(sites, problem, found, rate * km)),
        assignments=tuple(_assignments(sources, sites, found, km)),
        origins=(freight.origin, prices()["road_factor"].origin),
        notes=tuple(_notes(data, found)), sha256=data.sha256, notice=data.notice,
    )  # fmt: skip


def solved(problem: LocationProblem, sources: Sequence[str], max_km: float | None) -> Location:
    """The plan of a problem, or an error that says why there is none.

    Raises:
        StateError: there is none, or none was found within the time.
    """
    try:
        found = solve(problem)
    except RuntimeError:
        raise StateError(n_("no plan was found within the time; give fewer sites or a shorter distance")) from None
    if found is not None:
        return found
    for mask, text in (
        (problem.legal, n_("no site may take the mercury of {names}: borders are closed")),
        (problem.near & problem.legal, n_("no site that may take it lies within {km} km of {names}")),
    ):
        lost = [name for name, row in zip(sources, mask, strict=True) if not row.any()]
        if lost:
            raise StateError(Text(text, names=", ".join(lost), km=Exact(max_km or 0.0)))
    need, room = float(problem.tonnes.sum()), float(problem.capacity.sum())
    if need > room:
        raise StateError(
            Text("the sites hold {room} t together, the sources have {need} t", room=Exact(room), need=Exact(need))
        )
    why = joined([Text(_BLOCKS[key]) for key in blocking(problem)])
    raise StateError(Text("no plan keeps all constraints; what stands in the way: {why}", why=why))


def distances_km(sources: Sequence[Any], sites: Sequence[Any]) -> np.ndarray:
    """Ways by road from each source to each site, km: great circles times the factor of the table."""
    road = prices()["road_factor"].value
    return np.array(
        [
            [road * great_circle_km((one.latitude, one.longitude), (site.latitude, site.longitude)) for site in sites]
            for one in sources
        ]
    )


def _check(sources: Sequence[SourceRecord], sites: Sequence[CandidateRecord]) -> None:
    faults = []
    if not sources or not sites:
        faults.append(
            Fault(n_("sources and candidates are needed"), accepted=n_("the tables sources and candidates"),
                  advice=n_("write the template by 'almaden supply storage-template FILE.xlsx' and fill it in"))
        )  # fmt: skip
    for one in sources:
        if one.latitude is None or one.longitude is None:
            faults.append(
                Fault(n_("the source has no place"), column="latitude", value=one.id, accepted=n_("degrees"),
                      advice=n_("fill in latitude and longitude"))
            )  # fmt: skip
    if faults:
        raise InputError(faults)


def _uses(
    sites: Sequence[CandidateRecord], problem: LocationProblem, found: Location, freight: np.ndarray
) -> Iterator[SiteUse]:
    for place, site in enumerate(sites):
        moved = found.moved[:, place]
        yield SiteUse(
            site.id, site.name, site.country, bool(found.opened[place]), float(moved.sum()), site.capacity_t,
            float(problem.fixed[place]) if found.opened[place] else 0.0,
            float((moved * (problem.unit - freight)[:, place]).sum()), float((moved * freight[:, place]).sum()),
        )  # fmt: skip


def _assignments(
    sources: Sequence[SourceRecord], sites: Sequence[CandidateRecord], found: Location, km: np.ndarray
) -> Iterator[Assignment]:
    for row, one in enumerate(sources):
        for place, site in enumerate(sites):
            if found.moved[row, place] > 0.0:
                yield Assignment(
                    one.id, site.id, float(found.moved[row, place]), float(km[row, place]), one.country != site.country
                )


def _notes(data: StorageData, found: Location) -> Iterator[Text | str]:
    if data.notice:
        yield data.notice
    if not found.proven:
        yield Text("the time was over: another plan could be cheaper by {percent} %", percent=100.0 * found.gap)
    yield n_("ways are great circles times a factor; seas and mountains are not seen")
    yield n_("a plan says what is cheap, not what is right: safety, law and people of each place come first")
