"""A plume that is caught in the wake of a building: the screening method of Huber and Snyder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from almaden.fate.plume.dispersion import spread
from almaden.fate.plume.rise import Rise
from almaden.fate.plume.sources import Setting, Source
from almaden.fate.plume.stability import CLASSES
from almaden.fate.plume.tables import constant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: Beyond it no plume is looked for as narrow as its wake.
_LONGEST_M = 1e7
#: Halvings of the interval in which a virtual distance is looked for: below a micrometre.
_HALVINGS = 60


@dataclass(frozen=True)
class Wake:
    """What the wake of a building does to a plume in each hour.

    Attributes:
        length_m: the lesser of height and width of the building, m.
        broad_m: dimension that spreads the plume sideways, m.
        deep: hours in which the plume is widened upwards.
        wide: hours in which it is widened sideways too.
    """

    length_m: float
    broad_m: float
    deep: NDArray[np.bool_]
    wide: NDArray[np.bool_]

    def chosen(self, hours: NDArray[np.intp]) -> Wake:
        """The same for some of the hours, by their places."""
        return replace(self, deep=self.deep[hours], wide=self.wide[hours])

    @property
    def cavity_m(self) -> float:
        """Length of the cavity behind the building, m; the method says nothing of what happens in it."""
        return constant("cavity_lengths") * self.length_m

    def sigmas(
        self, distance_m: ArrayLike, stability: NDArray[np.intp], setting: Setting
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Spread sideways and upwards with the wake, m; arguments as of :func:`.dispersion.sigmas`.

        In the cavity the values of its end are used.
        """
        start_z = constant("wake_sigma_z") * self.length_m
        start_y = constant("wake_sigma_y") * self.broad_m
        return (
            self._sigma(distance_m, stability, setting, "y", start_y, self.wide),
            self._sigma(distance_m, stability, setting, "z", start_z, self.deep),
        )

    def _sigma(
        self,
        distance_m: ArrayLike,
        stability: NDArray[np.intp],
        setting: Setting,
        axis: Literal["y", "z"],
        start_m: float,
        widened: NDArray[np.bool_],
    ) -> NDArray[np.float64]:
        import numpy as np

        along = np.asarray(distance_m, dtype=np.float64)
        open_air = spread(along, stability, setting, axis)
        if not widened.any():
            return open_air
        end = constant("wake_end_lengths") * self.length_m
        growth = constant("wake_growth")
        size_at_end = start_m + growth * (end - self.cavity_m)
        in_wake = start_m + growth * (np.maximum(along, self.cavity_m) - self.cavity_m)
        shift = _virtual_distance(size_at_end, setting, axis)[stability] - end
        beyond = np.maximum(spread(along + shift, stability, setting, axis), size_at_end)
        caught = np.maximum(np.where(along < end, in_wake, beyond), open_air)
        return np.where(widened & (along > 0), caught, open_air)


def _virtual_distance(size_m: float, setting: Setting, axis: Literal["y", "z"]) -> NDArray[np.float64]:
    """Distance at which a plume of each class is as wide, m; by bisection, for the curves grow with distance."""
    import numpy as np

    codes = np.arange(len(CLASSES))
    low, high = np.zeros(len(CLASSES)), np.full(len(CLASSES), _LONGEST_M)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        narrow = spread(middle, codes, setting, axis) < size_m
        low, high = np.where(narrow, middle, low), np.where(narrow, high, middle)
    return high


def wake(source: Source, rise: Rise) -> Wake | None:
    """What the building of a source does to its plume, None where there is no building.

    The plume is caught where its height by momentum alone, two building heights downwind and without stack-tip
    downwash, is neither over 2.5 building heights nor over the roof by 1.5 times the lesser of height and width. It is
    widened sideways too up to 1.2 building heights. From 3 to 10 lengths behind the building the spread is
    0.7 L + 0.067 (x - 3 L) upwards and 0.35 W + 0.067 (x - 3 L) sideways; from there on it grows as that of a plume
    that started farther upwind. For a building more than five times as wide as high W is its height.

    Args:
        source: with its building.
        rise: of its plume, hours in any shape.

    Source: Huber and Snyder (1976) as in ISC3, table ``fate/plume_constants``; not read there, see its status.
    """
    import numpy as np

    if not source.building:
        return None
    high, width = source.building_height_m, source.building_width_m
    lesser = min(high, width)
    final = constant("momentum_factor") * source.diameter_m * source.exit_speed_m_per_s / rise.wind_m_per_s
    height = source.height_m + np.minimum(rise.momentum_m(constant("wake_rise_heights") * high), final)
    caught = (height <= constant("wake_heights") * high) & (height <= high + constant("wake_lengths") * lesser)
    broad = high if width > constant("wake_broad") * high else width
    return Wake(lesser, broad, caught, caught & (height <= constant("wake_low") * high))
