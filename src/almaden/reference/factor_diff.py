"""What differs between two factor sets, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.reference.categories import sort_key
from almaden.reference.factors import DistributionFactor, FactorSet, InputFactor
from almaden.reference.pathways import PATHWAYS


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


def describe_input(row: InputFactor) -> str:
    """Value, range and unit of an input factor as a text."""
    value = "no default" if row.value is None else f"{row.value:g}"
    ends = (row.low, row.high)
    extent = "" if ends == (None, None) else " ({} to {})".format(*("?" if end is None else f"{end:g}" for end in ends))
    return f"{value}{extent} {row.unit}"


def describe_distribution(row: DistributionFactor) -> str:
    """The shares of a distribution row that are not zero, as a text."""
    named = zip(PATHWAYS, row.shares, strict=True)
    return ", ".join(f"{name.replace('_', ' ')} {share:g}" for name, share in named if share) or "nothing"
