"""What a plan says: the measures chosen, what they cost and abate, what binds, and how sure it is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from almaden.inventory.result import Amount
from almaden.wording import Text, Translate, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Measure:
    """One measure chosen for one unit; ``usd_per_kg`` is None where it abates nothing."""

    unit: str
    option: str
    name: str
    cost_usd_per_year: float
    abated_kg_per_year: float
    capital_usd: float
    usd_per_kg: float | None


@dataclass(frozen=True)
class Plan:
    """A set of measures.

    Attributes:
        measures: the cheapest per kg first.
        cost_usd_per_year, capital_usd: sums.
        abated_kg_per_year: sum, with its 95 % range where there are draws.
        abated_in_nine_of_ten: what it abates at least in 90 % of the draws; the sum without draws.
        probability: in which part of the draws the target is met; None without a target or draws.
        gap: how far it may be from the best, relative.
    """

    measures: tuple[Measure, ...]
    cost_usd_per_year: float
    capital_usd: float
    abated_kg_per_year: Amount
    abated_in_nine_of_ten: float
    probability: float | None
    gap: float


class Binding(NamedTuple):
    """A condition that binds, and what one more unit of it changes: USD per kg, or kg per USD under a budget."""

    name: str
    price: float


class FrontierPoint(NamedTuple):
    """Least cost of an amount, and what the next kg cost to get there."""

    abated_kg_per_year: float
    cost_usd_per_year: float
    usd_per_kg: float


@dataclass(frozen=True)
class PlanResult:
    """A plan for a fleet.

    Attributes:
        mode: what was asked: ``target``, ``budget`` or ``limit``.
        target_kg, budget_usd, limit_kg_per_unit: the numbers asked for.
        baseline_kg_per_year: what the units emit today, with its range where there are draws.
        expected: the best plan with the values of record.
        assured: the plan that meets the target, and with which each unit keeps its limit, in 90 % of the draws; None
            under a budget, without draws, or where no plan can. Caps of groups are kept with the values of record.
        binding: what binds the expected plan.
        frontier: points of the frontier of cost against mercury, without the further conditions.
        notes: what a reader should know.
    """

    mode: Literal["target", "budget", "limit"]
    target_kg: float | None
    budget_usd: float | None
    limit_kg_per_unit: float | None
    baseline_kg_per_year: Amount
    expected: Plan
    assured: Plan | None
    binding: tuple[Binding, ...]
    frontier: tuple[FrontierPoint, ...]
    notes: tuple[str, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One line per measure; ``plan`` says whether it belongs to the expected or to the assured plan."""
        import pandas as pd

        plans = {"expected": self.expected, "assured": self.assured}
        rows = [
            {"plan": name, **asdict(measure)}
            for name, plan in plans.items()
            if plan is not None
            for measure in plan.measures
        ]
        return pd.DataFrame(rows, columns=["plan", *Measure.__dataclass_fields__])

    def to_json(self) -> str:
        """The plan as one JSON object."""
        record = asdict(self)
        record["binding"] = [binding._asdict() for binding in self.binding]
        record["frontier"] = [point._asdict() for point in self.frontier]
        return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)

    def summary(self, translate: Translate = n_) -> str:
        """The plans in a few lines, in the language of a translator."""
        lines = [
            _line(self.expected, n_("{count} measures abate {kg} kg of {baseline} kg for {cost} USD a year"), self)
        ]
        if self.expected.probability is not None:
            percent = 100.0 * self.expected.probability
            lines.append(Text("the target is met with a probability of {percent} %", percent=percent))
        if self.assured is not None:
            lines.append(
                _line(
                    self.assured,
                    n_("to be 90 % sure: {count} measures abate {kg} kg of {baseline} kg for {cost} USD a year"),
                    self,
                )
            )
        return "\n".join(translate(line) for line in (*lines, *self.notes))


def _line(plan: Plan, template: str, result: PlanResult) -> Text:
    return Text(
        template,
        count=len(plan.measures),
        kg=plan.abated_kg_per_year.value,
        baseline=result.baseline_kg_per_year.value,
        cost=plan.cost_usd_per_year,
    )
