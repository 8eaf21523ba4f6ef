"""Path of an air parcel, as a trajectory model computed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Trajectory:
    """One trajectory. Arrays have the shape (n,), in the order of the file; times are UTC.

    Attributes:
        number: of the trajectory within its file, from 1.
        direction: ``backward`` to where the air came from, or ``forward``.
        start: time at the receptor (backward) or the source.
        latitude, longitude, height: of the start, in degrees and m above ground.
        times: of the points, ``datetime64[s]``.
        ages: hours from the start, below zero backward.
        latitudes, longitudes: in degrees.
        heights: m above ground.
        diagnostics: further columns by their names, such as ``PRESSURE`` in hPa.
        file: name of the file.
    """

    number: int
    direction: Literal["backward", "forward"]
    start: datetime
    latitude: float
    longitude: float
    height: float
    times: NDArray[np.datetime64]
    ages: NDArray[np.float64]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    heights: NDArray[np.float64]
    diagnostics: dict[str, NDArray[np.float64]]
    file: str = ""

    def __len__(self) -> int:
        return len(self.ages)
