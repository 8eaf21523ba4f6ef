"""Amounts of mercury at which the cheaper of two options changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from almaden.supply.storage.option_cost import Costed, parts_of, total
from almaden.supply.storage.options_result import BreakEven

#: How far beyond the amount asked for is looked, and into how many lumps of capital at most.
_REACH: Final = 10.0
_MOST_LUMPS: Final = 100
#: How far behind its start a piece is looked at, as a share of it: more than what counts as rounding of a lump.
_BEHIND: Final = 1e-6


def break_evens(options: Sequence[Costed], tonnes: float, discount: float) -> tuple[BreakEven, ...]:
    """Break-even amounts of each pair of options up to ten times an amount, at values of record.

    The cost of an option is a straight line between multiples of its capacity, where it jumps; so crossings are found
    exactly, piece by piece.

    Args:
        options: the options.
        tonnes: amount around which is looked, t.
        discount: real rate of discount a year.
    """
    pairs = combinations(sorted(options, key=lambda one: one.record.id), 2)
    return tuple(found for one, other in pairs for found in _pair(one, other, _REACH * tonnes, discount))


def _pair(one: Costed, other: Costed, reach: float, discount: float) -> Iterator[BreakEven]:
    def gap(t: float) -> float:
        costs = [float(total(parts_of(option, t, discount, option.values()))) for option in (one, other)]
        return costs[0] - costs[1]

    cheaper = ""
    for start, end in _pieces((one, other), reach):
        # At the start itself the lump before it still counts.
        behind = start + (end - start) * _BEHIND
        at_start, at_end = gap(behind), gap(end)
        for t, value in ((start, at_start), (_crossing(behind, end, at_start, at_end), at_end)):
            if value == 0.0:
                continue
            now = one.record.id if value < 0.0 else other.record.id
            if cheaper and now != cheaper:
                yield BreakEven(one.record.id, other.record.id, t, cheaper, now)
            cheaper = now


def _crossing(start: float, end: float, at_start: float, at_end: float) -> float:
    """Where a straight line crosses zero between two amounts."""
    return start if at_start == at_end else start + (end - start) * at_start / (at_start - at_end)


def _pieces(options: tuple[Costed, Costed], reach: float) -> list[tuple[float, float]]:
    steps = {0.0, reach}
    for option in options:
        size = option.record.capacity_t
        if size is not None:
            steps.update(size * k for k in range(1, _MOST_LUMPS + 1) if size * k < reach)
            reach = min(reach, size * _MOST_LUMPS)
    kept = sorted(one for one in steps if one <= reach)
    return list(pairwise(kept))
