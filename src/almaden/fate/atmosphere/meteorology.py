"""Winds and weather of a user, on the grid that they came on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.reference.meta import Meta
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.regrid import Edges

#: What is looked for in a file: the key, and how it is called in texts.
QUANTITIES: Final[Mapping[str, str]] = {
    "eastward wind": n_("eastward wind"),
    "northward wind": n_("northward wind"),
    "vertical motion": n_("vertical motion"),
    "precipitation": n_("precipitation"),
    "surface pressure": n_("surface pressure"),
    "boundary layer": n_("height of the boundary layer"),
}


@dataclass(frozen=True, eq=False)
class Winds:
    """Winds on levels of pressure, mean of the chosen months; NaN where the file has none.

    Attributes:
        levels_hpa: (levels,) pressures in the order of the file.
        east_m_per_s, north_m_per_s: (levels, rows, columns) eastward and northward wind.
        east_variance, north_variance: the same shape, variance within months in m2/s2; None where the file has too
            few steps in a month to tell.
        sinking_pa_per_s: the same shape, change of pressure of the air (omega); None where the file has none.
    """

    levels_hpa: NDArray[np.float64]
    east_m_per_s: NDArray[np.float64]
    north_m_per_s: NDArray[np.float64]
    east_variance: NDArray[np.float64] | None = None
    north_variance: NDArray[np.float64] | None = None
    sinking_pa_per_s: NDArray[np.float64] | None = None


@dataclass(frozen=True, eq=False)
class Meteorology:
    """What a file of a user holds, mean of the year or of one month.

    Attributes:
        name: name of the file.
        edges: its grid, round the earth and from pole to pole, from south to north and eastward.
        winds: the winds.
        precipitation_mm_per_day, surface_hpa, boundary_layer_m: (rows, columns) on the same grid, NaN where missing;
            None where the file has no such field.
        months: months that it is the mean of, each with the same weight; empty where the file tells no time.
        month: the month that was chosen, None for the mean of all.
        variables: name of the variable that stands for each of :data:`QUANTITIES` that was found.
        findings: what is odd or was assumed.
        meta: how it was made.
    """

    name: str
    edges: Edges
    winds: Winds
    precipitation_mm_per_day: NDArray[np.float64] | None
    surface_hpa: NDArray[np.float64] | None
    boundary_layer_m: NDArray[np.float64] | None
    months: tuple[int, ...]
    month: int | None
    variables: Mapping[str, str]
    findings: tuple[Text, ...]
    meta: Meta
