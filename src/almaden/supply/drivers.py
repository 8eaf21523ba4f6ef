"""How each part of supply and demand goes on from its base year under a scenario.

``A_t = A_0 * product of (1 + growth) * (1 - years passed / years until it ends)``, each factor at least 0. Every number
is one :class:`~almaden.sectors.numbers.Number`, so a :data:`~almaden.sectors.numbers.Draw` gives the value of record,
draws, or an end of its range.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Range, spread_of
from almaden.reference.origin import Origin
from almaden.sectors.numbers import Draw, Number, fixed
from almaden.supply.records import AssumptionRecord
from almaden.supply.terms import STORED, SUPPLY_TERMS, UseKind

Side = Literal["supply", "demand"]
#: Gives what draws the numbers of a stream's owner, as :meth:`almaden.sectors.draws.FleetDraws.of` does.
DrawOf: TypeAlias = "Callable[[str], Draw]"
#: Uses that go on from year to year: all of them.
USES: Final = tuple(use for use in get_args(UseKind) if use != STORED)
#: Terms of supply that go on from year to year; trade is left out of surplus, and a closure happens once.
GOING_ON: Final = tuple(term for term in SUPPLY_TERMS if term not in ("imports", "chlor-alkali surplus"))


@dataclass(frozen=True, eq=False)
class Change:
    """An assumption as numbers.

    Attributes:
        record: the assumption.
        number: one plus the growth of a year, or the years from the first until it ends.
        key: what its stream belongs to.
        ends: the ends of its range, as the number is told; None where it has none.
    """

    record: AssumptionRecord
    number: Number
    key: str
    ends: tuple[float, float] | None

    def factor(self, years: Sequence[int], drawn: FloatArray | float) -> FloatArray:
        """What the base is multiplied by in each year, shape ``(years, draws + 1)``."""
        first, last = self.record.from_year, self.record.to_year
        value = np.atleast_1d(np.asarray(drawn, dtype=float))[None, :]
        # The year before the first is the last one that is as before.
        passed = np.clip(np.asarray(years, dtype=float) - (first - 1), 0.0, last - first + 1)[:, None]
        if self.record.kind == "growth":
            return np.asarray(np.power(np.maximum(value, 0.0), passed))
        left = np.maximum(value, np.finfo(float).tiny)
        return np.asarray(np.maximum(1.0 - passed / left, 0.0))


def change(record: AssumptionRecord) -> Change:
    """An assumption as numbers."""
    base = 1.0 if record.kind == "growth" else -(record.from_year - 1.0)
    value = record.value + base
    name = "growth" if record.kind == "growth" else "end"
    unit = "share a year" if record.kind == "growth" else "year"
    layer = "user" if record.status == "user" else "supply"
    origin = Origin(
        f"{record.driver}: {name}, {record.scenario}", record.value, unit, record.low, record.high, layer,
        record.source, record.seen, record.status, note=record.note,
    )  # fmt: skip
    key = f"{record.scenario}\0{record.driver}\0{record.from_year}"
    if record.low is None or record.high is None:
        return Change(record, fixed(name, value, origin), key, None)
    low, high = record.low + base, record.high + base
    shape = "normal" if low <= 0.0 or record.kind == "ends" else ""
    return Change(record, Number(name, value, spread_of(value, Range(low, high), shape, 1.0), origin), key, (low, high))


@dataclass(frozen=True, eq=False)
class Driver:
    """A part of supply or demand with what becomes of it.

    Attributes:
        name: the term of supply, or the use.
        side: supply or demand.
        allowed: whether Article 3 lets it draw mercury; always so for supply.
        base: what makes up its base, each with the key of its stream; added up.
        changes: the assumptions that change it; none: it stays as it is.
    """

    name: str
    side: Side
    allowed: bool
    base: tuple[tuple[str, Number], ...]
    changes: tuple[Change, ...]

    def path(self, years: Sequence[int], draw_of: DrawOf) -> FloatArray:
        """The amount in t in each year, shape ``(years, draws + 1)``, or ``(years, 1)`` without draws."""
        total: FloatArray = np.zeros((1, 1))
        for key, number in self.base:
            total = total + np.atleast_1d(np.asarray(draw_of(key)(number), dtype=float))[None, :]
        for one in self.changes:
            total = total * one.factor(years, np.asarray(draw_of(one.key)(one.number), dtype=float))
        return np.broadcast_to(total, (len(years), total.shape[1]))
