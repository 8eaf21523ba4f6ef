"""Rules of how mercury behaves in boilers and devices: rows of a table, the most specific that fits wins."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.halogen import HalogenSlope, moved, slopes

Rules = Mapping[tuple[str, str], "tuple[Rule, ...]"]


@dataclass(frozen=True)
class Place:
    """Where a rule is asked for.

    Attributes:
        rank: rank of the coal.
        stands_for: the rank that stands for it where it has no rule of its own; empty if none.
        boiler: kind of boiler.
        upstream, downstream: devices before and behind.
        additive: whether the scrubber has an additive against re-emission.
        halogen_mg_per_kg: chlorine with bromine as its equivalent, of the dry coal.
    """

    rank: str
    stands_for: str
    boiler: str
    upstream: tuple[str, ...] = ()
    downstream: tuple[str, ...] = ()
    additive: bool = False
    halogen_mg_per_kg: float = 0.0


@dataclass(frozen=True)
class Rule:
    """A row of the table of behaviour: conditions, a parameter of a device, what is known of it.

    Attributes:
        id: identifier of the row.
        device: ``boiler``, ``outlet`` (the gas behind the boiler) or a device of the train.
        parameter: a field of :class:`~almaden.sectors.coal.chain.Action`, or a parameter of boiler or outlet.
        ranks: ranks it is for; none means all.
        boiler, upstream, downstream: what must be there; empty means anything.
        additive: whether it needs an additive against re-emission.
        value, low, high: the parameter and its 95 % range; a share unless told otherwise in ``text``.
        text: the rule in words.
        source, seen, status, doubt: where it was read.
        halogen: how it moves with the halogen of the coal; None if it does not.
    """

    id: str
    device: str
    parameter: str
    ranks: tuple[str, ...]
    boiler: str
    upstream: str
    downstream: str
    additive: bool
    value: float
    low: float | None
    high: float | None
    text: str
    source: str
    seen: str
    status: str
    doubt: str
    halogen: HalogenSlope | None = None

    def shifted(self, shift: float) -> Rule:
        """The rule for a share, with the logit of the share and of its ends moved."""
        low, high = (None if end is None else moved(end, shift) for end in (self.low, self.high))
        return replace(self, value=moved(self.value, shift), low=low, high=high)

    def at_halogen(self, halogen_mg_per_kg: float) -> Rule:
        """The rule for a share as it is at a halogen content of the coal."""
        if self.halogen is None:
            return self
        value = self.halogen.share(self.value, halogen_mg_per_kg)
        low, high = (
            None if end is None else self.halogen.end(self.value, end, halogen_mg_per_kg)
            for end in (self.low, self.high)
        )
        return replace(self, value=value, low=low, high=high)

    def weight(self, place: Place) -> tuple[int, ...] | None:
        """How specific the rule is, to be compared; None where it does not fit.

        A rule for an additive goes before one for a device before or behind, then for a boiler, for a rank, for a rank
        that stands for the one of the coal.
        """
        rank = 2 if place.rank in self.ranks else 1 if place.stands_for in self.ranks else 0
        fits = (
            (rank > 0 or not self.ranks)
            and self.boiler in ("", place.boiler)
            and (not self.upstream or self.upstream in place.upstream)
            and (not self.downstream or self.downstream in place.downstream)
            and (place.additive or not self.additive)
        )
        if not fits:
            return None
        named = (self.additive, self.upstream, self.downstream, self.boiler)
        return (*(int(bool(one)) for one in named), rank)


def rule_of(row: Mapping[str, str]) -> Rule:
    """A rule from a row of the table."""
    return Rule(
        id=row["id"],
        device=row["device"],
        parameter=row["parameter"],
        ranks=tuple(name for name in row["rank"].split("|") if name),
        boiler=row["boiler"],
        upstream=row["upstream"],
        downstream=row["downstream"],
        additive=row["additive"] == "y",
        value=float(row["value"]),
        low=number_or_none(row["low"]),
        high=number_or_none(row["high"]),
        text=row["text"],
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
        halogen=slopes().get(row["id"]),
    )


def indexed(rules: Iterable[Rule]) -> Rules:
    """Rules by device and parameter, in their order."""
    found: dict[tuple[str, str], tuple[Rule, ...]] = {}
    for rule in rules:
        key = rule.device, rule.parameter
        found[key] = (*found.get(key, ()), rule)
    return MappingProxyType(found)


@functools.cache
def rules() -> Rules:
    """The rules of the package."""
    return indexed(rule_of(row) for row in read_table("coal/behaviour"))


def best(table: Rules, device: str, parameter: str, place: Place) -> Rule | None:
    """The most specific rule for a parameter of a device, or None; the first of those that are equally specific."""
    chosen: Rule | None = None
    heaviest: tuple[int, ...] = ()
    for rule in table.get((device, parameter), ()):
        weight = rule.weight(place)
        if weight is not None and (chosen is None or weight > heaviest):
            chosen, heaviest = rule, weight
    return chosen


@functools.cache
def _shared_shares() -> Mapping[str, float]:
    return MappingProxyType({row["name"]: float(row["shared_share"]) for row in read_table("coal/spread_shared")})


def shared_share(name: str) -> float:
    """Part of the variance of a default that all its users share, for the boiler, its outlet or a device."""
    return _shared_shares()[name]
