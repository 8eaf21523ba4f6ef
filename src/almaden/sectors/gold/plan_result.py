"""The parts of a calculated plan: its years, targets and measures, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from almaden.inventory.result import Amount
from almaden.sectors.gold.plan_records import MeasureKind
from almaden.sectors.gold.result import Power
from almaden.sectors.gold.terms import Pathway, Practice, WorstPractice


@dataclass(frozen=True)
class PlanYear:
    """The mercury of a year under all measures.

    Attributes:
        year: the year.
        mercury_kg: mercury used and not given back: what is bought.
        reused_kg: given back by retorts and used again.
        air_kg, water_kg, land_kg, stored_kg, captured_kg: where the mercury that is bought goes; they add to it.
        pathways: the same, air at sites and in shops apart.
        avoided_kg: by how much less is bought than without measures; negative where more is.
        reduction: the same as a share of the mercury of the baseline.
        released_less_kg: by how much less gets into air, water and land.
        by_practice: mercury bought by practice.
        worst: share of gold or amalgam under each of the worst practices; None where the baseline does not tell it.
    """

    year: int
    mercury_kg: Amount
    reused_kg: Amount
    air_kg: Amount
    water_kg: Amount
    land_kg: Amount
    stored_kg: Amount
    captured_kg: Amount
    pathways: Mapping[Pathway, Amount]
    avoided_kg: Amount
    reduction: Amount
    released_less_kg: Amount
    by_practice: Mapping[Practice, Amount]
    worst: Mapping[WorstPractice, float | None]


@dataclass(frozen=True)
class TargetResult:
    """A target, and whether the measures reach it.

    Attributes:
        year, reduction, practice, note: the target; the practice is empty for all mercury used.
        baseline_kg: mercury that it is reckoned from.
        baseline_below: how far the 95 % range of that mercury reaches below its value, as a share of it.
        allowed_kg: mercury that it leaves.
        planned_kg: mercury in that year under the measures.
        planned_reduction: the reduction that the measures make, as a share.
        reached: whether the measures reach it, at the values of record.
        reached_in: share of the draws in which they do.
        gap_kg: mercury above what it leaves; negative where the measures do more.
        power: whether a survey could tell the reduction from the error of the baseline; None where that is not asked
            (the target is of one practice, or asks for no reduction, or for an end of all use).
        told: the answer as sentences.
    """

    year: int
    reduction: float
    practice: Practice | Literal[""]
    note: str
    baseline_kg: Amount
    baseline_below: float
    allowed_kg: Amount
    planned_kg: Amount
    planned_reduction: Amount
    reached: bool
    reached_in: float
    gap_kg: Amount
    power: Power | None
    told: tuple[str, ...]


@dataclass(frozen=True)
class UnitCost:
    """USD for each kg; None where it has no end, as nothing may be avoided."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Effect:
    """What measures avoid over all years of the plan, and what each kg of it costs.

    Attributes:
        avoided_kg: mercury that is not bought; negative where more is.
        released_less_kg: mercury that does not get into air, water and land.
        usd_per_kg: cost for each kg not bought.
        usd_per_kg_released: cost for each kg that does not get into air, water and land.
    """

    avoided_kg: Amount
    released_less_kg: Amount
    usd_per_kg: UnitCost
    usd_per_kg_released: UnitCost


@dataclass(frozen=True)
class MeasureResult:
    """A measure, what it does by itself and after those that cost less for each kg.

    Attributes:
        name, kind, region, start_year, full_year, reach, theme, responsible, note: as the plan tells it.
        kind_name, changes: what it is and what its reach is a share of, in words.
        efficiency: of its retorts or capture systems; None for other measures.
        efficiency_default: whether that efficiency is a default.
        spent_usd: what it costs over all years of the plan, as it is paid; None where no cost is told.
        present_usd: the same, brought to the year of the baseline.
        alone: what it does by itself.
        in_order: what it adds to the measures above it in the list.
        told: what is to be known of it.
    """

    name: str
    kind: MeasureKind
    kind_name: str
    changes: str
    region: str
    start_year: int
    full_year: int
    reach: float
    efficiency: Amount | None
    efficiency_default: bool
    theme: str
    responsible: str
    note: str
    spent_usd: float | None
    present_usd: float | None
    alone: Effect
    in_order: Effect
    told: tuple[str, ...]


@dataclass(frozen=True)
class PlanCost:
    """All measures together, over all years of the plan.

    Attributes:
        spent_usd, present_usd: cost of those whose cost is told, as paid and brought to the year of the baseline.
        without_cost: measures whose cost is not told; with any of these the cost for each kg is too low.
        discount: real rate per year.
        effect: what they avoid.
    """

    spent_usd: float
    present_usd: float
    without_cost: int
    discount: float
    effect: Effect
