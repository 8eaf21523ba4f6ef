"""What is fixed for a source in each hour: the wind at its mouth, its rise, and what the plume has lost on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.fate.plume.defaults import setting as of_table
from almaden.fate.plume.dispersion import spread
from almaden.fate.plume.gaussian import vertical
from almaden.fate.plume.losses import Losses
from almaden.fate.plume.rise import Rise, rise
from almaden.fate.plume.sources import SPECIES, Setting, Source, Weather
from almaden.fate.plume.wind import wind_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Carried:
    """A source in each hour; arrays of shape (hours,) unless said otherwise.

    Attributes:
        source: the source.
        setting: the land around it.
        weather: the hours.
        wind_m_per_s: at the mouth.
        rise: of the plume.
        losses: how fast it loses mercury, by species.
        nodes_m: distances at which the exposure of the ground is known, shape (nodes,), from 0.
        exposure_s_per_m: integral over the way of the share of the plume at the ground, over the wind: what a
            deposition velocity of 1 m/s takes, shape (hours, nodes).
    """

    source: Source
    setting: Setting
    weather: Weather
    wind_m_per_s: NDArray[np.float64]
    rise: Rise
    losses: Losses
    nodes_m: NDArray[np.float64]
    exposure_s_per_m: NDArray[np.float64]

    def height_m(self, hours: NDArray[np.intp], along_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """Height of the axis in some hours (rows) at distances (columns), m; one column where it no longer changes."""
        import numpy as np

        chosen = self._rise(hours)
        if along_m.size == 0 or float(np.min(along_m)) >= float(np.max(chosen.distance_m)):
            return chosen.final_height_m
        return chosen.height_m(along_m)

    def _rise(self, hours: NDArray[np.intp]) -> Rise:
        whole = self.rise
        return Rise(
            whole.mouth_m[hours, None], whole.final_m[hours, None], whole.distance_m[hours, None],
            whole.buoyancy_flux_m4_per_s3[hours, None], whole.momentum_flux_m4_per_s2[hours, None],
            whole.buoyant[hours, None], whole.wind_m_per_s[hours, None], whole.stability_per_s2[hours, None],
            whole.exit_speed_m_per_s,
        )  # fmt: skip

    def left(self, hours: NDArray[np.intp], along_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is left of each species at distances, shape (species, hours, distances), 1 at the source."""
        import numpy as np

        taken = np.stack([np.interp(along_m, self.nodes_m, self.exposure_s_per_m[hour]) for hour in hours])
        time_s = along_m / self.wind_m_per_s[hours, None]
        return np.stack(
            [
                np.exp(-(velocity * taken + washout[hours, None] * time_s))
                for velocity, washout in zip(self.losses.dry_m_per_s, self.losses.wet_per_s, strict=True)
            ]
        )

    def emission_g_per_s(self) -> NDArray[np.float64]:
        """Of each species, in the order of :data:`~almaden.fate.plume.sources.SPECIES`."""
        import numpy as np

        return np.array([float(self.source.emission_g_per_s.get(name, 0.0)) for name in SPECIES])


def carry(source: Source, weather: Weather, setting: Setting, losses: Losses, reach_m: float) -> Carried:
    """Follow a source through all hours, out to a distance.

    Args:
        source: the source.
        weather: the hours.
        setting: rural or urban.
        losses: deposition velocities and washout by hour.
        reach_m: farthest distance that will be asked for.
    """
    import numpy as np

    wind = wind_at(source.height_m, weather.wind_m_per_s, weather.stability, setting)
    risen = rise(source, wind, weather.stability, weather.temperature_k)
    nodes = np.concatenate([[0.0], np.geomspace(1.0, max(reach_m, 2.0), int(of_table("way_nodes")))])
    exposure = np.zeros((weather.hours, nodes.size))
    block = max(1, int(of_table("block_values")) // (8 * nodes.size))
    for start in range(0, weather.hours, block):
        rows = slice(start, start + block)
        column = Rise(
            risen.mouth_m[rows, None], risen.final_m[rows, None], risen.distance_m[rows, None],
            risen.buoyancy_flux_m4_per_s3[rows, None], risen.momentum_flux_m4_per_s2[rows, None],
            risen.buoyant[rows, None], risen.wind_m_per_s[rows, None], risen.stability_per_s2[rows, None],
            risen.exit_speed_m_per_s,
        )  # fmt: skip
        sigma = spread(nodes, weather.stability[rows, None], setting, "z")
        near = vertical(0.0, column.height_m(nodes), sigma, weather.mixing_height_m[rows, None])
        steps = 0.5 * (near[:, 1:] + near[:, :-1]) * np.diff(nodes)
        np.cumsum(steps, axis=1, out=exposure[rows, 1:])
        exposure[rows] /= wind[rows, None]
    return Carried(source, setting, weather, wind, risen, losses, nodes, exposure)
