"""95 % ranges of the change of totals: both inventories drawn together.

What both rest on (a default factor, the population, the plant that reports in both years) is drawn once, so
that its error cancels from the change as far as it acts the same on both sides. For that one plan of streams
serves both, and rows that are the same activity get the same name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from almaden.inventory.draws import Streams, input_draws, sampler_for, share_draws
from almaden.inventory.flows import ResolvedRow
from almaden.inventory.layers import factors_of
from almaden.inventory.matching import Pair
from almaden.inventory.records import ActivityRow, InventoryData
from almaden.inventory.resolve import flows_of, resolve
from almaden.inventory.totals import TAILS, RowDraws, Sums, Totals
from almaden.quantity.sampling import Sampler, quantiles
from almaden.reference.pathways import AMOUNTS

#: Low and high of the change by total and amount, in kg per year.
Ranges = Mapping[str, Mapping[str, tuple[float, float]]]


def change_ranges(
    first: tuple[InventoryData, int], second: tuple[InventoryData, int], pairs: Sequence[Pair], draws: int, seed: int
) -> Ranges:
    """Ranges of the change of every amount of the three totals.

    Args:
        first: the inventory before, with its reporting year.
        second: the inventory after, with its reporting year.
        pairs: the rows that are the same activity in both.
        draws: draws of the uncertain numbers.
        seed: of the draws.
    """
    names = _common_names(pairs)
    sides = [
        _resolved(data, year, {row.id: name for row, name in zip(rows, names, strict=True) if row is not None})
        for (data, year), rows in (
            (first, [pair.first for pair in pairs]),
            (second, [pair.second for pair in pairs]),
        )
    ]
    sampler = sampler_for([flow for rows in sides for flow in flows_of(rows)], draws, seed)
    before, after = (_totals(rows, sampler) for rows in sides)
    return {
        total: {name: _range(getattr(before, total), getattr(after, total), name) for name in AMOUNTS}
        for total in ("gross", "toolkit", "linked")
    }


def _common_names(pairs: Sequence[Pair]) -> list[str]:
    """A name for each pair that says what it is, not where it stands in a file."""
    seen: dict[str, int] = {}
    names = dict.fromkeys(range(len(pairs)), "")
    for place in sorted(names, key=lambda one: -_size(pairs[one])):
        pair = pairs[place]
        row = pair.first or pair.shown
        kind = f"{row.code}|{row.variant}|{row.phase}|{row.facility}"
        if pair.matched == "id":
            names[place] = f"{kind}|{row.id}"
        else:
            seen[kind] = seen.get(kind, 0) + 1
            names[place] = f"{kind}|{seen[kind]}"
    return list(names.values())


def _size(pair: Pair) -> float:
    return sum(
        row.amounts["input_kg"].value
        for row in (pair.first, pair.second)
        if row is not None and row.amounts is not None
    )


def _resolved(data: InventoryData, year: int, names: Mapping[str, str]) -> tuple[ResolvedRow, ...]:
    lines = [row for row in data.rows if not data.header.years or row.year in (None, year)]
    renamed = replace(data, rows=tuple(_renamed(lines, names)))
    return resolve(renamed, factors_of(data), year).rows


def _renamed(lines: Iterable[ActivityRow], names: Mapping[str, str]) -> Iterable[ActivityRow]:
    for line in lines:
        candidate_of = names.get(line.candidate_of, line.candidate_of)
        if line.id in names:
            yield line.model_copy(update={"id": names[line.id], "id_made": False, "candidate_of": candidate_of})
        else:
            yield line.model_copy(update={"candidate_of": candidate_of})


def _totals(rows: Sequence[ResolvedRow], sampler: Sampler) -> Totals:
    streams = Streams.of(flows_of(rows), sampler)
    totals = Totals(sampler.draws + 1)
    for row in rows:
        for flow in row.flows or ():
            totals.add(RowDraws(row.code, input_draws(flow, streams), share_draws(flow, sampler)))
    totals.close()
    return totals


def _range(before: Sums, after: Sums, name: str) -> tuple[float, float]:
    if name not in before and name not in after:
        return 0.0, 0.0
    nothing = np.zeros(1)
    change = after.get(name, nothing) - before.get(name, nothing)
    low, high = quantiles(change[1:], TAILS)
    return low, high
