"""Coal-fired units as lines of an inventory, so that both count the same mercury.

Units go to the source categories of the Toolkit by their heat input. A line has dry tonnes of coal and its own input
factor; the shares of output are own factors by abatement level: means over the units of a level, weighted by their
mercury, so that totals agree with the fleet's.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from almaden.inventory.records import ActivityRow, FactorRow
from almaden.quantity.spread import Fixed
from almaden.reference.tables import read_table
from almaden.sectors.coal.defaults import Row, general
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR, CoalUnit, Conditions
from almaden.sectors.coal.train import Train, parse_devices
from almaden.sectors.numbers import Number

#: Gives the shares of the mercury burned by fate (``air`` and the others of ``terms.FATES``) under one train.
Fates = Callable[[CoalUnit, Conditions], Mapping[str, float]]

_SOURCE = "Almaden, coal-fired units one by one"


class InventoryRows(NamedTuple):
    """Lines of ``activity_rates.csv`` and of ``factors.csv``."""

    rows: tuple[ActivityRow, ...]
    factors: tuple[FactorRow, ...]


def category(thermal_mw: float, kind: str = "power") -> str:
    """Code of the source category by heat input of one boiler, MW: large power plants, or other coal use."""
    return _category(thermal_mw, kind)["code"]


def _category(thermal_mw: float, kind: str) -> Row:
    return next(
        row
        for row in read_table("coal/toolkit_rows")
        if row["kind"] == kind and thermal_mw >= float(row["thermal_from_mw"])
    )


def category_of(unit: CoalUnit) -> Row:
    """The row of the source category of a unit."""
    return _category(unit.thermal_mw, unit.kind)


@functools.cache
def scenario_of(train: Train) -> str:
    """The abatement level of the Toolkit that a train belongs to."""
    for row in read_table("coal/toolkit_scenarios"):
        if train.has(*parse_devices(row["devices"])):
            return row["scenario"]
    return "none"


def coal_tonnes(unit: CoalUnit) -> float:
    """Dry coal burned in a year, t, before washing."""
    heat = unit.full_mw * HOURS_OF_A_YEAR * unit.capacity_factor.value * unit.heat_rate.value
    return heat / unit.heating_value.value


def input_factor(unit: CoalUnit) -> float:
    """Mercury burned with a tonne of dry coal, g, after washing."""
    return unit.mercury.value * (1.0 - unit.washing.value)


def rows_of_units(units: Sequence[CoalUnit], fates: Fates, year: int) -> InventoryRows:
    """A line for each unit and abatement level that it may have.

    Args:
        units: the units of one country.
        fates: shares by fate.
        year: the year that the figures are for.
    """
    rows = [row for unit in units for row in _lines(unit.id, [unit], year)]
    return InventoryRows(tuple(rows), own_factors(units, fates))


def rows_of_classes(units: Sequence[CoalUnit], fates: Fates, year: int) -> InventoryRows:
    """A line for each source category and abatement level: the whole fleet in a few lines."""
    grouped: dict[str, list[CoalUnit]] = defaultdict(list)
    for unit in units:
        grouped[category_of(unit)["code"]].append(unit)
    rows = [row for code, members in sorted(grouped.items()) for row in _lines(f"coal-{code}", members, year)]
    return InventoryRows(tuple(rows), own_factors(units, fates))


def own_factors(units: Iterable[CoalUnit], fates: Fates) -> tuple[FactorRow, ...]:
    """Shares of output by source category and abatement level: means weighted by the mercury burned."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for unit in units:
        code, mercury = category_of(unit)["code"], coal_tonnes(unit) * input_factor(unit)
        for (share, train), conditions in zip(unit.trains, unit.conditions, strict=True):
            sums = found[code, scenario_of(train)]
            for pathway, part in _pathways(fates(unit, conditions), unit.ash_sold_share).items():
                sums[pathway] += mercury * share * part
    return tuple(_factor(code, scenario, sums) for (code, scenario), sums in sorted(found.items()))


