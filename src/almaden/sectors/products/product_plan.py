"""A plan to manage the risk of products with mercury and to end their use: which steps it has, and what they lack."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.meta import Meta, meta
from almaden.reference.record import Record, described
from almaden.reference.tables import read_table
from almaden.sectors.flat import nested

StepStatus = Literal["open", "under way", "done"]


class PlanStepRecord(Record):
    """A step of the plan."""

    step: str = described("Kind of step, a word of the list in the sheet to be read first.", "collection", min_length=1)
    kind: str = described("Kind of product; empty where it is about all of them.", "sphygmomanometer", default="")
    what: str = described("What is done.", "Collect gauges of all district hospitals", min_length=1)
    responsible: str = described("Organisation that is responsible; no person.", "Ministry of Health", default="")
    by: date | None = described("Day by which it is done.", "2027-12-31", default=None)
    indicator: str = described("What shows that it is done.", "gauges in store", default="")
    baseline: str = described("Value of the indicator today.", "0", default="")
    target: str = described("Value of the indicator when done.", "1200", default="")
    cost: float | None = described("What it costs.", "25000", default=None, ge=0)
    currency: str = described("Currency of the cost, three letters.", "USD", default="", pattern="^([A-Z]{3})?$")
    status: StepStatus = described("open, under way or done.", "open", default="open")
    evidence: str = described("Document that shows what was done.", "", default="")


TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"steps": PlanStepRecord})
#: What a step must tell to be complete.
NEEDED: Final = ("responsible", "by", "indicator", "target", "cost")


@dataclass(frozen=True)
class StepCheck:
    """A step and what it lacks.

    Attributes:
        record: the step.
        lacks: names of columns that are empty, of :data:`NEEDED`; also ``evidence`` where it is told as done.
        late: whether its day has passed and it is not done.
    """

    record: PlanStepRecord
    lacks: tuple[str, ...]
    late: bool


@dataclass(frozen=True)
class PlanResult:
    """How complete a plan is.

    Attributes:
        on: the day it was looked at.
        steps: the steps in the order told.
        missing: for each kind of product of the plan, the kinds of steps that it has none of; steps about all
            products count for each.
        complete: share of what is needed that is told: kinds of steps for each kind of product, and columns of steps.
        costs: by currency, the sum of the costs that are told.
        meta: how it was made.
    """

    on: date
    steps: tuple[StepCheck, ...]
    missing: Mapping[str, tuple[str, ...]]
    complete: float
    costs: Mapping[str, float]
    meta: Meta

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        steps = [
            {**one.record.model_dump(mode="json"), "lacks": list(one.lacks), "late": one.late} for one in self.steps
        ]
        missing = {kind: list(names) for kind, names in self.missing.items()}
        return nested({"meta": asdict(self.meta), "on": self.on.isoformat(), "steps": steps, "missing": missing,
                       "complete": self.complete, "costs": dict(self.costs)})  # fmt: skip

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def step_kinds() -> tuple[Mapping[str, str], ...]:
    """Kinds of steps: rows with ``key``, ``name`` and the ``evidence`` that shows one."""
    return read_table("products/plan_steps")


def check_plan(steps: Sequence[PlanStepRecord], on: date, sha256: str = "") -> PlanResult:
    """How complete a plan is.

    Args:
        steps: its steps; at least one.
        on: the day to look at it.
        sha256: of what was read.
    """
    checked = tuple(_checked(one, on) for one in steps)
    general = {one.step for one in steps if not one.kind}
    kinds = sorted({one.kind for one in steps if one.kind}) or [""]
    names = [row["key"] for row in step_kinds()]
    missing = {}
    for kind in kinds:
        there = general | {one.step for one in steps if one.kind == kind}
        missing[kind] = tuple(name for name in names if name not in there)
    costs: dict[str, float] = {}
    for one in steps:
        if one.cost is not None:
            costs[one.currency] = costs.get(one.currency, 0.0) + one.cost
    wanted = len(kinds) * len(names) + len(steps) * len(NEEDED)
    lacking = sum(map(len, missing.values())) + sum(len(set(one.lacks) & set(NEEDED)) for one in checked)
    return PlanResult(on, checked, missing, 1.0 - lacking / wanted, costs, meta(0, 0, sha256))


def _checked(one: PlanStepRecord, on: date) -> StepCheck:
    lacks = [name for name in NEEDED if getattr(one, name) in (None, "")]
    if one.status == "done" and not one.evidence:
        lacks.append("evidence")
    return StepCheck(one, tuple(lacks), one.by is not None and one.by < on and one.status != "done")
