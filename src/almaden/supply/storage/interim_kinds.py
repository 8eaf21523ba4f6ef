"""Kinds of containers for small amounts of mercury."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from almaden.reference.mercury_units import flask_kg
from almaden.reference.tables import read_table
from almaden.supply.storage.settings import Price


@dataclass(frozen=True)
class ContainerKind:
    """A kind of container.

    Attributes:
        key, name: which.
        mercury_kg: mercury that one holds.
        volume_l: its volume.
        cost: price of one.
    """

    key: str
    name: str
    mercury_kg: float
    volume_l: float
    cost: Price


@cache
def container_kinds() -> Mapping[str, ContainerKind]:
    """The kinds by key, the smallest first."""
    found = {}
    for row in read_table("supply/interim_kinds"):
        cost = Price(
            f"container {row['key']}", row["name"], float(row["cost_usd"]), float(row["cost_low"]),
            float(row["cost_high"]), "USD", int(row["money_year"]), row["source"], row["seen"], row["status"],
            row["note"],
        )  # fmt: skip
        # The flask is a unit of trade too, and told there.
        kg = float(row["mercury_kg"]) if row["mercury_kg"] else flask_kg()
        found[row["key"]] = ContainerKind(row["key"], row["name"], kg, float(row["volume_l"]), cost)
    return found


def fitting_kind(kg: float) -> ContainerKind:
    """The smallest kind that holds an amount in one piece; the flask where none of the smaller ones does.

    Containers of a tonne need a lifting truck, which local points do not have.
    """
    kinds = container_kinds()
    return kinds["bottle"] if kg <= kinds["bottle"].mercury_kg else kinds["flask"]
