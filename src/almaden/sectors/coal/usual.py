"""What numbers of coal burning usually are, and which unit was probably meant where one is far from it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table
from almaden.wording import Text, joined, n_

CHECK: Final = n_("check the number, its unit and its basis")


@dataclass(frozen=True)
class Question:
    """Something in a record that should be asked about.

    Attributes:
        field: the column.
        problem: what is odd, as a sentence.
        advice: what was probably meant, or what to do.
    """

    field: str
    problem: Text | str
    advice: Text | str

    @property
    def said(self) -> Text:
        """What is odd, and what to do."""
        return Text("{column}: {problem}: {advice}", column=self.field, problem=self.problem, advice=self.advice)


@dataclass(frozen=True)
class Usual:
    """The usual range of a field, from table ``coal/plausibility``; ``zero`` where 0 means that there is none."""

    low: float
    high: float
    unit: str
    zero: bool

    def holds(self, value: float) -> bool:
        """Whether a value is usual."""
        return self.low <= value <= self.high or (self.zero and value == 0.0)


@functools.cache
def _ranges() -> Mapping[tuple[str, str], Usual]:
    """By field and rank; an empty rank stands for those without a range of their own."""
    found = {}
    for row in read_table("coal/plausibility"):
        margin = float(row["margin"])
        low, high = float(row["low"]) / margin, float(row["high"]) * margin
        found[row["field"], row["rank"]] = Usual(low, high, row["unit"], row["zero"] == "y")
    return MappingProxyType(found)


def usual(field: str, rank: str = "") -> Usual | None:
    """The usual range of a field, None where none is held."""
    return _ranges().get((field, rank)) or _ranges().get((field, ""))


def limit(name: str) -> float:
    """A threshold of table ``coal/plausibility_limits``."""
    return next(float(row["value"]) for row in read_table("coal/plausibility_limits") if row["name"] == name)


def advice_for(field: str, value: object, rank: str = "") -> Text | None:
    """What was probably meant by a number that is not usual, or that a record refuses.

    Args:
        field: the column.
        value: the number, or the text of it.
        rank: rank of the coal, where it is known.

    Returns:
        One or more units that the number may be in, each with what to write then; None where no unit makes it usual.
    """
    number, known = _number(value), usual(field, rank)
    if number is None or known is None or known.holds(number):
        return None
    advice = []
    for row in read_table("coal/unit_slips"):
        meant = number * float(row["factor"]) + float(row["offset"]) if row["field"] == field else -1.0
        if meant > 0.0 and known.holds(meant):
            advice.append(Text("if it is in {unit}, write {value}", unit=row["written_in"], value=meant))
    return joined(advice, "; ") if advice else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except ValueError:
        return None


def outside_usual(field: str, value: float | None, rank: str = "") -> Question | None:
    """The question about a value that is outside of what is usual, None where there is nothing to ask."""
    known = usual(field, rank)
    if value is None or known is None or known.holds(value):
        return None
    problem = Text(
        "{value} {unit} is outside of what is usual: {low} to {high} {unit}",
        value=value,
        unit=known.unit,
        low=known.low,
        high=known.high,
    )
    return Question(field, problem, advice_for(field, value, rank) or CHECK)
