"""What differs between two factor sets, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.reference.categories import sort_key
from almaden.reference.factors import DistributionFactor, FactorSet, InputFactor
from almaden.reference.pathways import AMOUNT_WORDS, PATHWAYS
from almaden.wording import Exact, Text, joined


@dataclass(frozen=True)
class FactorChange:
    """One factor that differs: ``before`` and ``after`` are texts, empty where the row is missing."""

    kind: str
    code: str
    variant: str
    scenario: str
    before: str
    after: str


def diff(first: FactorSet, second: FactorSet) -> tuple[FactorChange, ...]:
    """Factors in force in one set but not, or not with the same numbers, in the other."""
    changes = []
    for kind, before, after in (
        ("input", _inputs(first), _inputs(second)),
        ("distribution", _distributions(first), _distributions(second)),
    ):
        for key in sorted(before.keys() | after.keys(), key=lambda one: (sort_key(one[0]), one)):
            if before.get(key, "") != after.get(key, ""):
                changes.append(FactorChange(kind, *key, before.get(key, ""), after.get(key, "")))
    return tuple(changes)


def _codes(factors: FactorSet) -> set[str]:
    inputs = {row.code for layer in factors.layers for row in layer.inputs}
    return inputs | {row.code for layer in factors.layers for row in layer.distributions}


def _inputs(factors: FactorSet) -> dict[tuple[str, str, str], str]:
    return {
        (row.code, row.variant, ""): describe_input(row) for code in _codes(factors) for row in factors.inputs(code)
    }


def _distributions(factors: FactorSet) -> dict[tuple[str, str, str], str]:
    return {
        (row.code, row.variant, f"{row.scenario} {row.part}".strip()): describe_distribution(row)
        for code in _codes(factors)
        for row in factors.distributions(code)
    }


def describe_input(row: InputFactor) -> Text:
    """Value, range and unit of an input factor as a text."""
    value = Text("no default") if row.value is None else Exact(row.value)
    if row.low is None and row.high is None:
        return Text("{value} {unit}", value=value, unit=row.unit)
    low, high = ("?" if end is None else Exact(end) for end in (row.low, row.high))
    return Text("{value} ({low} to {high}) {unit}", value=value, low=low, high=high, unit=row.unit)


def describe_distribution(row: DistributionFactor) -> Text:
    """The shares of a distribution row that are not zero, as a text."""
    parts = [
        Text("{name} {share}", name=Text(AMOUNT_WORDS[f"{pathway}_kg"]), share=Exact(share))
        for pathway, share in zip(PATHWAYS, row.shares, strict=True)
        if share
    ]
    return joined(parts) if parts else Text("nothing")