def _pathways(fates: Mapping[str, float], ash_sold: float) -> dict[str, float]:
    """Fates as pathways: what is sold is a product, what is kept goes to the sector's own treatment."""
    sold = {"fly ash": ash_sold, "FGD solid": general("gypsum_sold_share")}
    found = {"air": fates.get("air", 0.0), "water": fates.get("FGD water", 0.0), "products": 0.0}
    found["sector_treatment"] = 0.0
    for fate, share in fates.items():
        if fate not in ("air", "FGD water"):
            found["products"] += share * sold.get(fate, 0.0)
            found["sector_treatment"] += share * (1.0 - sold.get(fate, 0.0))
    return found


def _factor(code: str, scenario: str, sums: Mapping[str, float]) -> FactorRow:
    total = math.fsum(sums.values()) or 1.0
    shares = {name: value / total for name, value in sums.items()}
    return FactorRow(
        kind="distribution",
        code=code,
        scenario=scenario,
        air=shares["air"],
        water=shares["water"],
        land=0.0,
        products=shares["products"],
        general_waste=0.0,
        sector_treatment=shares["sector_treatment"],
        source=_SOURCE,
        status="unverified",
    )


def _lines(name: str, units: Sequence[CoalUnit], year: int) -> list[ActivityRow]:
    """Lines of one activity, one for each abatement level, with shares of the coal that add to 1."""
    category = category_of(units[0])
    tonnes = math.fsum(coal_tonnes(unit) for unit in units)
    down, up = _combined(
        (coal_tonnes(unit) / tonnes if tonnes else 0.0, number)
        for unit in units
        for number in (unit.capacity_factor, unit.heat_rate, unit.heating_value)
    )
    filled = sorted({field for unit in units for field in unit.filled})
    whole = ActivityRow(
        id=name,
        code=category["code"],
        variant=category["variant"],
        present="Y",
        facility=" ".join(filter(None, (units[0].plant, units[0].name))) if len(units) == 1 else "",
        activity_rate=tonnes,
        unit=category["unit"],
        low=tonnes * math.exp(-down),
        high=tonnes * math.exp(up),
        year=year,
        factor_unit="g/t",
        source=_SOURCE,
        status="unverified" if filled else "user",
        note=", ".join(filled),
    )
    by_level: dict[str, list[tuple[CoalUnit, float]]] = defaultdict(list)
    for unit in units:
        for share, train in unit.trains:
            by_level[scenario_of(train)].append((unit, share * coal_tonnes(unit)))
    return [_line(whole, level, parts, tonnes) for level, parts in sorted(by_level.items())]


def _line(whole: ActivityRow, level: str, parts: Sequence[tuple[CoalUnit, float]], tonnes: float) -> ActivityRow:
    """The line of one abatement level: its share of the coal, and the mean input factor of that coal with its range."""
    burned = math.fsum(part for _, part in parts)
    mercury = math.fsum(part * input_factor(unit) for unit, part in parts)
    factor = mercury / burned if burned else input_factor(parts[0][0])
    down, up = _combined(
        (part * input_factor(unit) / mercury if mercury else 0.0, unit.mercury) for unit, part in parts
    )
    told = {
        "scenario": level,
        "share": burned / tonnes if tonnes else None,
        "input_factor": factor,
        "factor_low": factor * math.exp(-down),
        "factor_high": factor * math.exp(up),
    }
    return whole.model_copy(update=told)


def _combined(parts: Iterable[tuple[float, Number]]) -> tuple[float, float]:
    """Half widths (on the logarithm, down and up) of the 95 % range of a sum.

    Args:
        parts: for each number, the part of the sum that changes in proportion with it.
    """
    shared: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    own = [0.0, 0.0]
    for weight, number in parts:
        common = number.shared_share if number.shared_key else 0.0
        for side, width in enumerate(_half_widths(number)):
            shared[number.shared_key][side] += weight * width * math.sqrt(common)
            own[side] += (weight * width) ** 2 * (1.0 - common)
    down, up = (math.sqrt(own[side] + math.fsum(w[side] ** 2 for w in shared.values())) for side in (0, 1))
    return down, up


@functools.lru_cache(maxsize=16384)
def _half_widths(number: Number) -> tuple[float, float]:
    """How far the 95 % range of a number reaches down and up, on the logarithm."""
    if isinstance(number.spread, Fixed):
        return 0.0, 0.0
    import numpy as np

    low, high = number.spread.ratio(np.array([-1.959964, 1.959964]))
    return -math.log(max(low, 1e-9)), math.log(high)
