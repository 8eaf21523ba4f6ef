"""Where polluted air came from: PSCF and CWT on a grid of trajectory points.

These maps are statistics of where air had been, not measurements of sources: cells on the way to a source light up as
it does itself, and cells that few trajectories crossed by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.trajectory import Trajectory
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

Floats = NDArray[np.float64]

_WEIGHTS: Final = "monitoring/pscf_weights"
#: Said with every map.
CAVEATS: Final = (
    n_("A cell tells where polluted air had been, not that a source is there: its way to the source lights up as well"),
    n_("Cells that few trajectories crossed say little; weights draw them down, they do not make them right"),
    n_("Trajectories err the more the further they go, and tell nothing of rain, chemistry and mixing on their way"),
)


@dataclass(frozen=True)
class WeightClass:
    """Weight of cells by the number of their points.

    Attributes:
        above: the class holds cells with more points than so many times the mean of the cells met.
        weight: factor of their value.
    """

    above: float
    weight: float


@cache
def weight_classes() -> tuple[WeightClass, ...]:
    """The usual weights, from the fewest points to the most."""
    return tuple(WeightClass(float(row["above"]), float(row["weight"])) for row in read_table(_WEIGHTS))


def weight_origins() -> tuple[Origin, ...]:
    """Where the weights were read, those not read in their source."""
    return tuple(
        Origin(
            "weight of a cell",
            float(row["weight"]),
            "",
            None,
            None,
            _WEIGHTS,
            row["source"],
            row["seen"],
            row["status"],
        )
        for row in read_table(_WEIGHTS)
        if row["status"] == "unverified"
    )


def weights_of(n: Floats, classes: Sequence[WeightClass] | None = None) -> Floats:
    """Weight of each cell.

    Args:
        n: points in each cell, any shape.
        classes: from the fewest points to the most; otherwise :func:`weight_classes`.
    """
    classes = weight_classes() if classes is None else classes
    met = n[n > 0]
    mean = float(met.mean()) if len(met) else 1.0
    found = np.full(n.shape, classes[0].weight)
    for one in classes:
        found[n > one.above * mean] = one.weight
    return found


def pscf(n: Floats, m: Floats, weights: Floats | None = None, least: int = 1) -> Floats:
    """Potential source contribution function of each cell, m / n times a weight.

    Args:
        n: points in each cell.
        m: those of trajectories that arrived with a polluted value.
        weights: of each cell; otherwise 1.
        least: cells with fewer points have no value (NaN).
    """
    share = np.divide(m, n, out=np.full(np.shape(n), np.nan), where=np.asarray(n) >= max(least, 1))
    return np.asarray(share if weights is None else share * weights, dtype=np.float64)


def cwt(residence: Floats, values: Floats, least: int = 1) -> Floats:
    """Concentration weighted trajectory of each cell: mean of the values, weighted by the time spent in the cell.

    Args:
        residence: time or points of each trajectory in each cell, shape (trajectories, ...).
        values: of each trajectory at the receptor, shape (trajectories,).
        least: cells with less have no value (NaN).
    """
    spent = residence.sum(axis=0)
    total = np.tensordot(values, residence, axes=1)
    return np.asarray(np.divide(total, spent, out=np.full(spent.shape, np.nan), where=spent >= max(least, 1e-300)))


@dataclass(frozen=True, eq=False)
class SourceMap:
    """PSCF and CWT on a grid. Cells met only; arrays have the shape (cells,).

    Attributes:
        south, west: corner of each cell in degrees.
        cell: width and height of a cell in degrees.
        n, m: points, and those of polluted arrivals.
        weight: of each cell.
        pscf, weighted_pscf: NaN where there are too few points.
        cwt, weighted_cwt: in the unit of the values, NaN likewise.
        threshold: values above it count as polluted.
        trajectories: used.
        unverified: numbers it rests on that were not read in their source.
    """

    south: Floats
    west: Floats
    cell: float
    n: Floats
    m: Floats
    weight: Floats
    pscf: Floats
    weighted_pscf: Floats
    cwt: Floats
    weighted_cwt: Floats
    threshold: float
    trajectories: int
    unverified: tuple[Origin, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row for each cell."""
        import pandas

        names = ("south", "west", "n", "m", "weight", "pscf", "weighted_pscf", "cwt", "weighted_cwt")
        return pandas.DataFrame({name: getattr(self, name) for name in names})


