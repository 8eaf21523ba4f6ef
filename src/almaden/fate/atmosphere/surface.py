"""What lies under each cell of the air: regions of the world, ocean basins, bands of latitude."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.receptors import BANDS, LEGEND, Receptor, bands, receptor, receptors
from almaden.fate.atmosphere.regrid import Edges, latitude_shares, regrid_density
from almaden.reference.letter_map import read_letters
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: The map of letters, one per degree.
_MAP: Final = "fate/surface_1_degree"


@dataclass(frozen=True, eq=False)
class Surface:
    """The ground below the cells of a grid.

    Attributes:
        grid: the grid of the air.
        receptors: the 17 regions, other land and ocean basins, in the order of ``shares``.
        shares: (receptors, rows, columns) share of each cell's area in each of them; adds to 1 in each cell.
        bands: the bands of latitude from north to south, in the order of ``band_shares``.
        band_shares: (bands, rows, columns) share of each cell's area in each band; adds to 1 in each cell.
    """

    grid: Grid
    receptors: tuple[Receptor, ...]
    shares: NDArray[np.float64]
    bands: tuple[Receptor, ...]
    band_shares: NDArray[np.float64]

    @classmethod
    def of(cls, grid: Grid) -> Surface:
        """The surface below a grid of any step: a map of 1 degree laid over it by area."""
        return cls(grid, receptors(), _shares(grid), bands(), _band_shares(grid))

    @functools.cached_property
    def land(self) -> NDArray[np.float64]:
        """(rows, columns) share of each cell's area that is land, ice and lakes; the Caspian Sea is sea."""
        import numpy as np

        chosen = [place for place, one in enumerate(self.receptors) if one.kind != "ocean"]
        # The sum of rounded shares may pass 1 in its last digit, which would leave less than no sea.
        land: NDArray[np.float64] = np.minimum(self.shares[chosen].sum(axis=0), 1.0)
        return land

    def share(self, name: str) -> NDArray[np.float64]:
        """(rows, columns) share of each cell's area in a receptor, by its key or name.

        Raises:
            InputError: there is no such receptor.
        """
        one = receptor(name)
        band = one.kind == "band"
        share: NDArray[np.float64] = (
            self.band_shares[self.bands.index(one)] if band else self.shares[self.receptors.index(one)]
        )
        return share

    @functools.cached_property
    def area_m2(self) -> NDArray[np.float64]:
        """(receptors,) area of each region, other land and ocean basin, m2."""
        area: NDArray[np.float64] = (self.shares * self.grid.area_m2).sum(axis=(1, 2))
        return area


def _shares(grid: Grid) -> NDArray[np.float64]:
    import numpy as np

    letters, degrees = _letters(), Edges(np.arange(-90.0, 91.0), np.arange(-180.0, 181.0))
    each = np.stack([letters == ord(row["letter"]) for row in read_table(LEGEND)]).astype(np.float64)
    shares = regrid_density(each, degrees, Edges.of(grid))
    whole: NDArray[np.float64] = shares / shares.sum(axis=0)
    return whole


@functools.cache
def _letters() -> NDArray[np.uint8]:
    """(180, 360) code of the letter of each degree, from the south."""
    import numpy as np

    lines = read_letters(_MAP)
    return np.frombuffer("".join(lines).encode("ascii"), dtype=np.uint8).reshape(len(lines), -1)[::-1]


def _band_shares(grid: Grid) -> NDArray[np.float64]:
    import numpy as np

    rows = read_table(BANDS)
    edges = np.array([90.0, *(float(row["south_degrees"]) for row in rows)])[::-1]
    # Bands are told from the north.
    shares = latitude_shares(grid.latitude_edges, edges)[::-1]
    return np.repeat((shares / shares.sum(axis=0))[:, :, None], grid.columns, axis=2)
