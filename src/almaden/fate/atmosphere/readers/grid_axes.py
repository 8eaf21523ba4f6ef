"""Middles of cells as people write them, made edges of cells; what has holes or is out of order is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What a step may differ from the others by, of a step; coordinates are often kept with seven figures.
_UNEVEN: Final = 1e-3
#: What the ends may miss the poles or a whole round by, of a step: that of many coordinates of seven figures.
_ROUNDED: Final = 1e-2
_ROUND: Final = 360.0


def latitude_edges(
    middles: NDArray[np.float64], bounds: NDArray[np.float64] | None, name: str, column: str
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Edges of rows from south to north, and the places of the file in that order.

    Rows whose middles are the poles themselves are half as high; so are those at the poles of grids such as that of
    GEOS-Chem, whose middles are told (-89.5, -88, -86, ...).

    Args:
        middles: (rows,) degrees north as in the file.
        bounds: (rows, 2) edges of each row where the file tells them.
        name: name of the file, for messages.
        column: name of the axis, for messages.

    Raises:
        InputError: latitudes beyond the poles, not known, out of order, or with rows missing.
    """
    import numpy as np

    _check_known(middles, name, column)
    if np.abs(middles).max() > 90.0:
        raise InputError(
            Fault(n_("latitudes beyond the poles"), name, column=column, value=f"{middles.min():g}..{middles.max():g}",
                  accepted=n_("degrees north from -90 to 90"),
                  advice=n_("are latitude and longitude exchanged, or are these metres of a projection?"))
        )  # fmt: skip
    order = np.argsort(middles, kind="stable")
    _check_order(middles, order, name, column)
    edges = _half_at_poles(middles[order]) if bounds is None else None
    if edges is None:
        edges = _edges(middles[order], None if bounds is None else bounds[order], name, column)
    return np.clip(_snapped(edges, (-90.0, 90.0)), -90.0, 90.0), order


