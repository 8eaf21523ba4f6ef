"""Units in the order of their mercury, and what uncertainty does to that order.

The order of record comes from the values of record; equal values stand in the order of their identifiers. In every
draw the units are ranked anew: from that come the range of a unit's rank, the probability that it belongs to the
top, and the range of how many units carry a share. Draws are worked through in blocks, so that beside the draws
themselves a world fleet needs little memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray, IntArray

RankArray: TypeAlias = "NDArray[np.signedinteger[Any]]"

#: Numbers of a block of draws: what is sorted at once (half a million, each with its place of 8 bytes).
_BLOCK: Final = 500_000
#: Sums of shares differ from the share asked for by rounding alone.
_ROUNDING: Final = 1e-9
#: The ends of the range that the program gives everywhere.
_RANGE: Final = (0.025, 0.975)


class CountRange(NamedTuple):
    """How many units: in the order of record, and the 95 % range over the draws."""

    value: int
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Ranking:
    """Units in order, and how sure the order is.

    Attributes:
        order: positions of the units as they were given, the largest first; shape ``(units,)``.
        cumulative: share of the total that the first ``k`` units of the order carry, at ``k - 1``.
        rank: rank of each unit in the order given, 1 for the largest.
        rank_low, rank_high: 95 % range of the rank of each unit, in the order given.
        p_top: probability of each unit to be among the first ``top``, in the order given.
        top: how many units make the top.
        shares: shares of the total, rising.
        counts: for each of these shares, how many units carry it.
    """

    order: IntArray
    cumulative: FloatArray
    rank: IntArray
    rank_low: IntArray
    rank_high: IntArray
    p_top: FloatArray
    top: int
    shares: tuple[float, ...]
    counts: tuple[CountRange, ...]

    def k_for_share(self, share: float) -> CountRange:
        """The least number of units, largest first, that carry a share of the total.

        Raises:
            ValueError: the share was not among those that the ranking was made with.
        """
        return self.counts[self.shares.index(share)]


class _Drawn(NamedTuple):
    """What the draws say, units by identifier.

    Ranks from 1, shape ``(units, draws)``; in how many draws a unit is in the top; counts ``(shares, draws)``.
    """

    ranks: RankArray
    in_top: IntArray
    counts: IntArray


def rank(
    ids: Sequence[str],
    values: FloatArray,
    draws: NDArray[np.floating[Any]] | None = None,
    *,
    kg: FloatArray | None = None,
    kg_draws: NDArray[np.floating[Any]] | None = None,
    top: int = 10,
    shares: Sequence[float] = (0.5,),
) -> Ranking:
    """Rank units by a quantity.

    Args:
        ids: identifiers, each once.
        values: the quantity of each unit, not negative; shape ``(units,)``.
        draws: its draws, shape ``(units, draws)``; float32 will do. Without draws, ranges are the values themselves.
        kg: what the shares are shares of, where it is not the quantity itself: a ranking by g/GWh asks how many
            units carry half of the kg.
        kg_draws: its draws.
        top: how many units make the top.
        shares: shares of the total, between 0 and 1, to count units for.

    Raises:
        ValueError: an identifier comes twice, or shapes do not fit each other.
    """
    _fit(ids, values, draws, kg, kg_draws)
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    levels = tuple(sorted(shares))
    order = by_id[np.argsort(-values[by_id], kind="stable")]
    cumulative = _cumulative((values if kg is None else kg)[order][None, :])[0]
    ranks = _ranks(order[None, :])[0].astype(np.int64)
    counts = [int(count[0]) for count in _counts(cumulative[None, :], levels)]
    if draws is None:
        sure = (ranks <= top).astype(np.float64)
        same = tuple(CountRange(count, count, count) for count in counts)
        return Ranking(order, cumulative, ranks, ranks, ranks, sure, top, levels, same)
    drawn = _through(draws, kg_draws, by_id, top, levels)
    p_top, low, high = np.empty(len(ids)), np.empty_like(ranks), np.empty_like(ranks)
    p_top[by_id] = drawn.in_top / drawn.ranks.shape[1]
    low[by_id], high[by_id] = _quantiles(drawn.ranks)
    ends = [np.quantile(of_share, _RANGE, method="nearest") for of_share in drawn.counts]
    found = tuple(CountRange(count, int(end[0]), int(end[1])) for count, end in zip(counts, ends, strict=True))
    return Ranking(order, cumulative, ranks, low, high, p_top, top, levels, found)


def _fit(
    ids: Sequence[str],
    values: FloatArray,
    draws: NDArray[np.floating[Any]] | None,
    kg: FloatArray | None,
    kg_draws: NDArray[np.floating[Any]] | None,
) -> None:
    units = len(ids)
    if len(set(ids)) != units:
        raise ValueError("an identifier comes twice")
    if values.shape != (units,) or (kg is not None and kg.shape != (units,)):
        raise ValueError(f"{units} units, values of shape {values.shape}")
    if draws is not None and draws.shape[0] != units:
        raise ValueError(f"{units} units, draws of shape {draws.shape}")
    if draws is not None and (kg is None) != (kg_draws is None):
        raise ValueError("kg and its draws are given together")
    if kg_draws is not None and (draws is None or kg_draws.shape != draws.shape):
        raise ValueError("the two sets of draws differ in shape")


def _through(
    draws: NDArray[np.floating[Any]],
    kg_draws: NDArray[np.floating[Any]] | None,
    by_id: IntArray,
    top: int,
    shares: Sequence[float],
) -> _Drawn:
    """Rank the units in each draw, a block of draws at a time.

    Units stand in the order of their identifiers here, so that draws that are equal do not depend on the order given.
    """
    units, count = draws.shape
    ranks = np.empty((units, count), dtype=_rank_type(units))
    in_top = np.zeros(units, dtype=np.int64)
    counts = np.empty((len(shares), count), dtype=np.int64)
    step = max(1, _BLOCK // max(units, 1))
    for start in range(0, count, step):
        block = slice(start, min(start + step, count))
        keys = np.ascontiguousarray(draws[by_id, block].T)
        places = np.argsort(np.negative(keys), axis=1)
        ranks[:, block] = _ranks(places).T
        in_top += np.bincount(places[:, :top].ravel(), minlength=units)
        carried = keys if kg_draws is None else np.ascontiguousarray(kg_draws[by_id, block].T)
        counts[:, block] = _counts(_cumulative(np.take_along_axis(carried, places, axis=1)), shares)
    return _Drawn(ranks, in_top, counts)


def _rank_type(units: int) -> type[np.int16] | type[np.int32]:
    """The smallest integers that hold the ranks: those of a world fleet in all draws are most of the memory."""
    return np.int16 if units <= np.iinfo(np.int16).max else np.int32


def _ranks(places: IntArray) -> RankArray:
    """Rank of each unit from 1, of rows that hold positions of units in their order."""
    units = places.shape[1]
    ranks = np.empty(places.shape, dtype=_rank_type(units))
    np.put_along_axis(ranks, places, np.arange(1, units + 1, dtype=ranks.dtype)[None, :], axis=1)
    return ranks


def _cumulative(ordered: NDArray[np.floating[Any]]) -> FloatArray:
    """Shares of the total of each row that its first entries carry; zeros where there is nothing to share."""
    sums = np.cumsum(ordered, axis=1, dtype=np.float64)
    total = sums[:, -1:] if sums.shape[1] else np.zeros((len(sums), 1))
    shares: FloatArray = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0.0)
    return shares


def _counts(cumulative: FloatArray, shares: Sequence[float]) -> IntArray:
    """For each share and row, the least number of entries that carry it; shape ``(shares, rows)``."""
    nothing = cumulative[:, -1] <= 0.0 if cumulative.shape[1] else np.ones(len(cumulative), dtype=bool)
    found = [np.count_nonzero(cumulative < share - _ROUNDING, axis=1) + 1 for share in shares]
    return np.where(nothing, 0, np.array(found).reshape(len(shares), -1))


def _quantiles(ranks: RankArray) -> tuple[IntArray, IntArray]:
    """The 95 % range of the ranks of each unit, as ranks that occur."""
    units, count = ranks.shape
    ends = [round((count - 1) * part) for part in _RANGE]
    low, high = np.empty(units, dtype=np.int64), np.empty(units, dtype=np.int64)
    step = max(1, _BLOCK // max(count, 1))
    for start in range(0, units, step):
        rows = slice(start, start + step)
        sorted_at = np.partition(ranks[rows], ends, axis=1)
        low[rows], high[rows] = sorted_at[:, ends[0]], sorted_at[:, ends[1]]
    return low, high
