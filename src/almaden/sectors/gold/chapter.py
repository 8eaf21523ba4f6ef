"""A National Action Plan as it is calculated: all that its baseline chapter shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.sectors.gold.annex_c import Answer, checklist
from almaden.sectors.gold.budgets import BudgetComparison, ThemeSum, compare_budget
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import USUAL_REDUCTION, Worked, power_to_tell, told, work
from almaden.sectors.gold.formalisation import Formalisation, formalisation_of
from almaden.sectors.gold.measure_kinds import usual_discount
from almaden.sectors.gold.plan import Outlook
from almaden.sectors.gold.plan_baseline import measure_of, regions_of
from almaden.sectors.gold.plan_costs import Horizon, cost_of_all, costed
from almaden.sectors.gold.plan_result import MeasureResult, PlanCost, PlanYear, TargetResult
from almaden.sectors.gold.plan_targets import assess
from almaden.sectors.gold.plan_years import trajectory
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.terms import RatioSet
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class PlanResult:
    """A plan.

    Attributes:
        meta: how it was made.
        country, title: of what.
        year, last_year: year of the baseline, and the last year that is reckoned.
        baseline: gold and mercury of that year, with routes, practices, worst practices and pathways.
        trajectory: the mercury of every year under all measures.
        targets: each with its answer, in the order of the years.
        measures: the cheapest first for each kg kept out of air, water and land.
        cost: of all measures together.
        checklist: what Annex C asks for and what is missing.
        budget: the budget beside published ones; None where there is none.
        formalisation: index by year; None where no score is told.
        notes: how it was reckoned and what is to be known of it.
        origins: numbers that measures take by default, beside those of the baseline.
    """

    meta: Meta
    country: str
    title: str
    year: int
    last_year: int
    baseline: GoldEstimate
    trajectory: tuple[PlanYear, ...]
    targets: tuple[TargetResult, ...]
    measures: tuple[MeasureResult, ...]
    cost: PlanCost
    checklist: tuple[Answer, ...]
    budget: BudgetComparison | None
    formalisation: Formalisation | None
    notes: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), repr=False)

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on, those of the baseline among them."""
        every = dict.fromkeys((*self.baseline.origins, *self.origins))
        return tuple(origin for origin in every if origin.status == "unverified")

    @property
    def missing(self) -> tuple[Answer, ...]:
        """Items that the plan has to hold and that are not done."""
        return tuple(answer for answer in self.checklist if answer.required and answer.state != "done")

    def to_frame(self) -> pandas.DataFrame:
        """The trajectory: one row a year; amounts in kg as value, low and high."""
        import pandas

        return pandas.DataFrame([flat(asdict(year)) for year in self.trajectory])

    def to_json(self) -> str:
        """Everything; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return {
            "meta": asdict(self.meta),
            "country": self.country,
            "title": self.title,
            "year": self.year,
            "last_year": self.last_year,
            "baseline": self.baseline.as_dict(),
            "trajectory": [nested(asdict(year)) for year in self.trajectory],
            "targets": [nested(asdict(target)) for target in self.targets],
            "measures": [nested(asdict(measure)) for measure in self.measures],
            "cost": nested(asdict(self.cost)),
            "checklist": [asdict(answer) for answer in self.checklist],
            "budget": nested(asdict(self.budget)) if self.budget else None,
            "formalisation": asdict(self.formalisation) if self.formalisation else None,
            "notes": list(self.notes),
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def summary(self) -> str:
        """The baseline and what the measures make of it, in a line."""
        last = self.trajectory[-1]
        return (
            f"{self.baseline.summary()}; {self.last_year}: {last.mercury_kg.value:,.0f} kg "
            f"({last.mercury_kg.low:,.0f} to {last.mercury_kg.high:,.0f}); "
            f"{sum(target.reached for target in self.targets)} of {len(self.targets)} targets reached; "
            f"{len(self.missing)} required items of Annex C not done"
        )


def plan_of(
    data: GoldData,
    *,
    ratio_set: RatioSet = "field",
    draws: int = 10_000,
    seed: int = 1,
    discount: float | None = None,
    until: int | None = None,
    discount_mercury: bool = False,
    published: Sequence[ThemeSum] | None = None,
) -> PlanResult:
    """Calculate a plan from the tables of a country.

    Args:
        data: field data or figures for the baseline, and the tables of the plan.
        ratio_set: the set that ratios of mercury to gold come from where the country has none of its own.
        draws: draws of the uncertain numbers.
        seed: of the draws.
        discount: real rate per year of costs; the usual one where None.
        until: last year to reckon; by default that of the last target, or of the last measure that comes into full
            effect. Never before a target.
        discount_mercury: whether the kilograms that costs are set against are discounted too.
        published: budgets to compare with; those of the package where None.

    Raises:
        InputError: the baseline cannot be made, a target lies before it, or measures, items or scores cannot be used.
    """
    worked = work(data, ratio_set, draws, seed)
    outlook = Outlook(
        regions_of(worked, data, ratio_set),
        [measure_of(record, worked.draws, data.about.year) for record in data.measures],
    )
    horizon = _horizon(data, usual_discount() if discount is None else discount, until, discount_mercury)
    asked = [target.reduction for target in data.targets if not target.practice and 0.0 < target.reduction < 1.0]
    baseline = told(data, worked, ratio_set, asked[-1] if asked else USUAL_REDUCTION)
    cost = cost_of_all(outlook, horizon)
    return PlanResult(
        meta=baseline.meta,
        country=baseline.country,
        title=baseline.title,
        year=horizon.first,
        last_year=horizon.last,
        baseline=baseline,
        trajectory=trajectory(outlook, horizon.years, baseline),
        targets=_targets(data, outlook, horizon, worked),
        measures=costed(outlook, horizon),
        cost=cost,
        checklist=checklist(data, baseline=True),
        budget=compare_budget(data.budget, baseline.country, baseline.mercury_kg, published),
        formalisation=formalisation_of(data.formalisation),
        notes=_notes(data, horizon, cost),
        origins=tuple(dict.fromkeys(one.origin for one in outlook.measures if one.origin)),
    )


def _horizon(data: GoldData, discount: float, until: int | None, discount_mercury: bool) -> Horizon:
    first = data.about.year
    faults = [
        Fault(
            n_("a target lies before the year of the baseline"),
            sheet="targets",
            column="year",
            value=str(target.year),
            accepted=Text("{year} or later", year=str(first)),
            advice=n_("correct the year of the target, or that of the baseline in the table about"),
        )
        for target in data.targets
        if target.year < first
    ]
    if faults:
        raise InputError(faults)
    ends = [target.year for target in data.targets]
    ends += [until] if until is not None else [measure.full_year for measure in data.measures]
    return Horizon(first, max([first, *ends]), discount, discount_mercury)


def _targets(data: GoldData, outlook: Outlook, horizon: Horizon, worked: Worked) -> tuple[TargetResult, ...]:
    wanted = {target.year for target in data.targets}
    years = {year: mercury for year, mercury in outlook.years(horizon.years) if year in wanted}
    ordered = sorted(data.targets, key=lambda target: (target.year, target.practice, target.reduction))
    baseline = outlook.baseline()
    return tuple(
        assess(target, baseline, years, lambda share: power_to_tell(data, worked, share)) for target in ordered
    )


def _notes(data: GoldData, horizon: Horizon, cost: PlanCost) -> tuple[str, ...]:
    notes: list[str] = [n_("The gold stays as it is in the baseline; measures change how it is won.")]
    if not data.measures:
        notes.append(n_("No measure is told, so that every year is as the baseline."))
    if not data.targets:
        notes.append(n_("No target is told."))
    if horizon.discount_mercury:
        notes.append(n_("Kilograms are discounted as costs are."))
    budget = sum(line.cost_usd for line in data.budget)
    if 0.0 < budget < cost.spent_usd:
        notes.append(
            Text(
                "The measures cost {spent} USD until {year}, more than the budget of {budget} USD.",
                spent=cost.spent_usd,
                year=str(horizon.last),
                budget=budget,
            )
        )
    return tuple(notes)
