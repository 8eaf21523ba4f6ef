"""Emissions on the grid out of what users have: sources at points, or totals of regions with a proxy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission, check_kept
from almaden.fate.atmosphere.emission_checks import findings_of_facilities, findings_of_heights
from almaden.fate.atmosphere.emission_forms import EmissionForm, emission_forms
from almaden.fate.atmosphere.emission_units import emission_unit
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.points import grid_points
from almaden.fate.atmosphere.proxies import spread
from almaden.fate.atmosphere.records import FacilityEmissionRecord, RegionEmissionRecord
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def grid_facilities(facilities: Sequence[FacilityEmissionRecord], grid: Grid, sha256: str = "") -> GriddedEmission:
    """Put sources at points onto the grid.

    The air of the model takes emissions into its lowest layer, which is deeper than plumes rise as a rule; sources
    whose plume leaves it are told.

    Args:
        facilities: the sources; species and heights that are not told are those of their kind.
        grid: the cells.
        sha256: fingerprint of what was read.

    Raises:
        InputError: a kind, a unit or a height that cannot be used.
    """
    import numpy as np

    forms = emission_forms()
    latitude = np.array([one.latitude for one in facilities], dtype=np.float64)
    longitude = np.array([one.longitude for one in facilities], dtype=np.float64)
    mg = np.array([one.emission * emission_unit(one.unit).mg_per_year for one in facilities], dtype=np.float64)
    shares = {species: np.array([_share(one, forms[one.kind], species) for one in facilities]) for species in SPECIES}
    put = {one: grid_points(latitude, longitude, mg * shares[one], grid) for one in SPECIES}
    check_kept(float(mg.sum()), sum(float(one.sum()) for one in put.values()))
    heights = [forms[one.kind].height_m if one.height_m is None else one.height_m for one in facilities]
    findings = (*findings_of_heights(heights), *findings_of_facilities(mg.tolist()))
    name = Text("{count} facilities", count=len(facilities))
    return GriddedEmission(grid, put, name, _origins(facilities, forms), findings, meta(0, 0, sha256))


def grid_totals(
    totals: Sequence[RegionEmissionRecord],
    shares: Mapping[str, NDArray[np.float64]],
    proxy: NDArray[np.float64],
    grid: Grid,
    *,
    evenly: bool = False,
    sha256: str = "",
) -> GriddedEmission:
    """Spread totals of regions over their cells by a proxy.

    Args:
        totals: what the regions emit; the species are those of their kind.
        shares: for each region (rows, columns), the share of each cell that is in it.
        proxy: (rows, columns) amount of the proxy in each cell.
        grid: the cells.
        evenly: spread regions without any proxy evenly over their area, which is told.
        sha256: fingerprint of what was read.

    Raises:
        InputError: see :func:`almaden.fate.atmosphere.proxies.spread`.
    """
    import numpy as np

    forms = emission_forms()
    put = {one: np.zeros((grid.rows, grid.columns)) for one in SPECIES}
    even: list[str] = []
    for kind in dict.fromkeys(one.kind for one in totals):
        mg = {one.region: one.total * emission_unit(one.unit).mg_per_year for one in totals if one.kind == kind}
        found = spread(mg, shares, proxy, grid.area_m2, evenly=evenly)
        even += found.evenly
        for species in SPECIES:
            put[species] += forms[kind].shares[species] * found.mg_per_year
    told = tuple(
        Text("the region {region} has no proxy; its total was spread evenly over its area", region=one) for one in even
    )
    kinds = dict.fromkeys(one.kind for one in totals)
    origins = tuple(origin for kind in kinds for origin in forms[kind].origins[: len(SPECIES)])
    return GriddedEmission(
        grid, put, Text("{count} totals spread by a proxy", count=len(totals)), origins, told, meta(0, 0, sha256)
    )


def whole_world(grid: Grid) -> dict[str, NDArray[np.float64]]:
    """The one region ``world``, for totals without masks."""
    import numpy as np

    return {"world": np.ones((grid.rows, grid.columns))}


def _share(record: FacilityEmissionRecord, form: EmissionForm, species: str) -> float:
    """Share of a species; rounded shares of a user are brought to one, so that no mass is made or lost."""
    if record.hg0 is None or record.hg2 is None or record.hgp is None:
        return form.shares[species]
    told = {"hg0": record.hg0, "hg2": record.hg2, "hgp": record.hgp}
    return told[species] / sum(told.values())


def _origins(facilities: Sequence[FacilityEmissionRecord], forms: Mapping[str, EmissionForm]) -> tuple[Origin, ...]:
    """The shares of kinds that stood in for what users did not tell."""
    used = dict.fromkeys(
        origin for one in facilities if one.hg0 is None for origin in forms[one.kind].origins[: len(SPECIES)]
    )
    return tuple(used)