def longitude_edges(
    middles: NDArray[np.float64], bounds: NDArray[np.float64] | None, name: str, column: str
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Edges of columns eastward, and the places of the file in that order.

    Longitudes may run from 0 to 360 or from -180 to 180, and may pass the date line or Greenwich on the way.

    Raises:
        InputError: longitudes out of range, not known, twice, or with columns missing.
    """
    import numpy as np

    _check_known(middles, name, column)
    if middles.min() < -_ROUND or middles.max() > 2 * _ROUND:
        raise InputError(
            Fault(n_("longitudes out of range"), name, column=column, value=f"{middles.min():g}..{middles.max():g}",
                  accepted=n_("degrees east from -180 to 180 or from 0 to 360"))
        )  # fmt: skip
    order = np.arange(middles.size)
    if middles.size > 1 and np.median(np.diff(middles)) < 0:
        order = order[::-1]
    steps = np.diff(middles[order])
    turns = np.concatenate([[0], np.cumsum(steps < -_ROUND / 2)])
    run = middles[order] + _ROUND * turns
    _check_order(run, np.argsort(run, kind="stable"), name, column)
    if bounds is not None:
        # Bounds keep to the turn of their middle.
        bounds = bounds[order] + (run - middles[order])[:, None]
    edges = _edges(run, bounds, name, column)
    edges = _snapped(edges, (edges[0], edges[0] + _ROUND))
    if edges[-1] - edges[0] > _ROUND:
        raise InputError(
            Fault(n_("the grid goes round the earth more than once"), name, column=column,
                  value=f"{edges[0]:g}..{edges[-1]:g}",
                  advice=n_("leave out the last column, which is the first again"))
        )  # fmt: skip
    return edges, order


def _snapped(edges: NDArray[np.float64], ends: tuple[float, float]) -> NDArray[np.float64]:
    """Edges whose first or last is put onto the end of the globe where they miss it by the rounding of coordinates."""
    import numpy as np

    near = _ROUNDED * float(np.median(np.diff(edges)))
    found = edges.copy()
    for at, end in zip((0, -1), ends, strict=True):
        if abs(edges[at] - end) < near:
            found[at] = end
    return found


def _half_at_poles(middles: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Edges of rows that are even but for the first and last, which reach from the next edge to a pole; else None."""
    import numpy as np

    if middles.size < 5:
        return None
    steps = np.diff(middles)
    step = float(np.median(steps))
    near = _UNEVEN * step
    south, north = middles[1] - step / 2, middles[-2] + step / 2
    at_poles = abs((south - 90.0) / 2 - middles[0]) < near and abs((north + 90.0) / 2 - middles[-1]) < near
    if not at_poles or abs(steps[0] - step) < near or np.any(np.abs(steps[1:-1] - step) > near):
        return None
    return np.concatenate([[-90.0], south + step * np.arange(middles.size - 1), [90.0]])


def _edges(
    middles: NDArray[np.float64], bounds: NDArray[np.float64] | None, name: str, column: str
) -> NDArray[np.float64]:
    import numpy as np

    if bounds is not None:
        low, high = bounds.min(axis=1), bounds.max(axis=1)
        gaps = np.abs(low[1:] - high[:-1]) > _UNEVEN * (high - low)[1:]
        if not np.all(np.isfinite(bounds)) or np.any(gaps):
            at = int(np.argmax(gaps)) if np.any(gaps) else 0
            raise InputError(
                Fault(n_("the bounds of cells leave gaps or overlap"), name, column=column,
                      value=f"{high[at]:g}, {low[min(at + 1, low.size - 1)]:g}")
            )  # fmt: skip
        return np.concatenate([low, high[-1:]])
    if middles.size < 2:
        raise InputError(
            Fault(n_("one row or column alone does not tell how wide it is"), name, column=column,
                  advice=n_("add the bounds of the cells to the file"))
        )  # fmt: skip
    steps = np.diff(middles)
    step = float(np.median(steps))
    _check_even(middles, steps, step, name, column)
    # Of evenly spaced coordinates the step is known better from both ends than from two neighbours.
    step = float(middles[-1] - middles[0]) / steps.size
    first = middles[0] - step / 2
    return np.asarray(first + step * np.arange(middles.size + 1))


def _check_even(middles: NDArray[np.float64], steps: NDArray[np.float64], step: float, name: str, column: str) -> None:
    import numpy as np

    uneven = np.flatnonzero(np.abs(steps - step) > _UNEVEN * step)
    if not uneven.size:
        return
    at = int(uneven[0])
    times = steps[uneven] / step
    missing = bool(np.all(np.abs(times - np.round(times)) < _UNEVEN) and np.all(times > 1.5))
    count = round(float(times.sum())) - times.size
    raise InputError(
        Fault(
            Text("the grid has holes: {count} rows or columns are missing", count=count)
            if missing
            else n_("the steps of the grid are not even, and the file tells no bounds of its cells"),
            name, column=column, value=f"{middles[at]:g}, {middles[at + 1]:g}",
            accepted=n_("even steps, or bounds of the cells"),
            advice=n_("write all rows and columns, also those in which nothing is")
            if missing else n_("add the bounds of the cells (attribute bounds of the axis)"),
        )
    )  # fmt: skip


def _check_known(middles: NDArray[np.float64], name: str, column: str) -> None:
    import numpy as np

    if not middles.size or not np.all(np.isfinite(middles)):
        raise InputError(Fault(n_("coordinates are missing or not numbers"), name, column=column))


def _check_order(middles: NDArray[np.float64], order: NDArray[np.int64], name: str, column: str) -> None:
    import numpy as np

    sorted_ = middles[order]
    if np.any(np.diff(sorted_) <= 0):
        at = int(np.argmax(np.diff(sorted_) <= 0))
        raise InputError(Fault(n_("a coordinate stands twice"), name, column=column, value=f"{sorted_[at]:g}"))
    steps = np.diff(order)
    if steps.size and not (np.all(steps == 1) or np.all(steps == -1)):
        raise InputError(
            Fault(n_("the coordinates are out of order"), name, column=column,
                  accepted=n_("coordinates that rise or fall from one to the next"))
        )  # fmt: skip
