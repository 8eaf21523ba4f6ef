"""All units of a fleet: ranges of each, of each country and state, and of the world.

Units are worked on country by country, in bins that do not depend on how many processes there are; so neither the order
of the file nor the number of processes changes a digit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from almaden.inventory.result import Amount
from almaden.sectors.amounts import amount, first
from almaden.sectors.coal.emission import Emission, emissions
from almaden.sectors.coal.inventory_rows import category
from almaden.sectors.coal.life import lifetime_rules, remaining_years
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.result import FleetResult, FleetTotal, FleetUnit, Meta, MethodTotal
from almaden.sectors.coal.used import unverified_of
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn

#: More bins than a laptop has processors, so that not all wait for the largest country.
_BINS = 8
#: Below this many units the start of further processes would take longer than it saves.
_WORTH_PROCESSES = 1000

Progress = Callable[[int], None]


def compute_fleet(
    units: Sequence[CoalUnit],
    meta: Meta,
    notes: Iterable[str] = (),
    processes: int = 1,
    progress: Progress | None = None,
) -> FleetResult:
    """Reckon every unit with its range, and the sums.

    Args:
        units: the units, filled.
        meta: draws, seed, year and rule of life; draws must be 2 or more.
        notes: what the reader wants to be known.
        processes: how many to use for a large fleet.
        progress: called with the number of units that are done, whenever a part is.
    """
    bins = _bins(units)
    done = _parts(bins, meta, processes if len(units) >= _WORTH_PROCESSES else 1)
    found: dict[str, FleetUnit] = {}
    totals: list[FleetTotal] = []
    world: dict[str, _Sum] = defaultdict(_Sum)
    for part in done:
        found |= {unit.id: unit for unit in part.units}
        totals += part.totals
        for status, one in part.sums.items():
            world[status].join(one)
        if progress is not None:
            progress(len(found))
    totals.sort(key=lambda one: (one.country, one.status))
    totals += [one.total("", status) for status, one in sorted(world.items())]
    return FleetResult(
        meta=meta,
        units=tuple(found[unit.id] for unit in units),
        totals=tuple(totals),
        filled=dict(Counter(name for unit in units for name in unit.filled).most_common()),
        notes=tuple(notes),
        unverified=unverified_of(units),
    )


@dataclass
class _Sum:
    """Draws of a sum over units of one state."""

    units: int = 0
    capacity_mw: float = 0.0
    coal: Drawn = 0.0
    air: Drawn = 0.0
    lifetime: Drawn = 0.0
    methods: dict[str, tuple[int, Drawn, float]] = field(default_factory=dict)

    def add(self, unit: CoalUnit, one: Emission, years: int) -> None:
        """Add a unit."""
        self.units += 1
        self.capacity_mw += unit.full_mw
        self.coal += one.coal_kg
        self.air += one.air_kg
        self.lifetime += one.air_kg * years
        for name, value in one.methods.items():
            self._add(name, 1, value, first(one.air_kg))

    def join(self, other: _Sum) -> None:
        """Add the units of another sum."""
        self.units += other.units
        self.capacity_mw += other.capacity_mw
        self.coal += other.coal
        self.air += other.air
        self.lifetime += other.lifetime
        for name, (count, value, default) in other.methods.items():
            self._add(name, count, value, default)

    def _add(self, name: str, count: int, value: Drawn, default: float) -> None:
        before = self.methods.get(name, (0, 0.0, 0.0))
        self.methods[name] = (before[0] + count, before[1] + value, before[2] + default)

    def total(self, country: str, status: str) -> FleetTotal:
        """The sum with its ranges."""
        return FleetTotal(
            country=country,
            status=status,
            units=self.units,
            capacity_mw=self.capacity_mw,
            coal_kg_per_year=amount(self.coal),
            kg_per_year=amount(self.air),
            lifetime_kg=amount(self.lifetime),
            methods={
                name: MethodTotal(count, amount(value), default)
                for name, (count, value, default) in sorted(self.methods.items())
            },
        )


@dataclass(frozen=True)
class _Part:
    """What one bin of countries gives."""

    units: list[FleetUnit]
    totals: list[FleetTotal]
    sums: dict[str, _Sum]


def _bins(units: Sequence[CoalUnit]) -> list[list[CoalUnit]]:
    """Units parted by country into bins of about one size; within a bin by country and name."""
    countries: dict[str, list[CoalUnit]] = defaultdict(list)
    for unit in units:
        countries[unit.country].append(unit)
    bins: list[list[CoalUnit]] = [[] for _ in range(_BINS)]
    for _, members in sorted(countries.items(), key=lambda one: (-len(one[1]), one[0])):
        min(bins, key=len).extend(sorted(members, key=lambda unit: unit.id))
    return [one for one in bins if one]


def _parts(bins: list[list[CoalUnit]], meta: Meta, processes: int) -> Iterator[_Part]:
    if processes < 2:
        yield from (_part(one, meta) for one in bins)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_part, bins, [meta] * len(bins))


def _part(units: Sequence[CoalUnit], meta: Meta) -> _Part:
    draws, rule = FleetDraws(meta.draws, meta.seed), lifetime_rules()[meta.lifetime_rule]
    by_country: dict[tuple[str, str], _Sum] = {}
    found = []
    for unit, one in emissions(units, draws):
        years = remaining_years(unit, rule, meta.state_year)
        by_country.setdefault((unit.country, unit.status), _Sum()).add(unit, one, years)
        found.append(_fleet_unit(unit, one, years))
    sums: dict[str, _Sum] = defaultdict(_Sum)
    for (_, status), each in by_country.items():
        sums[status].join(each)
    totals = [each.total(country, status) for (country, status), each in by_country.items()]
    return _Part(found, totals, dict(sums))


def _fleet_unit(unit: CoalUnit, one: Emission, years: int) -> FleetUnit:
    air = amount(one.air_kg)
    return FleetUnit(
        id=unit.id,
        plant=unit.plant,
        name=unit.name,
        country=unit.country,
        subdivision=unit.subdivision,
        status=unit.status,
        rank=unit.conditions[0].fuel.rank,
        capacity_mw=unit.capacity_mw,
        thermal_mw=unit.thermal_mw,
        latitude=unit.latitude,
        longitude=unit.longitude,
        start_year=unit.start_year,
        category=category(unit.thermal_mw, unit.kind),
        train=str(max(unit.trains, key=lambda one: one[0])[1]),
        remaining_years=years,
        coal_kg_per_year=first(one.coal_kg),
        kg_per_year=air,
        lifetime_kg=_times(air, years),
        g_per_gwh=amount(one.g_per_gwh),
        methods={name: amount(value) for name, value in one.methods.items()},
        filled=tuple(unit.filled),
    )


def _times(one: Amount, years: int) -> Amount:
    return Amount(one.value * years, one.low * years, one.high * years)
