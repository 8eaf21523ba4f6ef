"""The kinds of measures: their names, what their reach is a share of, and which efficiency they take by default."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from almaden.reference.tables import read_table


@dataclass(frozen=True)
class KindRow:
    """A kind of measure.

    Attributes:
        name: its name for people.
        changes: what its reach is a share of, and what becomes of that.
        efficiency: number of the baseline that stands in where its efficiency is not told; empty where it has none.
    """

    name: str
    changes: str
    efficiency: str


@cache
def _rows() -> dict[str, KindRow]:
    return {row["kind"]: KindRow(row["name"], row["changes"], row["efficiency"]) for row in read_table("gold/measures")}


def kind_row(kind: str) -> KindRow:
    """What the table says of a kind of :data:`almaden.sectors.gold.plan_records.MeasureKind`."""
    return _rows()[kind]


@cache
def usual_discount() -> float:
    """The real rate per year at which costs are discounted where no other is told."""
    return next(float(row["value"]) for row in read_table("gold/plan_settings") if row["key"] == "discount")
