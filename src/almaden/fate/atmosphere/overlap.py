"""How cells of one latitude-longitude grid lie over those of another, exactly on the sphere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Pieces(NamedTuple):
    """What is left of a line when it is cut at the edges of its cells and at those of the parts that lie over it.

    Attributes:
        cell: (pieces,) the cell that each piece lies in.
        part: (pieces,) the part that lies over it.
        share: (pieces,) share of the cell that the piece is; adds to 1 in each cell.
    """

    cell: NDArray[np.intp]
    part: NDArray[np.intp]
    share: NDArray[np.float64]


def row_pieces(rows: NDArray[np.float64], parts: NDArray[np.float64]) -> Pieces:
    """Rows of latitude cut by parts, with shares of area: it goes with the difference of the sines.

    Args:
        rows: (n + 1,) edges of the rows, degrees, rising.
        parts: (m + 1,) edges of the parts, degrees, rising, over the same range.
    """
    import numpy as np

    return _pieces(rows, parts, np.sin(np.radians(np.union1d(rows, parts))))


def column_pieces(columns: NDArray[np.float64], parts: NDArray[np.float64]) -> Pieces:
    """Columns of longitude cut by parts, with shares of width.

    Args:
        columns: (n + 1,) edges of the columns, degrees, rising.
        parts: (m + 1,) edges of the parts, degrees, rising, over the same range.
    """
    import numpy as np

    return _pieces(columns, parts, np.union1d(columns, parts))


def _pieces(cells: NDArray[np.float64], parts: NDArray[np.float64], measure: NDArray[np.float64]) -> Pieces:
    import numpy as np

    cuts = np.union1d(cells, parts)
    middles = (cuts[1:] + cuts[:-1]) / 2
    cell = np.clip(np.searchsorted(cells, middles, side="right") - 1, 0, len(cells) - 2)
    part = np.clip(np.searchsorted(parts, middles, side="right") - 1, 0, len(parts) - 2)
    size = np.diff(measure)
    return Pieces(cell, part, size / np.bincount(cell, size)[cell])
