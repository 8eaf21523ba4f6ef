"""Natural and legacy emissions on the grid: the fluxes of a box model, put where such mercury leaves the ground."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.belts import northern_share, poleward_share
from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.emission import GriddedEmission
from almaden.fate.atmosphere.parameters import Parameters, default_parameters
from almaden.reference.origin import Origin
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.surface import Surface

#: Fluxes from the ground to the air that a box model gives.
FLUXES: Final = ("ocean", "soil", "biomass", "geogenic", "waste")
_POLAR: Final = "polar_latitude"


def natural_emissions(
    surface: Surface, totals_mg_per_year: Mapping[str, float] | None = None, parameters: Parameters | None = None
) -> GriddedEmission:
    """Natural and legacy emission, all of it Hg0.

    Evasion of the ocean goes by area of sea, shared between the hemispheres as tuned, less under polar ice; soils and
    geogenic emission by area of land, less where it is cold; biomass burning by land near the equator; mercury from
    waste where people emit today.

    Args:
        surface: the ground and its grid.
        totals_mg_per_year: fluxes of a box model by ``FLUXES``, Mg/yr; those not named are of 2010.
        parameters: numbers of the model, or those of the package.

    Raises:
        AlmadenError: a flux has another name, or is no number from 0 on.
    """
    import numpy as np

    fields, origins = natural_fields(surface, totals_mg_per_year, parameters)
    hg0 = np.sum(list(fields.values()), axis=0)
    nothing = np.zeros_like(hg0)
    return GriddedEmission(
        surface.grid, {"hg0": hg0, "hg2": nothing, "hgp": nothing}, n_("Natural and legacy emission"), origins
    )


def natural_fields(
    surface: Surface, totals_mg_per_year: Mapping[str, float] | None = None, parameters: Parameters | None = None
) -> tuple[dict[str, NDArray[np.float64]], tuple[Origin, ...]]:
    """Each flux told apart, (rows, columns) of Hg0, Mg/yr, by ``FLUXES``, and the numbers that they rest on.

    Arguments and errors as of :func:`natural_emissions`.
    """
    given = dict(totals_mg_per_year or {})
    if wrong := sorted(set(given) - set(FLUXES)):
        raise AlmadenError(f"there is no natural flux {wrong[0]!r}; there are {', '.join(FLUXES)}")
    p = (parameters or default_parameters()).varied(given)
    patterns = natural_patterns(surface, p)
    origins = tuple(one for one in p.origins.values() if one.layer == "fate/atmosphere_natural")
    return {flux: p[flux] * patterns[flux] for flux in FLUXES}, origins


def natural_patterns(surface: Surface, parameters: Parameters) -> dict[str, NDArray[np.float64]]:
    """Where each flux leaves the ground: arrays (rows, columns) that add to one, by ``FLUXES``."""
    import numpy as np

    p, grid = parameters, surface.grid
    ice = 1 + (p["ocean_ice"] - 1) * poleward_share(grid, p[_POLAR])
    sea = (1 - surface.land) * grid.area_m2 * ice
    north = northern_share(grid)
    south_of = p["ocean_south"]
    cold = 1 + (p["soil_cold"] - 1) * poleward_share(grid, p["soil_cold_latitude"])
    ground = surface.land * grid.area_m2 * cold
    burning = ground * np.exp(-((grid.latitudes / p["biomass_width"]) ** 2))[:, None]
    ocean = _even(sea * north) * (1 - south_of) + _even(sea * (1 - north)) * south_of
    people = default_emissions(grid).total
    return {
        "ocean": ocean,
        "soil": _even(ground),
        "biomass": _even(burning),
        "geogenic": _even(ground),
        "waste": _even(people),
    }


def _even(field: NDArray[np.float64]) -> NDArray[np.float64]:
    shares: NDArray[np.float64] = field / field.sum()
    return shares
