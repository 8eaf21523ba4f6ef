"""How far modelled values lie from measured ones at a set of sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Band:
    """Sites between two latitudes.

    Attributes:
        key: such as ``30-90N``.
        n: number of sites.
        observed, modelled: their means, in the unit of the values.
    """

    key: str
    n: int
    observed: float
    modelled: float


@dataclass(frozen=True)
class Score:
    """The figures of one set of sites; ``bias`` and errors are modelled less measured.

    Attributes:
        name: which sites: ``all``, ``tuning``, ``judging``, ``judging_lowland`` or ``mountain``.
        n: number of sites.
        observed_mean, modelled_mean: in the unit of the values.
        mean_bias: in the unit of the values.
        normalised_mean_bias_percent: sum of the errors against the sum of the measured values.
        mean_relative_bias_percent: mean of the errors, each against its own measured value.
        rmse: root of the mean square of the errors, in the unit of the values.
        pearson, spearman: correlation of values and of ranks; None for fewer than three sites or equal values.
        observed_north_to_south, modelled_north_to_south: ratio of the mean of sites north of the equator to that of
            sites south of it; None where one half has no site or a mean of zero.
        bands: means of the bands of latitude that have sites.
    """

    name: str
    n: int
    observed_mean: float
    modelled_mean: float
    mean_bias: float
    normalised_mean_bias_percent: float
    mean_relative_bias_percent: float
    rmse: float
    pearson: float | None
    spearman: float | None
    observed_north_to_south: float | None
    modelled_north_to_south: float | None
    bands: tuple[Band, ...]


def score(
    name: str, observed: NDArray[np.float64], modelled: NDArray[np.float64], latitudes: NDArray[np.float64]
) -> Score:
    """Compare modelled with measured values.

    Args:
        name: which sites these are.
        observed: (n,) measured, above zero; n at least 1.
        modelled: (n,) modelled, in the same unit.
        latitudes: (n,) degrees north.
    """
    import numpy as np

    error = modelled - observed
    return Score(
        name, len(observed), float(observed.mean()), float(modelled.mean()), float(error.mean()),
        float(100 * error.sum() / observed.sum()), float(100 * (error / observed).mean()),
        float(np.sqrt((error**2).mean())), correlation(observed, modelled),
        correlation(ranks(observed), ranks(modelled)), _north_to_south(observed, latitudes),
        _north_to_south(modelled, latitudes), tuple(_bands(observed, modelled, latitudes)),
    )  # fmt: skip


def setting(key: str) -> float:
    """A number of the comparison, of ``skill_settings``."""
    return next(float(row["value"]) for row in read_table("fate/skill_settings") if row["key"] == key)


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) rank of each value from 1; equal values share the mean of their ranks."""
    import numpy as np

    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    shared: NDArray[np.float64] = (np.cumsum(count) - (count - 1) / 2)[place]
    return shared


def correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Pearson's correlation of two lists (n,); None for fewer than three values or where they are all equal."""
    import numpy as np

    if len(one) < setting("least_sites") or np.ptp(one) == 0.0 or np.ptp(other) == 0.0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _north_to_south(values: NDArray[np.float64], latitudes: NDArray[np.float64]) -> float | None:
    north, south = values[latitudes >= 0], values[latitudes < 0]
    if not len(north) or not len(south) or south.mean() == 0.0:
        return None
    return float(north.mean() / south.mean())


def _bands(observed: NDArray[np.float64], modelled: NDArray[np.float64], latitudes: NDArray[np.float64]) -> list[Band]:
    found = []
    for row in read_table("fate/skill_bands"):
        south, north = float(row["south_degrees"]), float(row["north_degrees"])
        inside = (latitudes >= south) & ((latitudes < north) | (north == 90.0))
        if inside.any():
            means = float(observed[inside].mean()), float(modelled[inside].mean())
            found.append(Band(row["key"], int(inside.sum()), *means))
    return found
