"""Local interim storage of the mercury that groups of gold miners give up: containers, points, checks, cost, way."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from almaden.quantity.annuity import present_value
from almaden.quantity.sphere import great_circle_km
from almaden.reference.mercury_units import kg_per
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.chloralkali.factors import factor
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn
from almaden.supply.storage.checks import StorageFinding, containment_findings, filled_l, vapour_findings
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.facilities import classes_of
from almaden.supply.storage.interim_kinds import ContainerKind, container_kinds, fitting_kind
from almaden.supply.storage.interim_result import HoldingStore, InterimPlan, Point
from almaden.supply.storage.location import LocationProblem
from almaden.supply.storage.money import usd_of
from almaden.supply.storage.plan import plan_items
from almaden.supply.storage.records import FacilityRecord, HoldingRecord
from almaden.supply.storage.settings import Price, default_money_year, limit, limits, prices
from almaden.supply.storage.siting import distances_km, solved
from almaden.wording import Exact, Text, n_

_MONTHS: Final = 12.0


def plan_interim(
    data: StorageData,
    *,
    years: int = 5,
    months: float | None = None,
    max_km: float = 0.0,
    discount: float | None = None,
    draws: int = 10_000,
    seed: int = 1,
) -> InterimPlan:
    """Plan local interim storage.

    Args:
        data: holdings, and facilities among which is a national store.
        years: years of the plan.
        months: months between collections; the table's where None.
        max_km: how far a group may bring its mercury to the point of another; 0: each stores its own.
        discount: real rate of discount a year; the table's where None.
        draws: how many draws ranges are made of.
        seed: seed of the draws.

    Raises:
        StateError: points cannot hold the mercury.
    """
    between = limit("interim_months") if months is None else months
    rate = prices()["discount"].value if discount is None else discount
    groups = sorted(data.holdings, key=lambda one: one.id)
    at_once = [_kg(one, between / _MONTHS) for one in groups]
    points = _assigned(groups, at_once, max_km)
    stores = [one for one in data.facilities if one.kind in ("interim store", "permanent store")]
    holdings = tuple(_holdings(groups, at_once, points))
    found = tuple(_points(groups, at_once, points, stores, years, between))
    fleet = FleetDraws(draws, seed)
    parts = _parts(holdings, found, years, rate, fleet)
    total = sum(parts.values(), np.zeros(draws + 1))
    kg = math.fsum(_kg(one, float(years)) for one in groups)
    return InterimPlan(
        years=years, months=between, holdings=holdings, points=found, mercury_kg=kg, cost=amount(total),
        cost_per_kg=amount(total / kg) if kg > 0.0 else None,
        parts={name: amount(part) for name, part in parts.items()},
        currency="USD", money_year=default_money_year(), discount=rate,
        findings=tuple(_findings(groups, holdings, found)), steps=plan_items("interim"),
        origins=tuple(_origins(holdings)), notes=tuple(_notes(data, groups, found)),
        meta=meta(draws, seed, data.sha256, notice=data.notice),
    )  # fmt: skip


def _kg(holding: HoldingRecord, years: float) -> float:
    """Mercury of a group after some years, nothing taken away."""
    per = kg_per(holding.unit) or 1.0
    return per * ((holding.held or 0.0) + years * (holding.recovered_per_year or 0.0))


def _assigned(groups: Sequence[HoldingRecord], kg: Sequence[float], max_km: float) -> list[int]:
    """At whose place each group stores: as few points as the distance and what a point may hold allow."""
    here = list(range(len(groups)))
    used = [place for place in here if kg[place] > 0.0]
    if max_km <= 0.0 or len(used) < 2:
        return here
    chosen = [groups[place] for place in used]
    km = distances_km(chosen, chosen)
    tonnes = np.array([kg[place] for place in used])
    # A point of a group that alone has more than a point should hold is told, not refused.
    room = np.maximum(np.full(len(used), limit("interim_point_kg")), tonnes)
    same = np.array([[one.country == other.country for other in chosen] for one in chosen])
    price = prices()["interim_point"].value
    # A little for each km, so that among as many points the nearer one is taken.
    weight = price / (1e3 * (1.0 + km.max()) * tonnes.sum())
    problem = LocationProblem(
        tonnes, room, np.full(len(used), price), weight * km, km <= max_km, same, None, whole=True
    )
    found = solved(problem, [one.id for one in chosen], max_km)
    for row, place in enumerate(used):
        here[place] = used[int(np.argmax(found.moved[row]))]
    return here


def _holdings(groups: Sequence[HoldingRecord], kg: Sequence[float], points: Sequence[int]) -> Iterator[HoldingStore]:
    density = factor("mercury_density").value
    for place, one in enumerate(groups):
        kind = _kind(one, kg[place])
        at = groups[points[place]]
        (way,) = distances_km([one], [at])[0]
        yield HoldingStore(
            one.id, one.country, at.id, float(way), kg[place],
            None if one.held is None else one.held * (kg_per(one.unit) or 1.0), kind.key, kind.name,
            math.ceil(kg[place] / kind.mercury_kg - 1e-9), one.containers, filled_l(kind.mercury_kg, density),
        )  # fmt: skip


def _kind(one: HoldingRecord, kg: float) -> ContainerKind:
    return container_kinds()[one.container] if one.container else fitting_kind(kg)


def _points(
    groups: Sequence[HoldingRecord], kg: Sequence[float], points: Sequence[int], stores: Sequence[FacilityRecord],
    years: int, months: float,
) -> Iterator[Point]:  # fmt: skip
    for place in sorted(set(points)):
        users = [other for other, at in enumerate(points) if at == place]
        mercury = math.fsum(kg[other] for other in users)
        one = groups[place]
        store, km = _store(one, stores)
        trips = math.ceil(years * _MONTHS / months - 1e-9) if mercury > 0.0 else 0
        yield Point(one.id, one.country, tuple(groups[other].id for other in users), mercury, store, km, trips)


def _store(one: HoldingRecord, stores: Sequence[FacilityRecord]) -> tuple[str, float | None]:
    """The nearest store of the country that takes metal, and the way there by road."""
    road = prices()["road_factor"].value
    ways = [
        (road * great_circle_km((one.latitude, one.longitude), (store.latitude, store.longitude)), store.id)
        for store in stores
        if store.country == one.country and {"consisting", "not waste"} & set(classes_of(store))
        and store.latitude is not None and store.longitude is not None
    ]  # fmt: skip
    if not ways:
        return "", None
    km, name = min(ways)
    return name, km


def _parts(
    holdings: Sequence[HoldingStore], points: Sequence[Point], years: int, rate: float, fleet: FleetDraws
) -> dict[str, Drawn]:
    """Present cost by part, USD: containers and points at the start, the rest at the end of each year."""
    own = fleet.of("interim storage")
    year = default_money_year()

    def price(one: Price) -> Drawn:
        level = 1.0 if one.money_year is None else usd_of(one.currency, one.money_year, year)
        return own(one.number()) * level

    running = present_value(1.0, rate, float(years))
    kinds = container_kinds()
    containers: Drawn = np.zeros(fleet.draws + 1)
    for key in kinds:
        # Containers go with the mercury to the national store and come back empty.
        count = sum(max(one.containers - (one.containers_told or 0), 0) for one in holdings if one.container == key)
        containers = containers + count * price(kinds[key].cost)
    used = [one for one in points if one.trips]
    km_a_year = math.fsum(2.0 * one.store_km * one.trips / years for one in used if one.store_km is not None)
    return {
        "containers": containers,
        "points": len(used) * price(prices()["interim_point"]) * np.ones(fleet.draws + 1),
        "running": len(used) * running * price(prices()["interim_running"]),
        "collection": km_a_year * running * price(prices()["collection_trip"]),
    }


def _findings(
    groups: Sequence[HoldingRecord], holdings: Sequence[HoldingStore], points: Sequence[Point]
) -> Iterator[StorageFinding]:
    for one, store in zip(groups, holdings, strict=True):
        yield from containment_findings(one.id, one.containment_l, one.largest_container_l)
        yield from vapour_findings(one)
        kind = container_kinds()[store.container]
        if store.mercury_kg > 0.0 and store.fill_l > kind.volume_l:
            yield StorageFinding(
                "filling", "info", one.id,
                Text("a container of {volume} l with {kg} kg is filled by more than {percent} %",
                     volume=Exact(kind.volume_l), kg=Exact(kind.mercury_kg),
                     percent=Exact(100.0 * limit("largest_filling"))),
                n_("for storage of more than a year fill containers less"),
            )  # fmt: skip
        if one.held is None:
            yield StorageFinding(
                "held", "info", one.id, n_("what it holds now is not told, which is not nothing"), n_("weigh it"),
            )  # fmt: skip
        held = store.held_kg or 0.0
        room = kind.mercury_kg * (one.containers or 0)
        if one.containers is not None and held > room * (1.0 + 1e-9):
            yield StorageFinding(
                "containers", "error", one.id,
                Text("{held} kg are held, and its containers are made for {room} kg", held=Exact(round(held, 3)),
                     room=Exact(round(room, 3))),
                n_("bring containers, or collect mercury now; containers must not be filled to the brim"),
            )  # fmt: skip
    most = limit("interim_point_kg")
    for point in points:
        if point.mercury_kg > most:
            yield StorageFinding(
                "amount", "warning", point.id,
                Text("{kg} kg until it is collected, more than {most} kg", kg=point.mercury_kg, most=Exact(most)),
                n_("collect more often, or divide it among more points"),
            )  # fmt: skip
        if point.trips and point.store_km is None:
            yield StorageFinding(
                "store", "warning", point.id, n_("no store of its country takes its mercury: its way is not counted"),
                n_("tell a national store in the table facilities"),
            )  # fmt: skip


def _origins(holdings: Sequence[HoldingStore]) -> Iterator[Origin]:
    kinds = container_kinds()
    for key in sorted({one.container for one in holdings}):
        yield kinds[key].cost.origin
    for key in ("interim_point", "interim_running", "collection_trip", "road_factor", "discount"):
        yield prices()[key].origin
    for key in ("interim_point_kg", "interim_months", "containment_share", "largest_filling", "vapour_limit"):
        yield limits()[key]


def _notes(data: StorageData, groups: Sequence[HoldingRecord], points: Sequence[Point]) -> Iterator[Text | str]:
    if data.notice:
        yield data.notice
    if not groups:
        yield n_("no group is told: fill in the table holdings")
    if any(one.store_km is None for one in points):
        yield n_("points without a national store have no cost of collection")
    if groups:
        yield n_("mercury that is given up must not come back into trade: the plan counts on it")
