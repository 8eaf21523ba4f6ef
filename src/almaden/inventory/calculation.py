"""The calculation: draws of every flow, amounts with ranges for rows, groups and the three totals."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from almaden.inventory.draws import Streams, input_draws, sampler_for, share_draws
from almaden.inventory.flows import ResolvedRow
from almaden.inventory.resolve import flows_of
from almaden.inventory.result import Amount, Amounts, GroupResult
from almaden.inventory.totals import (
    OUTPUTS,
    TAILS,
    TOTALS,
    ZERO,
    RowDraws,
    Sums,
    Totals,
    add_row,
    add_to,
    amount_of,
    amounts_of,
    treatment_of,
)
from almaden.quantity.memory import keep_freed_memory
from almaden.quantity.sampling import FloatArray, Sampler, quantiles
from almaden.reference.groups import groups
from almaden.reference.pathways import AMOUNTS

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]

#: Told of each row with the draws of its flows, None where its amount is not known.
RowSeen = Callable[[ResolvedRow, Sequence[RowDraws] | None], None]


@dataclass(frozen=True)
class Calculation:
    """What the draws give: amounts by row key, by group, and of the three totals."""

    rows: Mapping[str, Amounts | None]
    groups: tuple[GroupResult, ...]
    totals: Mapping[str, Amounts]
    unexplained: Mapping[str, Amount]
    sampler: Sampler


def calculate(rows: Iterable[ResolvedRow], draws: int, seed: int, progress: Progress | None = None) -> Calculation:
    """Draw all flows of an inventory and sum them up."""
    rows = tuple(rows)
    return calculate_with(sampler_for(flows_of(rows), draws, seed), rows, progress)


def calculate_with(sampler: Sampler, rows: Sequence[ResolvedRow], progress: Progress | None = None) -> Calculation:
    """Do what :func:`calculate` does with a sampler that is at hand; it must know the streams of all flows."""
    keep_freed_memory()
    streams = Streams.of(flows_of(rows), sampler)
    totals = Totals(sampler.draws + 1)
    amounts: dict[str, Amounts | None] = {}

    def row_seen(row: ResolvedRow, drawn: Sequence[RowDraws] | None) -> None:
        amounts[row.key] = None if drawn is None else _row_amounts(drawn)
        if progress is not None:
            progress(len(amounts), len(rows))

    results = tuple(
        group_result(key, members, sums) for key, members, sums in draw_groups(rows, streams, totals, row_seen)
    )
    return Calculation(
        rows=amounts,
        groups=results,
        totals={name: amounts_of(getattr(totals, name)) for name in TOTALS},
        unexplained={name: amount_of(draws) for name, draws in totals.unexplained.items()},
        sampler=sampler,
    )


def draw_groups(
    rows: Iterable[ResolvedRow], streams: Streams, totals: Totals, row_seen: RowSeen | None = None
) -> Iterator[tuple[str, list[ResolvedRow], Sums]]:
    """Draw the flows of an inventory group by group.

    The groups come in an order of their own, so that the order of the file changes no digit, and only one of
    them is held at a time.

    Args:
        rows: of one inventory, in any order of the groups.
        streams: of their uncertain numbers.
        totals: receives every row; closed at the end.
        row_seen: called for each row.

    Yields:
        The key of a group that has rows, these rows, and the draws of its sums by amount.
    """
    by_group: dict[str, list[ResolvedRow]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row)
    for key in groups():
        if key not in by_group:
            continue
        sums: Sums = {}
        for treatment, alike in itertools.groupby(by_group[key], key=lambda row: treatment_of(row.code)):
            part: Sums = {}
            for row in alike:
                drawn = _drawn(row, streams)
                if row_seen is not None:
                    row_seen(row, drawn)
                for one in drawn or ():
                    add_row(part, one)
                    totals.add_receiver(one)
            totals.add_sums(treatment, part)
            for amount, kg in part.items():
                add_to(sums, amount, kg)
        yield key, by_group[key], sums
    totals.close()


def group_result(key: str, members: Sequence[ResolvedRow], sums: Sums) -> GroupResult:
    """The amounts of a group with their ranges."""
    unknown = sum(row.flows is None for row in members)
    return GroupResult(key, groups()[key].name, amounts_of(sums), len(members), unknown)


def _drawn(row: ResolvedRow, streams: Streams) -> list[RowDraws] | None:
    if row.flows is None:
        return None
    return [RowDraws(row.code, input_draws(flow, streams), share_draws(flow, streams.sampler)) for flow in row.flows]


_NOTHING: Amounts = dict.fromkeys(AMOUNTS, ZERO)


def _row_amounts(drawn: Sequence[RowDraws]) -> Amounts:
    if not drawn:
        return _NOTHING
    if len(drawn) == 1 and all(isinstance(share, float) for share in drawn[0].shares):
        return _scaled(drawn[0].input_kg, drawn[0].shares)
    own: Sums = {}
    for one in drawn:
        add_row(own, one)
    return amounts_of(own)


def _scaled(input_kg: FloatArray, shares: tuple[float | FloatArray, ...]) -> Amounts:
    """Amounts of a flow whose shares are fixed: the input's range times each share."""
    value = float(input_kg[0])
    low, high = quantiles(input_kg[1:], TAILS)
    amounts = {"input_kg": Amount(value, low, high)}
    for name, share in zip(OUTPUTS, shares, strict=True):
        factor = float(share)
        # Shares of a layer may add to a little more than one; what stays unallocated is then below zero.
        ends = sorted((low * factor, high * factor))
        amounts[name] = Amount(value * factor, *ends) if factor else ZERO
    return amounts
