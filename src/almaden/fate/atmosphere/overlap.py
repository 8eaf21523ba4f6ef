"""How cells of one latitude-longitude grid lie over those of another, exactly on the sphere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def row_shares(rows: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the area of each row of latitude that lies in each part.

    The area between two latitudes goes with the difference of their sines.

    Args:
        rows: (n + 1,) edges of the rows, degrees, rising.
        parts: (m + 1,) edges of the parts, degrees, rising.

    Returns:
        (n, m); adds to 1 over the parts where these cover the row.
    """
    import numpy as np

    return _shares(np.sin(np.radians(rows)), np.sin(np.radians(parts)))


def column_shares(columns: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the width of each column of longitude that lies in each part.

    Args:
        columns: (n + 1,) edges of the columns, degrees, rising.
        parts: (m + 1,) edges of the parts, degrees, rising, over the same range.

    Returns:
        (n, m); adds to 1 over the parts where these cover the column.
    """
    return _shares(columns, parts)


def _shares(edges: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    low = np.maximum(edges[:-1, None], parts[None, :-1])
    high = np.minimum(edges[1:, None], parts[None, 1:])
    shares: NDArray[np.float64] = np.maximum(high - low, 0.0) / np.diff(edges)[:, None]
    return shares