def source_map(
    trajectories: Sequence[Trajectory],
    values: Floats,
    *,
    percentile: float,
    cell: float = 1.0,
    least: int = 1,
    unverified: tuple[Origin, ...] = (),
) -> SourceMap:
    """PSCF and CWT of backward trajectories.

    Args:
        trajectories: backward; the point at the receptor itself is left out.
        values: at the receptor when each arrived, shape (trajectories,), finite.
        percentile: values above this percentile count as polluted.
        cell: width and height of a cell in degrees.
        least: cells with fewer points have no value.
        unverified: what the caller's numbers rest on, told on.

    Raises:
        InputError: no trajectories, or forward ones.
    """
    forward = [one for one in trajectories if one.direction != "backward"]
    if forward or not trajectories:
        problem = n_("only backward trajectories tell where air came from") if forward else n_("no trajectories")
        raise InputError(Fault(problem, file=forward[0].file if forward else ""))
    owner = np.concatenate([np.full(int(np.sum(one.ages != 0)), place) for place, one in enumerate(trajectories)])
    row, column = (
        np.floor(np.concatenate([getattr(one, name)[one.ages != 0] for one in trajectories]) / cell).astype(np.int64)
        for name in ("latitudes", "longitudes")
    )
    # 180 E is 180 W, and the pole lies in the last cell.
    around = max(round(360.0 / cell), 1)
    column = (column + around // 2) % around - around // 2
    row = np.minimum(row, int(np.ceil(90.0 / cell)) - 1)
    cells, place = np.unique(np.column_stack((row, column)), axis=0, return_inverse=True)
    place = place.reshape(-1)
    threshold = float(np.percentile(values, percentile))
    n, m, total = (
        np.asarray(np.bincount(place, weights=each, minlength=len(cells)), dtype=np.float64)
        for each in (None, (values > threshold)[owner], values[owner])
    )
    corner = cells.astype(np.float64) * cell
    weight = weights_of(n)
    mean = np.divide(total, n, out=np.full(len(n), np.nan), where=n >= max(least, 1))
    share = pscf(n, m, least=least)
    return SourceMap(
        corner[:, 0], corner[:, 1], cell, n, m, weight, share, share * weight, mean, mean * weight,
        threshold, len(trajectories), (*weight_origins(), *unverified),
    )  # fmt: skip


def values_at(
    trajectories: Sequence[Trajectory], times: NDArray[np.datetime64], values: Floats, within_hours: float
) -> tuple[tuple[Trajectory, ...], Floats]:
    """Trajectories with the value at the receptor nearest to their start; those without one are left out.

    Args:
        trajectories: of one receptor.
        times: UTC, of the values, ascending, shape (n,).
        values: NaN where missing, shape (n,).
        within_hours: how far the time of a value may lie from the start.
    """
    times, values = times[np.isfinite(values)], values[np.isfinite(values)]
    if not len(times) or not trajectories:
        return (), np.array([])
    start = np.array([one.start for one in trajectories], dtype="datetime64[s]")
    after = np.clip(np.searchsorted(times, start), 1, len(times) - 1) if len(times) > 1 else np.zeros(len(start), int)
    before = np.maximum(after - 1, 0)
    near = np.where(np.abs(times[before] - start) <= np.abs(times[after] - start), before, after)
    close = np.abs((times[near] - start) / np.timedelta64(1, "h")) <= within_hours
    return tuple(one for one, here in zip(trajectories, close, strict=True) if here), values[near[close]]
