"""Emission modification factors of the US EPA's power sector model: the share that reaches the stack.

Its table says of each train which devices change nothing (catalysts without a wet scrubber); such trains are rows too.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.measured import Answer
from almaden.sectors.coal.methods.scope import Method, device_set, no_value, origin_of, outside
from almaden.sectors.coal.methods.spreads import NO_RANGE, total
from almaden.sectors.coal.plant import Conditions
from almaden.wording import n_

NAME = "ipm_emf"
TITLE = n_("Factors of the US power sector model")
DESCRIPTION = n_(
    "Share of the coal's mercury that reaches the stack of a whole control train, by rank, smoothed by the judgement "
    "of engineers. Injection of brominated carbon has one factor, whatever else is there."
)

#: The row for carbon injection stands for any train that has it.
_INJECTION = frozenset({"ACI"})


@functools.cache
def _factors() -> Mapping[tuple[frozenset[str], str], Mapping[str, str]]:
    rows = read_table("coal/removal_ipm")
    return MappingProxyType({(device_set(row["devices"].removeprefix("any with ")), row["rank"]): row for row in rows})


def answer(conditions: Conditions) -> Answer:
    """The factor of the unit's train and rank."""
    train, rank = conditions.train, conditions.fuel.rank
    devices = _INJECTION if train.has("ACI") else frozenset(train.devices)
    reason = outside(NAME, conditions)
    row = _factors().get((devices, rank))
    if reason or row is None:
        return Answer(NAME, TITLE, reason=reason or no_value(train))
    share = float(row["share_reaching_stack"])
    origin = origin_of("share reaching the stack", share, "share", "removal_ipm", row)
    key = f"{NAME}\0{rank}\0{' + '.join(sorted(devices))}"
    return Answer(NAME, TITLE, total(share, origin, key), told=(NO_RANGE,))


METHODS = (Method(NAME, TITLE, DESCRIPTION, answer),)
