"""Where a tonne is emitted: a region of the world, or a point."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.default_emission import regional_emissions
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.receptors import Receptor, receptor, receptors
from almaden.wording import Text, either, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: The species of a source as it emits today.
MIXTURE: Final = "mixture"
#: What the species are called.
SPECIES_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hg0": n_("elemental vapour"),
        "hg2": n_("oxidised vapour"),
        "hgp": n_("mercury on particles"),
        MIXTURE: n_("the mixture that it emits"),
    }
)
_NUMBER: Final = r"\s*([+\-\u2212]?\d+(?:\.\d*)?|[+\-\u2212]?\.\d+)\s*"
_POINT: Final = re.compile(f"{_NUMBER}[,;]{_NUMBER}")


@dataclass(frozen=True)
class TonneSource:
    """Where a tonne is emitted.

    Attributes:
        name: of the region, or the point as ``latitude, longitude``.
        region: the region, or None for a point.
        point: latitude and longitude in degrees, or None for a region.
    """

    name: str
    region: Receptor | None = None
    point: tuple[float, float] | None = None

    def emission(self, grid: Grid, species: str) -> NDArray[np.float64]:
        """(species, rows, columns) one Mg in all, where and in which form the source emits it.

        Args:
            grid: the cells.
            species: one of ``SPECIES``, or :data:`MIXTURE` for the mixture of a region.
        """
        import numpy as np

        emitted = np.zeros((len(SPECIES), grid.rows, grid.columns))
        if self.point is not None:
            emitted[(SPECIES.index(species), *grid.cell(*self.point))] = 1.0
            return emitted
        found = _regional(grid)[self.name].mg_per_year
        for place, one in enumerate(SPECIES):
            if species in (MIXTURE, one):
                emitted[place] = found[one]
        one_mg: NDArray[np.float64] = emitted / emitted.sum()
        return one_mg


@functools.cache
def _regional(grid: Grid) -> dict[str, GriddedEmission]:
    return regional_emissions(grid)


def tonne_source(text: str | tuple[float, float]) -> TonneSource:
    """The region of a name, or the point of a pair of numbers.

    Args:
        text: such as ``Southeast Asia``, ``southeast-asia``, ``-33.9,18.4``, or latitude and longitude in degrees.

    Raises:
        InputError: there is no such region, or the point is not on the globe.
    """
    if not isinstance(text, str):
        return _point(*text)
    match = _POINT.fullmatch(text)
    if match:
        latitude, longitude = (float(one.replace("\u2212", "-")) for one in match.groups())
        return _point(latitude, longitude)
    try:
        found = receptor(text)
    except InputError:
        found = None
    if found is None or found.kind != "region":
        problem = (
            n_("there is no region of this name")
            if found is None
            else n_("the emission of a tonne is known for regions and points, not for this part of the globe")
        )
        names = (one.name for one in receptors() if one.kind == "region")
        raise InputError(
            Fault(problem, column="--from", value=text, accepted=", ".join(names),
                  advice=n_("choose one of these, or give a point as LATITUDE,LONGITUDE"))
        )  # fmt: skip
    return TonneSource(found.name, region=found)


def checked_species(species: str | None, source: TonneSource) -> str:
    """One of ``SPECIES`` or :data:`MIXTURE`.

    Raises:
        InputError: there is no such species, or the mixture of a point is asked for.
    """
    if species is None and source.region is not None:
        return MIXTURE
    if species is None:
        problem = n_("the species that a point emits is not told")
        raise InputError(Fault(problem, column="--species", accepted=either(SPECIES)))
    if species.casefold() not in SPECIES:
        problem = n_("there is no such species of mercury")
        raise InputError(
            Fault(problem, column="--species", value=species, accepted=either(SPECIES),
                  advice=n_("hg0 is elemental vapour, hg2 oxidised vapour, hgp mercury on particles"))
        )  # fmt: skip
    return species.casefold()


def _point(latitude: float, longitude: float) -> TonneSource:
    if not _on_the_globe(latitude, longitude):
        swapped = _on_the_globe(longitude, latitude)
        raise InputError(
            Fault(n_("this is no place on the earth"), column="--from", value=f"{latitude:g},{longitude:g}",
                  accepted=n_("latitude from -90 to 90, longitude from -180 to 360"),
                  advice=Text("are latitude and longitude exchanged? Then write {point}",
                              point=f"{longitude:g},{latitude:g}")
                  if swapped else n_("write the latitude first, points as decimal marks and a comma between"))
        )  # fmt: skip
    return TonneSource(f"{latitude:g}, {longitude:g}", point=(latitude, longitude))


def _on_the_globe(latitude: float, longitude: float) -> bool:
    return math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and -180 <= longitude <= 360
