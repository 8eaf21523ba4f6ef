"""Which cells of a table with sums must stay unpublished so that nobody's report can be read or reckoned from it.

A cell of too few reporters is suppressed. As its sum is published, it could be found by subtraction; so further cells
are suppressed until no combination of published cells is an amount of too few reporters. This is the rule of a least
number of reporters with secondary suppression (Hundepool and others, Statistical Disclosure Control, Wiley 2012). It
hides exact amounts; a published sum still is an upper limit of each part of it.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray

#: A sum of signed cells that is zero: key of a cell to its sign.
Relation = Mapping[str, int]
#: Sizes below this are rounding: signs are 1 and -1, and tables are small.
_ZERO: Final = 1e-9


@dataclass(frozen=True)
class Told:
    """A cell as suppression sees it.

    Attributes:
        value: its amount.
        reporters: who tells it, also that it is 0.
        contributors: who tells more than 0. An amount of 0 protects nobody: who adds nothing does not count.
    """

    value: float
    reporters: frozenset[str]
    contributors: frozenset[str]

    def is_of_few(self, least: int) -> bool:
        """Whether it is an amount, or a 0, of too few reporters."""
        return len(self.contributors or self.reporters) < least


def suppressed(cells: Mapping[str, Told], relations: Sequence[Relation], least: int) -> tuple[set[str], set[str]]:
    """The cells to suppress.

    Args:
        cells: the cells that somebody tells; others are known to be nothing.
        relations: the sums between them; cells that are not among ``cells`` count as 0.
        least: the least number of reporters of an amount that may be known, at least 2.

    Returns:
        Those of too few reporters, and those suppressed to protect them. Taking any one of the latter back would give
        an amount of too few reporters away.
    """
    primary = {key for key, one in cells.items() if one.is_of_few(least)}
    inside = [one for one in ({key: sign for key, sign in each.items() if key in cells} for each in relations) if one]
    secondary: set[str] = set()
    for keys in _components(cells, inside):
        table = _Table({key: cells[key] for key in keys}, [one for one in inside if keys & one.keys()], least)
        secondary |= table.secondary(primary & keys)
    return primary, secondary


def _components(cells: Iterable[str], relations: Iterable[Relation]) -> list[set[str]]:
    """Cells that hang together by relations."""
    found: list[set[str]] = [{key} for key in sorted(cells)]
    for one in relations:
        joined = set(one).union(*(each for each in found if each & one.keys()))
        found = [each for each in found if not each & one.keys()] + [joined]
    return found


class _Table:
    """Cells that hang together."""

    def __init__(self, cells: Mapping[str, Told], relations: Sequence[Relation], least: int) -> None:
        self._cells = cells
        self._keys = sorted(cells)
        self._relations = relations
        self._least = least
        self._matrix = np.array([[one.get(key, 0) for key in self._keys] for one in relations], dtype=np.float64)

    def secondary(self, primary: set[str]) -> set[str]:
        """Cells to suppress beside those of too few reporters."""
        if not primary or not self._relations:
            return set()
        candidates = self._candidates(primary)
        # The more is hidden, the less can be reckoned; with all of them hidden nothing can.
        count = bisect.bisect_left(
            range(len(candidates)), True, key=lambda count: not self._tells(primary.union(candidates[:count]))
        )
        hidden = primary.union(candidates[:count])
        # Cells with many in them are given back first, so that totals stay published where they can.
        for key in sorted(hidden - primary, key=lambda one: (-abs(self._cells[one].value), one)):
            if not self._tells(hidden - {key}):
                hidden.remove(key)
        return hidden - primary

    def _candidates(self, primary: set[str]) -> list[str]:
        """Cells that may be suppressed: neighbours of what is hidden first, parts before sums, small before large."""
        sums = {next(iter(one)) for one in self._relations}
        distance = dict.fromkeys(primary, 0)
        while True:
            near = {key for one in self._relations if one.keys() & distance.keys() for key in one} - distance.keys()
            if not near:
                break
            distance |= dict.fromkeys(near, max(distance.values()) + 1)
        rest = set(self._keys) - primary
        return sorted(rest, key=lambda key: (distance[key], key in sums, abs(self._cells[key].value), key))

    def _tells(self, hidden: set[str]) -> bool:
        """Whether published cells give an amount of too few reporters away."""
        order = sorted(hidden)
        own = self._matrix[:, [self._keys.index(key) for key in order]]
        others = self._matrix[:, [place for place, key in enumerate(self._keys) if key not in hidden]]
        # Combinations of hidden cells that published cells tell, and those that are 0 whatever is published.
        known, empty = _span(own), _span(_null(others.T) @ own)
        # An amount of 0 that might be published may be told by itself.
        open_zeros = {key for key in hidden if not (self._cells[key].contributors or self._is_of_few(key))}
        most = _inside(known, order, open_zeros) - _inside(empty, order, open_zeros)
        return any(_inside(known, order, few) - _inside(empty, order, few) > most for few in self._few(hidden))

    def _is_of_few(self, key: str) -> bool:
        return self._cells[key].is_of_few(self._least)

    def _few(self, hidden: set[str]) -> list[set[str]]:
        """Sets of hidden cells that are of too few reporters together, the largest for each such group of reporters."""
        small = {self._cells[key].contributors for key in hidden}
        small = {one for one in small if 0 < len(one) < self._least}
        # The group of nobody: amounts of 0 that are hidden.
        groups = {frozenset[str]()}
        for count in range(1, self._least):
            for some in itertools.combinations(sorted(small, key=sorted), count):
                joined = frozenset[str]().union(*some)
                if len(joined) < self._least:
                    groups.add(joined)
        largest = [one for one in groups if not any(one < other for other in groups)]
        return [{key for key in hidden if self._cells[key].contributors <= one} for one in sorted(largest, key=sorted)]


def _inside(combinations: FloatArray, order: Sequence[str], keys: set[str]) -> int:
    """How many independent ones of some combinations of cells are of cells of the keys only."""
    others = [place for place, key in enumerate(order) if key not in keys]
    return len(combinations) - _rank(combinations[:, others])


def _span(matrix: FloatArray) -> FloatArray:
    """An orthonormal basis of the combinations of the rows, as rows."""
    if not matrix.size:
        return np.empty((0, matrix.shape[1]))
    _left, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    return np.asarray(rows[sizes > _ZERO])


def _null(matrix: FloatArray) -> FloatArray:
    """An orthonormal basis of what the matrix turns into 0, as rows."""
    if not matrix.size:
        return np.eye(matrix.shape[1])
    _left, sizes, rows = np.linalg.svd(matrix, full_matrices=True)
    return np.asarray(rows[int(np.sum(sizes > _ZERO)) :])


def _rank(matrix: FloatArray) -> int:
    return int(np.linalg.matrix_rank(matrix, tol=_ZERO)) if matrix.size else 0
