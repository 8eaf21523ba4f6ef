"""The calculation: draws of every flow, amounts with ranges for rows, groups and the three totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from almaden.inventory.draws import Streams, input_draws, sampler_for, share_draws
from almaden.inventory.flows import ResolvedRow
from almaden.inventory.result import Amount, Amounts, GroupResult
from almaden.inventory.totals import (
    OUTPUTS,
    TAILS,
    ZERO,
    RowDraws,
    Sums,
    Totals,
    add_to,
    amount_of,
    amounts_of,
)
from almaden.quantity.sampling import FloatArray, Sampler, quantiles
from almaden.reference.groups import groups
from almaden.reference.pathways import AMOUNTS

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Calculation:
    """What the draws give: amounts by row key, by group, and of the three totals."""

    rows: Mapping[str, Amounts | None]
    groups: tuple[GroupResult, ...]
    totals: Mapping[str, Amounts]
    unexplained: Mapping[str, Amount]
    sampler: Sampler


def calculate(
    rows: Iterable[ResolvedRow], draws: int, seed: int, progress: Progress | None = None
) -> Calculation:
    """Draw all flows and sum them up.

    Rows are taken group by group in an order of their own, so that the order of the file changes no digit
    and only one group is held at a time.
    """
    ordered = sorted(rows, key=lambda row: groups()[row.group].order)
    flows = [flow for row in ordered for flow in row.flows or ()]
    sampler = sampler_for(flows, draws, seed)
    streams = Streams.of(flows, sampler)
    totals = Totals(draws + 1)
    amounts: dict[str, Amounts | None] = {}
    results = []
    done = 0
    for key, group in groups().items():
        sums: Sums = {}
        members = [row for row in ordered if row.group == key]
        for row in members:
            amounts[row.key] = _row(row, streams, totals, sums)
            done += 1
            if progress is not None:
                progress(done, len(ordered))
        if members:
            unknown = sum(row.flows is None for row in members)
            results.append(GroupResult(key, group.name, amounts_of(sums), len(members), unknown))
    totals.close()
    return Calculation(
        rows=amounts,
        groups=tuple(results),
        totals={name: amounts_of(getattr(totals, name)) for name in ("gross", "toolkit", "linked")},
        unexplained={name: amount_of(draws) for name, draws in totals.unexplained.items()},
        sampler=sampler,
    )


_NOTHING: Amounts = dict.fromkeys(AMOUNTS, ZERO)


def _row(row: ResolvedRow, streams: Streams, totals: Totals, sums: Sums) -> Amounts | None:
    if row.flows is None:
        return None
    if not row.flows:
        return _NOTHING
    drawn = []
    for flow in row.flows:
        one = RowDraws(row.code, input_draws(flow, streams), share_draws(flow, streams.sampler))
        totals.add(one)
        _add(sums, one)
        drawn.append(one)
    if len(drawn) == 1 and all(isinstance(share, float) for share in drawn[0].shares):
        return _scaled(drawn[0].input_kg, drawn[0].shares)
    own: Sums = {}
    for one in drawn:
        _add(own, one)
    return amounts_of(own)


def _add(sums: Sums, row: RowDraws) -> None:
    add_to(sums, "input_kg", row.input_kg)
    for amount, share in zip(OUTPUTS, row.shares, strict=True):
        if not (isinstance(share, float) and share == 0.0):
            add_to(sums, amount, row.input_kg * share)


def _scaled(input_kg: FloatArray, shares: tuple[float | FloatArray, ...]) -> Amounts:
    """Amounts of a flow whose shares are fixed: the input's range times each share."""
    value = float(input_kg[0])
    low, high = quantiles(input_kg[1:], TAILS)
    amounts = {"input_kg": Amount(value, low, high)}
    for name, share in zip(OUTPUTS, shares, strict=True):
        factor = float(share)
        amounts[name] = Amount(value * factor, low * factor, high * factor) if factor else ZERO
    return amounts
