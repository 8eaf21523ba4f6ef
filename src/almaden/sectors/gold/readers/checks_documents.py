"""Figures of documents and the plan: units that fit, one chosen of several, years in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, get_args

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.plan_records import MeasureRecord
from almaden.sectors.gold.readers.likely import mass_advice
from almaden.sectors.gold.readers.plausible import bounds
from almaden.sectors.gold.readers.units import GOLD_KG, MERCURY_KG
from almaden.sectors.gold.records import FigureRecord, Quantity
from almaden.wording import Exact, Text, either, n_

_PERSONS: Final = MappingProxyType({"persons": 1.0})
#: Which bounds and which units each quantity has.
_KINDS: Final[Mapping[str, tuple[str, Mapping[str, float]]]] = {
    quantity: ("country_mercury_kg", MERCURY_KG) if quantity.startswith("mercury") else ("country_gold_kg", GOLD_KG)
    for quantity in get_args(Quantity)
} | {
    "miners": ("country_miners", _PERSONS),
    "gold per miner": ("gold_per_miner_year", MappingProxyType({unit: kg * 1000 for unit, kg in GOLD_KG.items()})),
}


def check_documents(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of figures of documents and of measures of a plan."""
    if "figures" in tables:
        for one in tables["figures"].found:
            yield from _figure(tables["figures"], one.record, one.row)
        yield from _chosen(tables["figures"])
    if "measures" in tables:
        for one in tables["measures"].found:
            yield from _years(tables["measures"], one.record, one.row)


def _figure(rows: Rows, figure: FigureRecord, row: int | None) -> Iterator[Fault]:
    name, units = _KINDS[figure.quantity]
    if figure.unit not in units:
        yield rows.fault(
            n_("the unit is none of this quantity"), row, "unit", figure.unit, either(list(units)),
            n_("write the unit so; an ounce of gold is a troy oz"),
        )  # fmt: skip
        return
    limits = bounds(name)
    found = figure.value * units[figure.unit]
    if not limits.possible(found):
        yield rows.fault(
            Text("no country has as much as {found} {unit}", found=found, unit=limits.unit),
            row,
            "value",
            f"{figure.value:g}",
            Text("at most {most} {unit}", most=Exact(limits.possible_high), unit=limits.unit),
            mass_advice(figure.value, figure.unit, units, limits),
        )


def _chosen(rows: Rows) -> Iterator[Fault]:
    several: dict[tuple[str, str], list[Located]] = defaultdict(list)
    for one in rows.found:
        several[one.record.quantity, one.record.region].append(one)
    for (quantity, _), found in several.items():
        chosen = [one for one in found if one.record.chosen]
        if len(found) == 1 or len(chosen) == 1:
            continue
        problem = (
            Text("{count} figures of {quantity} are chosen", count=len(chosen), quantity=quantity)
            if chosen
            else Text("there are {count} figures of {quantity}, and none is chosen", count=len(found),
                      quantity=quantity)
        )  # fmt: skip
        yield rows.fault(
            problem, (chosen or found)[-1].row, "chosen", "y" if chosen else "",
            n_("y on exactly one of several figures of a quantity and region"),
            n_("write y beside the one that counts; the others stay for comparison"),
        )  # fmt: skip


def _years(rows: Rows, measure: MeasureRecord, row: int | None) -> Iterator[Fault]:
    if measure.full_year < measure.start_year:
        yield rows.fault(
            n_("the measure acts in full before it starts"), row, "full_year", str(measure.full_year),
            Text("a year from {year} on, in which it starts", year=str(measure.start_year)),
            n_("correct one of the two years"),
        )  # fmt: skip
