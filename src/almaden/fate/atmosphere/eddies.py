"""Mixing by eddies from how winds vary within months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.atmosphere.fill import on_grid
from almaden.fate.atmosphere.meteorology import Meteorology
from almaden.fate.atmosphere.settings import meteorology_setting
from almaden.reference.origin import Origin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation

_DAY_S = 86400.0


def eddy_mixing(
    meteorology: Meteorology, weights: NDArray[np.float64], air_kg_per_m2: NDArray[np.float64], climatology: Circulation
) -> tuple[NDArray[np.float64], NDArray[np.float64], tuple[Origin, ...]]:
    """Air exchanged by eddies through the eastern and northern faces.

    Mixing K is the variance of the wind times the time for which eddies remember it (G. I. Taylor, Diffusion by
    continuous movements, 1921), and air K width / distance is exchanged. Nowhere is it less than in the climatology,
    which stands in where the file has too few steps to tell a variance.

    Args:
        meteorology: what was read.
        weights: (layers, levels) how much each level counts in each layer.
        air_kg_per_m2: (layers,) air above a square metre.
        climatology: the default circulation.

    Returns:
        Both in kg/s in the shapes of a circulation, and the numbers they rest on.
    """
    import numpy as np

    winds, grid = meteorology.winds, climatology.grid
    if winds.east_variance is None or winds.north_variance is None:
        return climatology.east_mixing_kg_per_s, climatology.north_mixing_kg_per_s, ()
    memory = meteorology_setting("memory of eddies")
    east, north = (
        memory.value * _DAY_S * np.stack([
            on_grid(layer, meteorology.edges, grid) for layer in np.tensordot(weights, variance, axes=1)
        ])
        for variance in (winds.east_variance, winds.north_variance)
    )  # fmt: skip
    air = air_kg_per_m2[:, None, None]
    across = air * (east + np.roll(east, -1, axis=2)) / 2 / np.cos(np.radians(grid.latitudes))[:, None]
    along = air * (north[:, 1:] + north[:, :-1]) / 2 * np.cos(np.radians(grid.latitude_edges[1:-1]))[:, None]
    return (
        np.fmax(across, climatology.east_mixing_kg_per_s),
        np.fmax(along, climatology.north_mixing_kg_per_s),
        (memory,),
    )
