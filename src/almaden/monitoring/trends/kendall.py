"""Kendall's S with ties, missing values and values below detection, of many series at once.

Every array has the shape (series, rows, seasons): rows are years (or single times where there is one season), and a
missing value is NaN at its place, so nothing is squeezed together. Pairs stand in the order of their distance in rows:
first all neighbours, then all two rows apart.

A value below detection is known to be lower than every value at or above its limit, and ties with all others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]
Below = NDArray[np.bool_]

#: Differences smaller than this share of the largest value are rounding, thus ties.
_ROUNDING = 1e-12


def spans(rows: int) -> Iterator[tuple[int, slice]]:
    """Of each distance in rows the place of its pairs among all pairs."""
    begin = 0
    for apart in range(1, rows):
        yield apart, slice(begin, begin + rows - apart)
        begin += rows - apart


def pairs(rows: int) -> int:
    """Number of pairs of rows."""
    return rows * (rows - 1) // 2


def distances(times: Floats) -> Floats:
    """Time between the two rows of each pair, in the unit of ``times``: shape (pairs,)."""
    found = np.empty(pairs(len(times)))
    for apart, place in spans(len(times)):
        found[place] = times[apart:] - times[:-apart]
    return found


def differences(values: Floats) -> Floats:
    """Later less earlier value of each pair of rows within each season: shape (series, pairs, seasons)."""
    series, rows, seasons = values.shape
    found = np.empty((series, pairs(rows), seasons))
    for apart, place in spans(rows):
        np.subtract(values[:, apart:], values[:, :-apart], out=found[:, place])
    return found


def rounding(values: Floats) -> Floats:
    """What differences of each series have to exceed: shape (series, 1, 1)."""
    largest = np.fmax.reduce(np.abs(values), axis=(1, 2), initial=0.0)
    return np.asarray(_ROUNDING * largest)[:, None, None]


def signs(change: Floats, below: Below | None, least: Floats) -> Signs:
    """1 where the later value of a pair is known to be higher, -1 where it is known to be lower, otherwise 0.

    Args:
        change: differences, with a slope already taken off where that is wanted.
        below: values below detection, shape (series, rows, seasons); ``change`` was made with their limits.
        least: from :func:`rounding`.
    """
    higher, lower = change > least, change < -least
    if below is not None:
        for apart, place in spans(below.shape[1]):
            earlier, later = below[:, :-apart], below[:, apart:]
            part = change[:, place]
            higher[:, place] = np.where(earlier, (part >= -least) & ~later, higher[:, place] & ~later)
            lower[:, place] = np.where(later, (part <= least) & ~earlier, lower[:, place] & ~earlier)
    return np.subtract(higher, lower, dtype=np.int8)


def ranks(signed: Signs, rows: int) -> Floats:
    """How many of its season each value exceeds less how many exceed it: twice the rank about the middle."""
    found = np.zeros((signed.shape[0], rows, signed.shape[2]))
    for apart, place in spans(rows):
        part = signed[:, place]
        found[:, apart:] += part
        found[:, :-apart] -= part
    return found


def variance_apart(signed: Signs, ranked: Floats) -> Floats:
    """Variance of S where seasons are independent of each other; exact for ties (Kendall 1975).

    One expression holds without ties, with them and with values below detection:
    (pairs that are no ties + sum of squares of :func:`ranks`) / 3.
    """
    return np.asarray((np.count_nonzero(signed, axis=(1, 2)) + (ranked**2).sum((1, 2))) / 3.0)


def variance_repeated(signed: Signs, ordered: Below, count: Floats) -> Floats:
    """Variance of S where several values have the same time, seasons being independent; exact (Daniels 1944).

    Args:
        signed: from :func:`signs` for all pairs, also those at the same time.
        ordered: pairs of two known values at different times, in the shape of ``signed``.
        count: values of each season, shape (series, seasons).
    """
    rows = round((1 + np.sqrt(1 + 8 * signed.shape[1])) / 2)
    pairs_of, squares_of = [], []
    for scores in (signed, ordered.astype(np.int8)):
        pairs_of.append(2.0 * np.count_nonzero(scores, axis=1))
        squares_of.append((ranks(scores, rows) ** 2).sum(1))
    triples = np.maximum(count * (count - 1) * (count - 2), 1)
    of_triples = (squares_of[0] - pairs_of[0]) * (squares_of[1] - pairs_of[1]) / triples
    of_pairs = pairs_of[0] * pairs_of[1] / np.maximum(2 * count * (count - 1), 1)
    return np.asarray((of_triples + of_pairs).sum(1))


def variance_together(signed: Signs, ranked: Floats) -> Floats:
    """Variance of S with the covariances between seasons (Dietz and Killeen 1981, Hirsch and Slack 1984).

    The sum over all pairs of seasons of (K + sum of products of ranks) / 3 is what this is: squares of sums over the
    seasons. Missing values have the middle rank, as in Libiseller and Grimvall (2002).
    """
    of_pairs = signed.sum(axis=2, dtype=np.int32).astype(np.float64)
    of_rows = ranked.sum(axis=2)
    return np.asarray(((of_pairs**2).sum(1) + (of_rows**2).sum(1)) / 3.0)
