"""What a method was made for: ranks, boilers and carbon injection; and why it does not hold for a unit."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.measured import Answer
from almaden.sectors.coal.plant import Conditions
from almaden.sectors.coal.train import Train, parse_devices
from almaden.wording import Text, n_


@dataclass(frozen=True)
class Method:
    """A method of measured totals.

    Attributes:
        name: its name in commands and results.
        title: its title.
        description: what it is, in a sentence or two.
        answer: its answer for a unit.
    """

    name: str
    title: str
    description: str
    answer: Callable[[Conditions], Answer]

    @property
    def source(self) -> str:
        """The document that it comes from."""
        return _scopes()[self.name]["source"]


@functools.cache
def _scopes() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["method"]: row for row in read_table("coal/methods")})


def outside(method: str, conditions: Conditions) -> Text | str:
    """Why a method does not hold for a unit, whatever its devices are; empty if it may."""
    scope, train = _scopes()[method], conditions.train
    if conditions.fuel.rank not in scope["ranks"].split("|"):
        return Text("it has no values for {rank}", rank=conditions.fuel.rank)
    if conditions.boiler not in scope["boilers"].split("|"):
        return Text("it has no values for boilers of the kind {boiler}", boiler=conditions.boiler)
    if train.has("ACI") and not scope["sorbents"]:
        return n_("its units injected no carbon")
    if train.has("ACI") and train.sorbent not in scope["sorbents"].split("|"):
        return Text("it counts the injection of carbon of these kinds only: {kinds}", kinds=scope["sorbents"])
    if train.bromine_added_mg_per_kg > 0.0:
        return n_("its units burned coal without added bromine")
    if train.reemission_additive:
        return n_("its units had no additive against re-emission")
    return ""


def no_value(train: Train) -> Text | str:
    """The reason of a method whose table has no row for the devices."""
    if not train.devices:
        return n_("it has no value for units without devices")
    return Text("it has no value for {devices}", devices=str(train))


def device_set(text: str) -> frozenset[str]:
    """The devices of a row of a table."""
    return frozenset(parse_devices(text))


def origin_of(quantity: str, value: float, unit: str, table: str, row: Mapping[str, str]) -> Origin:
    """The origin of a number of a method: a row of a table, the value as printed there."""
    note = row.get("note") or row.get("doubt") or ""
    return Origin(
        quantity, value, unit, None, None, f"coal/{table}", row["source"], row["seen"], row["status"], "", note
    )
