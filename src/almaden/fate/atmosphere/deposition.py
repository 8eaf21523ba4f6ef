"""How mercury leaves the air: dry over land and sea, and with rain and snow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from almaden.fate.atmosphere.belts import poleward_share
from almaden.fate.atmosphere.climatology import LAYERS
from almaden.fate.atmosphere.transport import YEAR_S

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation, Climate
    from almaden.fate.atmosphere.parameters import Parameters

#: Which ground of a cell an area lies on; ``mean`` is both, by their shares of the cell.
Ground = Literal["land", "sea", "mean"]


@dataclass(frozen=True, eq=False)
class Deposition:
    """First-order rates of removal, 1/yr. Species in the order of ``SPECIES``: hg0, hg2, hgp.

    Attributes:
        land: (rows, columns) share of each cell that is land.
        dry_land_per_year: (species, rows, columns) from the lowest layer where the ground is land.
        dry_sea_per_year: (species, rows, columns) the same where it is sea.
        wet_per_year: (species, layers, rows, columns) with precipitation.
    """

    land: NDArray[np.float64]
    dry_land_per_year: NDArray[np.float64]
    dry_sea_per_year: NDArray[np.float64]
    wet_per_year: NDArray[np.float64]

    def dry_onto(self, share: NDArray[np.float64], ground: Ground = "mean") -> NDArray[np.float64]:
        """(species, rows, columns) share of the lowest layer that falls dry onto an area in a year, 1/yr.

        Args:
            share: (rows, columns) share of each cell that the area takes.
            ground: what lies below the area. Over a coast it matters: each side takes by its own velocity.
        """
        if ground == "land":
            return self.dry_land_per_year * share
        if ground == "sea":
            return self.dry_sea_per_year * share
        return (self.land * self.dry_land_per_year + (1 - self.land) * self.dry_sea_per_year) * share

    def onto(self, share: NDArray[np.float64], ground: Ground = "mean") -> NDArray[np.float64]:
        """(species, layers, rows, columns) share of each cell that comes down on an area in a year, 1/yr, dry and wet.

        Arguments as of ``dry_onto``.
        """
        taken: NDArray[np.float64] = self.wet_per_year * share
        taken[:, 0] += self.dry_onto(share, ground)
        return taken


def deposition(
    circulation: Circulation, climate: Climate, parameters: Parameters, land: NDArray[np.float64]
) -> Deposition:
    """The removal of the three species.

    A dry deposition velocity acts over the height of the lowest layer, which is taken as mixed. Wet removal goes with
    precipitation; Hg0 does not dissolve.

    Args:
        circulation: the air, of three layers.
        climate: precipitation and what bears on removal by it.
        parameters: numbers of the model.
        land: (rows, columns) share of land.
    """
    import numpy as np

    p, grid = parameters, circulation.grid
    height_m = circulation.air_kg[0] / grid.area_m2 / p["air_density"]
    polar = poleward_share(grid, p["polar_latitude"])
    sea_hg0 = p["hg0_sea_south"] + (p["hg0_sea_north"] - p["hg0_sea_south"]) * climate.north
    one = np.ones_like(height_m)
    on_land = np.stack([p["hg0_land"] * (1 + (p["hg0_polar"] - 1) * polar), p["hg2_land"] * one, p["hgp_land"] * one])
    at_sea = np.stack([sea_hg0, p["hg2_sea"] * one, p["hgp_sea"] * one])
    factors = np.array([p[f"wet_factor_{layer}"] for layer in range(LAYERS)])
    rain = p["wet"] * climate.precipitation_m_per_year * climate.rain_factor
    washed = factors[:, None, None] * rain
    washed[1:] *= climate.convective_factor
    wet = np.stack([np.zeros_like(washed), washed, washed])
    return Deposition(land, on_land * YEAR_S / height_m, at_sea * YEAR_S / height_m, wet)
