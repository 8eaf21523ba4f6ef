"""What the risk of a deposit is judged by: factors with classes and weights, from the package's tables."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class _Class:
    """A class of a factor: numbers from ``start`` up to ``end``, or what was told."""

    start: float | None
    end: float | None
    told: str
    score: float


@dataclass(frozen=True)
class Factor:
    """What the risk of a deposit is judged by.

    Attributes:
        key, part, name: the factor, its part (``source``, ``pathway`` or ``receptor``) and its name for people.
        weight: its weight where the user tells none.
        spread_ratio: 97.5 % quantile of the weight over its middle where the order is tried out.
        classes: in the order of the table, numbers rising.
    """

    key: str
    part: str
    name: str
    weight: float
    spread_ratio: float
    classes: tuple[_Class, ...]

    @property
    def least(self) -> float:
        """Lowest score of its classes."""
        return min(one.score for one in self.classes)

    @property
    def most(self) -> float:
        """Highest score of its classes."""
        return max(one.score for one in self.classes)

    def score(self, value: float | bool) -> float:
        """Score of what is told."""
        if isinstance(value, bool):
            told = "y" if value else "n"
            return next(one.score for one in self.classes if one.told == told)
        inside = [one for one in self.classes if one.start is not None and one.start <= value]
        return inside[-1].score


@functools.cache
def factors() -> tuple[Factor, ...]:
    """The factors in the order of the table."""
    told = {row["factor"]: row for row in read_table("gold/tailings_weights")}
    rows = [dict(row) for row in read_table("gold/tailings_scores")]
    found = []
    for key in dict.fromkeys(row["factor"] for row in rows):
        those = [row for row in rows if row["factor"] == key]
        classes = tuple(
            _Class(number_or_none(row["from"]), number_or_none(row["to"]), row["told"], float(row["score"]))
            for row in those
        )
        spread = float(told[key]["spread_ratio"])
        found.append(Factor(key, those[0]["part"], those[0]["name"], float(told[key]["weight"]), spread, classes))
    return tuple(found)


@functools.cache
def origins_of_scores() -> tuple[Origin, ...]:
    """Where the scores come from."""
    return tuple(
        Origin(row["factor"], float(row["score"]), "", None, None, "gold/tailings_scores", row["source"],
               row["seen"], row["status"], note=row["note"])
        for row in read_table("gold/tailings_scores")
    )  # fmt: skip
