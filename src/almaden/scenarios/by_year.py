"""A plan year by year: which of its measures are taken when, so that the target of every year is met.

The measures are those of the plan for the highest target, so nothing is built that a later year tears down. They are
taken in the order of their price for a kg, each year as few as its target needs; where a year can take only so many,
measures of later years come earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from pydantic import model_validator

from almaden.errors import Fault, InputError, StateError
from almaden.reference.record import Record, described
from almaden.scenarios.plan_result import Measure, Plan
from almaden.wording import Text, n_


class YearTarget(Record):
    """What is to be reached in a year."""

    year: int = described("The year.", "2030", ge=2000, le=2200)
    target_percent: float | None = described(
        "What is to be abated from this year on, of today's emission; or give it in kg.", "30", "%", default=None,
        ge=0, le=100,
    )  # fmt: skip
    target_kg: float | None = described("The same in kg a year.", "500", "kg/y", default=None, ge=0)
    most_measures: int | None = described(
        "The most measures that can be taken in the years up to this one, from the line before on; all when empty.",
        "20", default=None, ge=0,
    )  # fmt: skip

    @model_validator(mode="after")
    def _one(self) -> YearTarget:
        if (self.target_percent is None) == (self.target_kg is None):
            raise ValueError(n_("target_percent or target_kg is given, one of them"))
        return self

    def kg(self, today: float) -> float:
        """The target in kg a year, where units emit so much today."""
        return self.target_kg if self.target_kg is not None else today * (self.target_percent or 0.0) / 100.0


@dataclass(frozen=True)
class PlanYear:
    """A year of a plan.

    Attributes:
        year, target_kg: as asked.
        measures: what is taken up to this year, from the one before on.
        capital_usd: of these measures.
        abated_kg_per_year, cost_usd_per_year: of all that were taken so far.
    """

    year: int
    target_kg: float
    measures: tuple[Measure, ...]
    capital_usd: float
    abated_kg_per_year: float
    cost_usd_per_year: float


def highest(targets: Sequence[YearTarget], today: float) -> float:
    """The highest target in kg, for which the plan is made.

    Raises:
        InputError: there is none, a year stands twice or before an earlier one, or a target is below an earlier one.
    """
    if not targets:
        raise InputError(Fault(n_("there is no year in it")))
    faults = [
        Fault(n_("years rise from line to line"), column="year", value=str(later.year))
        for before, later in pairwise(targets)
        if later.year <= before.year
    ]
    faults += [
        Fault(n_("targets do not fall from year to year"), column="target_kg", value=str(later.year))
        for before, later in pairwise(targets)
        if later.kg(today) < before.kg(today)
    ]
    if faults:
        raise InputError(faults)
    return targets[-1].kg(today)


def by_year(plan: Plan, targets: Sequence[YearTarget], today: float) -> tuple[PlanYear, ...]:
    """Spread the measures of a plan over years.

    Args:
        plan: the plan for the highest target, the cheapest measures per kg first.
        targets: of the years, rising.
        today: what all units emit today, kg per year.

    Raises:
        StateError: so many measures cannot be taken in time; the error names the year.
    """
    abated = np.cumsum([measure.abated_kg_per_year for measure in plan.measures])
    # A millionth of a target may be missing, as in the plan itself.
    needed = [int(np.searchsorted(abated, target.kg(today) * (1.0 - 1e-6))) for target in targets]
    counts = [min(count + (target.kg(today) > 0.0), len(abated)) for count, target in zip(needed, targets, strict=True)]
    counts[-1] = len(plan.measures)
    for place in range(len(targets) - 1, 0, -1):
        most = targets[place].most_measures
        if most is not None:
            counts[place - 1] = max(counts[place - 1], counts[place] - most)
    first = targets[0].most_measures
    if first is not None and counts[0] > first:
        message = "{count} measures would have to be taken by {year}, and no more than {most} can be"
        raise StateError(Text(message, count=counts[0], year=str(targets[0].year), most=first))
    ends = [0, *counts]
    return tuple(_year(plan, target, today, *ends[place : place + 2]) for place, target in enumerate(targets))


def _year(plan: Plan, target: YearTarget, today: float, start: int, end: int) -> PlanYear:
    own, all_so_far = plan.measures[start:end], plan.measures[:end]
    return PlanYear(
        target.year,
        target.kg(today),
        own,
        sum(measure.capital_usd for measure in own),
        sum(measure.abated_kg_per_year for measure in all_so_far),
        sum(measure.cost_usd_per_year for measure in all_so_far),
    )
