"""Amounts that cannot be: gold of a miner or a buyer, ore, and ratios of mercury to gold in another unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.likely import gold_advice, grams_a_day, mass_advice, ratio_advice
from almaden.sectors.gold.readers.plausible import Bounds, bounds
from almaden.sectors.gold.readers.units import GOLD_KG, RATIO
from almaden.sectors.gold.records import BuyerRecord, RatioRecord
from almaden.sectors.gold.work_time import WorkTime, times_of_calendar, work_of
from almaden.wording import Exact, Text, n_

#: Fields with bounds of their own, by table.
_BOUNDED: Final = (("units", "ore_t_per_day"), ("units", "grade_g_per_t"))


def check_amounts(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of amounts that no unit of theirs makes possible."""
    works: dict[str, WorkTime] = {}
    if "sites" in tables:
        for one in tables["sites"].found:
            works[one.record.id] = work_of(one.record)
            if one.record.gold_per_miner is not None:
                yield from _gold(tables["sites"], one.record, one.row, "gold_per_miner", works[one.record.id])
    if "miners" in tables:
        for one in tables["miners"].found:
            yield from _gold(tables["miners"], one.record, one.row, "gold", works.get(one.record.site, WorkTime()))
    for kind, field in _BOUNDED:
        for one in tables[kind].found if kind in tables else ():
            yield from _bounded(tables[kind], getattr(one.record, field), one.row, field)
    if "buyers" in tables:
        for one in tables["buyers"].found:
            yield from _buyer(tables["buyers"], one.record, one.row)
    if "ratios" in tables:
        for one in tables["ratios"].found:
            yield from _ratio(tables["ratios"], one.record, one.row)


def _gold(rows: Rows, record: Any, row: int | None, field: str, work: WorkTime) -> Iterator[Fault]:
    gold, limits = getattr(record, field), bounds("gold_per_miner")
    found = grams_a_day(gold, record.gold_unit, record.gold_period, work)
    if not limits.possible(found):
        yield rows.fault(
            Text("a miner would win {grams} g of gold on a day of work", grams=found),
            row,
            field,
            f"{gold:g}",
            Text("at most {most} g a day; {low} to {high} g are usual", most=Exact(limits.possible_high),
                 low=Exact(limits.usual_low), high=Exact(limits.usual_high)),
            gold_advice(gold, record.gold_unit, record.gold_period, work, limits),
        )  # fmt: skip


def _bounded(rows: Rows, value: float | None, row: int | None, field: str) -> Iterator[Fault]:
    limits = bounds(field)
    if value is not None and not limits.possible(value):
        yield rows.fault(n_("no site of small-scale mining has as much as this"), row, field, f"{value:g}",
                         _at_most(limits), n_("check the number and its unit"))  # fmt: skip


def _at_most(limits: Bounds) -> Text:
    return Text("at most {most} {unit}", most=Exact(limits.possible_high), unit=limits.unit)


def _buyer(rows: Rows, buyer: BuyerRecord, row: int | None) -> Iterator[Fault]:
    if buyer.gold is None:
        return
    limits, times = bounds("buyer_gold_kg"), times_of_calendar(buyer.gold_period)
    kg = buyer.gold * GOLD_KG[buyer.gold_unit] * times
    if not limits.possible(kg):
        yield rows.fault(
            Text("a buyer would buy {kg} kg of gold in a year", kg=kg), row, "gold", f"{buyer.gold:g}",
            _at_most(limits), mass_advice(buyer.gold * times, buyer.gold_unit, GOLD_KG, limits),
        )  # fmt: skip


def _ratio(rows: Rows, ratio: RatioRecord, row: int | None) -> Iterator[Fault]:
    if ratio.practice == "mercury_free":
        if ratio.value:
            yield rows.fault(
                n_("gold won without mercury has no ratio of mercury to gold"), row, "value", f"{ratio.value:g}",
                n_("a ratio of whole_ore or concentrate"), n_("delete the row, or correct the practice"),
            )  # fmt: skip
        return
    limits = bounds(f"ratio_{ratio.practice}")
    found = ratio.value * RATIO[ratio.unit]
    if not limits.possible(found):
        yield rows.fault(
            Text("the ratio is {found} g of mercury for 1 g of gold", found=found),
            row,
            "value",
            f"{ratio.value:g}",
            Text("{low} to {high} g/g; {usual_low} to {usual_high} are usual", low=Exact(limits.possible_low),
                 high=Exact(limits.possible_high), usual_low=Exact(limits.usual_low),
                 usual_high=Exact(limits.usual_high)),
            ratio_advice(ratio.value, ratio.unit, limits),
        )  # fmt: skip
