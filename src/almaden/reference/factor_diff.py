"""What differs between two factor sets, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from almaden.reference.categories import sort_key
from almaden.reference.factors import DistributionFactor, FactorSet, InputFactor
from almaden.reference.pathways import AMOUNT_WORDS, PATHWAYS
from almaden.wording import Exact, Text, joined


@dataclass(frozen=True)
class FactorChange:
    """One factor that differs: ``before`` and ``after`` are texts, empty where the row is missing.

    Both are the same text where only the status of the row changed, say from unverified to verified.
    """

    kind: str
    code: str
    variant: str
    scenario: str
    before: str
    after: str
    status_before: str = ""
    status_after: str = ""

    @property
    def only_status(self) -> bool:
        """Whether the numbers are the same."""
        return self.before == self.after


#: What is told of a factor: its numbers and its status.
_Told = tuple[str, str]
_Key = tuple[str, str, str]
_MISSING: _Told = ("", "")


def diff(first: FactorSet, second: FactorSet) -> tuple[FactorChange, ...]:
    """Factors in force in one set but not, or not with the same numbers and status, in the other.

    A row that stands in one set only is compared with the row that serves in its place in the other.
    """
    changes = []
    for kind, own, serving in (
        ("input", _input_keys, _input),
        ("distribution", _distribution_keys, _distribution),
    ):
        keys = own(first) | own(second)
        for key in sorted(keys, key=lambda one: (sort_key(one[0]), one)):
            before, after = serving(first, key), serving(second, key)
            if before != after:
                changes.append(FactorChange(kind, *key, before[0], after[0], before[1], after[1]))
    return tuple(changes)


def _codes(factors: FactorSet) -> set[str]:
    inputs = {row.code for layer in factors.layers for row in layer.inputs}
    return inputs | {row.code for layer in factors.layers for row in layer.distributions}


def _input_keys(factors: FactorSet) -> set[_Key]:
    """Variants of each code, also those that a row for all variants replaced, so that the two are set side by side."""
    known: dict[str, dict[str, str]] = {}
    for layer in factors.layers:
        for row in layer.inputs:
            known.setdefault(row.code, {}).setdefault(row.variant.casefold(), row.variant)
    keys = set()
    for code, variants in known.items():
        in_force = {row.variant.casefold() for row in factors.inputs(code)}
        keys |= {(code, variant, "") for variant in variants.values() if variant}
        if "" in in_force and in_force == variants.keys():
            keys.add((code, "", ""))
    return keys


def _input(factors: FactorSet, key: _Key) -> _Told:
    choice = factors.input_factor(key[0], key[1])
    return (describe_input(choice.factor), choice.factor.status) if choice and choice.exact else _MISSING


def _distribution_keys(factors: FactorSet) -> set[_Key]:
    return {(row.code, row.variant, row.scenario) for code in _codes(factors) for row in factors.distributions(code)}


def _distribution(factors: FactorSet, key: _Key) -> _Told:
    code, variant, scenario = key
    choice = factors.distribution(code, variant, scenario)
    if choice is None or (scenario and not choice.exact):
        return _MISSING
    parts = [
        Text("{name}: {text}", name=Text(row.part), text=describe_distribution(row))
        if row.part
        else describe_distribution(row)
        for row in choice.factor
    ]
    statuses = {row.status for row in choice.factor}
    return (parts[0] if len(parts) == 1 else joined(parts, "; ")), "/".join(sorted(statuses))


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
