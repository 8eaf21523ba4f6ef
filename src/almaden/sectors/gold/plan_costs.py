"""What the measures of a plan cost, what each kg costs, and in which order they are cheapest.

Costs are brought to the year of the baseline at a real rate. Kilograms are added up as they are: a kilogram in a river
is as bad in ten years. Whoever wants them discounted too says so.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from almaden.sectors.amounts import amount
from almaden.sectors.gold.measure_kinds import kind_row
from almaden.sectors.gold.plan import Measure, Outlook
from almaden.sectors.gold.plan_records import MeasureRecord
from almaden.sectors.gold.plan_result import Effect, MeasureResult, PlanCost, UnitCost
from almaden.sectors.gold.plan_targets import share_of_draws
from almaden.sectors.numbers import Drawn
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Horizon:
    """The years of a plan and how they are reckoned.

    Attributes:
        first, last: year of the baseline, and last year.
        discount: real rate per year of costs.
        discount_mercury: whether kilograms are discounted too.
    """

    first: int
    last: int
    discount: float
    discount_mercury: bool = False

    @property
    def years(self) -> range:
        """All years."""
        return range(self.first, self.last + 1)

    def worth(self, year: int) -> float:
        """What a USD of a year is worth in the year of the baseline."""
        return float((1.0 + self.discount) ** (self.first - year))


def spent(record: MeasureRecord, horizon: Horizon, *, present: bool) -> float | None:
    """What a measure costs over the years of the plan, USD; None where no cost is told.

    What it costs to start is paid evenly from its first year to the year in which it acts in full; the yearly cost in
    every year from the first.

    Args:
        record: the measure.
        horizon: the years.
        present: whether later years are brought to the year of the baseline.
    """
    if record.cost_usd is None and record.cost_usd_per_year is None:
        return None
    starting = record.full_year - record.start_year + 1
    parts = []
    # What was paid before the baseline is spent.
    for year in range(max(record.start_year, horizon.first), horizon.last + 1):
        paid = (record.cost_usd or 0.0) / starting if year <= record.full_year else 0.0
        paid += record.cost_usd_per_year or 0.0
        parts.append(paid * (horizon.worth(year) if present else 1.0))
    return math.fsum(parts)


def costed(outlook: Outlook, horizon: Horizon) -> tuple[MeasureResult, ...]:
    """Every measure by itself and added one after the other, the cheapest first for each kg kept from the environment.

    Measures that avoid nothing, and those whose cost is not told, come last.
    """
    alone = [(one, _avoided(outlook, horizon, [one])) for one in outlook.measures]
    ranked = sorted(alone, key=lambda pair: _rank(pair[0], pair[1][1], horizon))
    results = []
    before: tuple[Drawn, Drawn] = (0.0, 0.0)
    for place, (measure, own) in enumerate(ranked, 1):
        so_far = _avoided(outlook, horizon, [one for one, _own in ranked[:place]])
        adds = (so_far[0] - before[0], so_far[1] - before[1])
        results.append(_result(measure, own, adds, horizon))
        before = so_far
    return tuple(results)


def cost_of_all(outlook: Outlook, horizon: Horizon) -> PlanCost:
    """What all measures cost and avoid together."""
    paid = [spent(one.record, horizon, present=False) for one in outlook.measures]
    present = [spent(one.record, horizon, present=True) for one in outlook.measures]
    known = math.fsum(cost for cost in present if cost is not None)
    return PlanCost(
        spent_usd=math.fsum(cost for cost in paid if cost is not None),
        present_usd=known,
        without_cost=paid.count(None),
        discount=horizon.discount,
        effect=_effect(known if known else None, _avoided(outlook, horizon, outlook.measures)),
    )


def per_kg(cost: float | None, kg: Drawn) -> UnitCost:
    """Cost for each kg; where less than nothing may be avoided, there is no such cost."""
    if cost is None:
        return UnitCost(None, None, None)
    avoided = amount(kg)
    value, low, high = (cost / one if one > 0.0 else None for one in (avoided.value, avoided.high, avoided.low))
    return UnitCost(value, low, high)


def _avoided(outlook: Outlook, horizon: Horizon, measures: Sequence[Measure]) -> tuple[Drawn, Drawn]:
    """Mercury that is bought less, and that is released less, over all years, kg."""
    baseline = outlook.baseline()
    bought: Drawn = 0.0
    released: Drawn = 0.0
    for year, mercury in outlook.years(horizon.years, measures):
        weight = horizon.worth(year) if horizon.discount_mercury else 1.0
        bought = bought + weight * (baseline.total - mercury.total)
        released = released + weight * (baseline.released - mercury.released)
    return bought, released


def _rank(measure: Measure, released: Drawn, horizon: Horizon) -> tuple[bool, float, str]:
    cost = per_kg(spent(measure.record, horizon, present=True), released).value
    return cost is None, cost or 0.0, measure.record.model_dump_json()


def _result(measure: Measure, own: tuple[Drawn, Drawn], adds: tuple[Drawn, Drawn], horizon: Horizon) -> MeasureResult:
    record, row = measure.record, kind_row(measure.record.kind)
    present = spent(record, horizon, present=True)
    return MeasureResult(
        name=record.name,
        kind=record.kind,
        kind_name=row.name,
        changes=row.changes,
        region=record.region,
        start_year=record.start_year,
        full_year=record.full_year,
        reach=record.reach,
        efficiency=amount(measure.efficiency) if measure.origin else None,
        efficiency_default=measure.origin is not None and record.efficiency is None,
        theme=record.theme,
        responsible=record.responsible,
        note=record.note,
        spent_usd=spent(record, horizon, present=False),
        present_usd=present,
        alone=_effect(present, own),
        in_order=_effect(present, adds),
        told=_told(measure, own, horizon),
    )


def _effect(cost: float | None, avoided: tuple[Drawn, Drawn]) -> Effect:
    bought, released = avoided
    return Effect(amount(bought), amount(released), per_kg(cost, bought), per_kg(cost, released))


def _told(measure: Measure, own: tuple[Drawn, Drawn], horizon: Horizon) -> tuple[str, ...]:
    record = measure.record
    bought, released = (np.atleast_1d(one) for one in own)
    told: list[str] = []
    if record.start_year > horizon.last:
        told.append(n_("It starts after the last year of the plan."))
    elif measure.baseline is not None and record.start_year <= measure.baseline:
        told.append(n_("What it did until the year of the baseline is in the baseline, and counts no more."))
    elif record.kind in ("end_residential_burning", "end_cyanide_after_mercury"):
        told.append(n_("It lowers exposure, or a risk that is not reckoned; the mercury used stays the same."))
    elif not bought[0] and not released[0]:
        told.append(
            n_("By itself it changes nothing: there is nothing of what it is directed at, or it reaches nobody.")
        )
    if bought[0] < 0.0:
        told.append(n_("It raises the mercury that is bought: what it takes out of use is bought anew."))
    if released[0] < 0.0:
        told.append(n_("It raises the mercury that gets into air, water and land."))
    elif released[0] > 0.0 and (rising := share_of_draws(released < 0.0)) > 0.0:
        told.append(Text("In {percent} % of the draws it raises releases.", percent=f"{100 * rising:.2g}"))
    if record.efficiency is not None and measure.origin is None:
        told.append(n_("The efficiency that is told has no meaning for a measure of this kind."))
    if spent(record, horizon, present=False) is None:
        told.append(n_("No cost is told."))
    return tuple(told)
