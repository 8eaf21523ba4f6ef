"""The plume of a source through many hours, with what it has lost on its way; memory stays bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.fate.plume.defaults import setting as of_table
from almaden.fate.plume.depletion import depositions
from almaden.fate.plume.sources import SPECIES, Setting, Source, Weather
from almaden.fate.plume.stack_plume import StackPlume, stack_plume
from almaden.fate.plume.washout import washout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Carried:
    """A source in each hour.

    Attributes:
        plume: its plume in every hour.
        weather: the hours.
        emission_g_per_s: of each species, in the order of :data:`~almaden.fate.plume.sources.SPECIES`.
        dry_m_per_s: deposition velocity of each species, shape (species,).
        wet_per_s: washout, shape (species, hours).
        log_nodes: logarithms of the distances in m at which the loss is known, shape (nodes,).
        exposure_s_per_m: what a deposition velocity of 1 m/s takes up to there, shape (hours, nodes): the integral
            of the share of the plume at the ground, over the wind.
    """

    plume: StackPlume
    weather: Weather
    emission_g_per_s: NDArray[np.float64]
    dry_m_per_s: NDArray[np.float64]
    wet_per_s: NDArray[np.float64]
    log_nodes: NDArray[np.float64]
    exposure_s_per_m: NDArray[np.float64]

    def left(self, hours: NDArray[np.intp], along_m: NDArray[np.float64]) -> NDArray[np.float64]:
        """What is left in some hours, 1 at the source.

        Args:
            hours: places of the hours.
            along_m: distances, (n,) for all of them, or (1, n) or (hours, n).

        Returns:
            Shape (species, hours, n).
        """
        import numpy as np

        along = np.maximum(along_m, 1.0)
        log = np.log(along)
        rows = np.broadcast_to(log, (hours.size, along.shape[-1]))
        taken = np.stack(
            [np.interp(row, self.log_nodes, self.exposure_s_per_m[hour]) for hour, row in zip(hours, rows, strict=True)]
        )
        time_s = along / self.plume.wind_m_per_s[hours]
        found = np.empty((len(SPECIES), *taken.shape))
        for place, velocity in enumerate(self.dry_m_per_s):
            washed = self.wet_per_s[place, hours]
            loss = velocity * taken
            if washed.any():
                loss += washed[:, None] * time_s
            np.exp(np.negative(loss, out=loss), out=found[place])
        return found


def carry(source: Source, weather: Weather, setting: Setting, reach_m: float, deposits: bool = True) -> Carried:
    """Follow a source through all hours, out to a distance.

    Args:
        source: the source.
        weather: the hours.
        setting: rural or urban.
        reach_m: farthest distance that will be asked for.
        deposits: False for a plume that loses nothing.
    """
    import numpy as np

    plume = stack_plume(source, weather, setting)
    nodes = np.geomspace(1.0, max(reach_m, 2.0), int(of_table("way_nodes")))
    exposure = np.zeros((weather.hours, nodes.size))
    block = max(1, int(of_table("way_values")) // nodes.size)
    for start in range(0, weather.hours if deposits else 0, block):
        hours = np.arange(start, min(start + block, weather.hours))
        part = plume.chosen(hours)
        # By the logarithm of distance, in which the curves are smooth.
        near = part.ground_share(nodes) * nodes
        steps = 0.5 * (near[:, 1:] + near[:, :-1]) * np.diff(np.log(nodes))
        exposure[hours, 1:] = np.cumsum(steps, axis=1) / part.wind_m_per_s
    rows = depositions()
    dry = np.array([rows[name].velocity_m_per_s for name in SPECIES]) * deposits
    wet = np.stack([washout(weather.rain_mm_per_h, rows[name]) for name in SPECIES]) * deposits
    emission = np.array([float(source.emission_g_per_s.get(name, 0.0)) for name in SPECIES])
    return Carried(plume, weather, emission, dry, wet, np.log(nodes), exposure)
