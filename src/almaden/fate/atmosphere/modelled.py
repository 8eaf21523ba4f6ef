"""What the model has at sites where mercury is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.observed import Observations
from almaden.fate.atmosphere.sites import at_sites
from almaden.fate.atmosphere.skill import is_mountain
from almaden.fate.atmosphere.steady import SteadyState, concentration_ng_per_m3

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: 1 Mg = 1e12 ug.
_UG_PER_MG = 1e12


def emission_array(emission: GriddedEmission) -> NDArray[np.float64]:
    """(species, rows, columns) of an emission, in the order of ``SPECIES``, Mg/yr."""
    import numpy as np

    return np.stack([emission.mg_per_year[species] for species in SPECIES])


def at_observations(atmosphere: Atmosphere, state: SteadyState, told: Observations) -> NDArray[np.float64]:
    """(n,) the model at the sites of observations, in their unit.

    Hg0 of sites on mountains is that of the middle layer. Wet deposition is that of the whole cell.

    Args:
        atmosphere: the model.
        state: its answer to all emissions together.
        told: where and what was measured.
    """
    import numpy as np

    grid, places = atmosphere.grid, (told.latitudes, told.longitudes)
    if told.kind == "wet":
        wet_ug_per_m2 = state.wet_mg_per_year.sum(axis=0) * _UG_PER_MG / grid.area_m2
        return at_sites(grid, wet_ug_per_m2, *places)
    density = atmosphere.parameters["air_density_standard"]
    hg0 = concentration_ng_per_m3(state.mass_mg[0], atmosphere.circulation.air_kg, density)
    high = is_mountain(told.altitudes_m)
    return np.where(high, at_sites(grid, hg0[1], *places), at_sites(grid, hg0[0], *places))
