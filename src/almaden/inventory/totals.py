"""The three totals side by side, from the draws of the rows: gross, toolkit and linked.

Rows are added one by one and then forgotten, so that memory does not grow with their number; only the
inputs of the waste rows, into which others flow, are kept to the end. All arrays hold the point value first
and the draws behind it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.inventory.result import Amount, Amounts
from almaden.inventory.rules import Link, counts_as_source, links, toolkit_rules
from almaden.quantity.sampling import FloatArray, quantiles
from almaden.reference.pathways import AMOUNTS

#: The ends of the 95 % range that every result carries.
TAILS = (0.025, 0.975)

#: Names of the three totals.
TOTALS = ("gross", "toolkit", "linked")

Sums = dict[str, FloatArray]

#: The six pathways and what stays unallocated, in the order of the seven shares.
OUTPUTS = AMOUNTS[1:]


@dataclass(frozen=True)
class RowDraws:
    """Draws of one flow: the input and the seven shares by which it leaves."""

    code: str
    input_kg: FloatArray
    shares: tuple[float | FloatArray, ...]


@dataclass(frozen=True)
class Treatment:
    """How the totals take the rows of a category; categories treated alike may be summed first.

    Attributes:
        counted: share of an amount that counts in the Toolkit total, where it is not one.
        is_source: whether it counts in the linked total; otherwise others flow into it.
        pools: amounts that flow into waste rows, each with the group of the link that takes it.
    """

    counted: tuple[tuple[str, float], ...]
    is_source: bool
    pools: tuple[tuple[str, str], ...]


@functools.cache
def treatment_of(code: str) -> Treatment:
    """How the totals take the rows of a category."""
    rule = toolkit_rules().get(code)
    pools = tuple((link.amount, link.group) for link in links() if link.takes_from(code))
    return Treatment(tuple(rule.counted.items()) if rule else (), counts_as_source(code), pools)


@dataclass
class Totals:
    """The running totals of one inventory.

    Either every row is added by itself (:meth:`add`), or rows that are treated alike are summed by the caller
    (:meth:`add_sums`) and those that others flow into are named as well (:meth:`add_receiver`).
    """

    size: int
    gross: Sums = field(default_factory=dict)
    toolkit: Sums = field(default_factory=dict)
    linked: Sums = field(default_factory=dict)
    unexplained: dict[str, FloatArray] = field(default_factory=dict)
    _pools: dict[str, FloatArray] = field(default_factory=dict)
    _receivers: list[RowDraws] = field(default_factory=list)

    def add(self, row: RowDraws) -> None:
        """Add one flow to the three totals."""
        sums: Sums = {}
        add_row(sums, row)
        self.add_sums(treatment_of(row.code), sums)
        self.add_receiver(row)

    def add_receiver(self, row: RowDraws) -> None:
        """Remember a flow if the outputs of others flow into it."""
        if not treatment_of(row.code).is_source:
            self._receivers.append(row)

    def add_sums(self, treatment: Treatment, sums: Sums) -> None:
        """Add the sums of rows that are all treated in one way."""
        counted = dict(treatment.counted)
        for amount, kg in sums.items():
            add_to(self.gross, amount, kg)
            if counted.get(amount, 1.0) != 0.0:
                add_to(self.toolkit, amount, kg * counted[amount] if amount in counted else kg)
            if treatment.is_source:
                add_to(self.linked, amount, kg)
        for amount, group in treatment.pools:
            if treatment.is_source and amount in sums:
                add_to(self._pools, group, sums[amount])

    def close(self) -> None:
        """Let the outputs of the sources flow into the waste rows of the linked total."""
        for link in links():
            receivers = [row for row in self._receivers if row.code in link.to_codes]
            if receivers:
                self._flow(link, receivers)

    def _flow(self, link: Link, receivers: Sequence[RowDraws]) -> None:
        own = np.sum([row.input_kg for row in receivers], axis=0)
        pool = self._pools.get(link.group)
        if pool is None:
            self.unexplained[link.group] = own
            return
        moved = np.minimum(pool, own) if link.limit else np.where(own > 0.0, pool, 0.0)
        self.unexplained[link.group] = own - moved
        self.linked[link.amount] = self.linked[link.amount] - moved
        per_kg = np.divide(moved, own, out=np.zeros_like(own), where=own > 0.0)
        for row in receivers:
            received = row.input_kg * per_kg
            for amount, share in zip(OUTPUTS, row.shares, strict=True):
                if not (isinstance(share, float) and share == 0.0):
                    add_product(self.linked, amount, received, share)


def add_row(sums: Sums, row: RowDraws) -> None:
    """Add the input and the outputs of a flow to sums by amount, in place."""
    add_to(sums, "input_kg", row.input_kg)
    for amount, share in zip(OUTPUTS, row.shares, strict=True):
        if not (isinstance(share, float) and share == 0.0):
            add_product(sums, amount, row.input_kg, share)


def add_product(sums: Sums, name: str, kg: FloatArray, share: float | FloatArray) -> None:
    """Add ``kg * share`` to the array of a name, in place."""
    product = kg * share
    if name in sums:
        sums[name] += product
    else:
        sums[name] = product


def add_to(sums: Sums, name: str, kg: FloatArray) -> None:
    """Add an array to the one of a name, in place; the first is copied, for it may belong to a row."""
    if name in sums:
        sums[name] += kg
    else:
        sums[name] = kg.copy()


def amount_of(draws: FloatArray) -> Amount:
    """The amount that an array of point value and draws stands for."""
    low, high = quantiles(draws[1:], TAILS)
    return Amount(float(draws[0]), low, high)


ZERO = Amount(0.0, 0.0, 0.0)


def amounts_of(sums: Mapping[str, FloatArray]) -> Amounts:
    """Amounts for every name in AMOUNTS; what nothing was added to is zero."""
    return {name: amount_of(sums[name]) if name in sums else ZERO for name in AMOUNTS}
