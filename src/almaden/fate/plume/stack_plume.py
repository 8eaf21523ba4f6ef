"""The plume of one source in given weather: rise, wake, lid and spread together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from almaden.fate.plume.dispersion import sigmas
from almaden.fate.plume.downwash import Wake, wake
from almaden.fate.plume.gaussian import concentration, vertical
from almaden.fate.plume.rise import Rise, rise
from almaden.fate.plume.sources import Setting, Source, Weather
from almaden.fate.plume.wind import wind_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class StackPlume:
    """A plume in every hour; arrays have shape (hours, 1), so that receptors are columns.

    Attributes:
        source: what it comes from.
        setting: rural or urban.
        stability: places in :data:`~almaden.fate.plume.stability.CLASSES`.
        rise: how it rises.
        lid_m: mixing height, m.
        wake: the wake that it is caught in, None without a building.
    """

    source: Source
    setting: Setting
    stability: NDArray[np.intp]
    rise: Rise
    lid_m: NDArray[np.float64]
    wake: Wake | None

    @property
    def wind_m_per_s(self) -> NDArray[np.float64]:
        """(hours, 1) wind at the mouth, m/s, at least the least wind."""
        return self.rise.wind_m_per_s

    @property
    def above_lid(self) -> NDArray[np.bool_]:
        """(hours, 1) hours in which the plume ends above the lid: nothing of it reaches the ground."""
        return self.rise.final_height_m >= self.lid_m

    def chosen(self, hours: NDArray[np.intp]) -> StackPlume:
        """The same for some of the hours, by their places."""
        caught = None if self.wake is None else self.wake.chosen(hours)
        return replace(
            self, stability=self.stability[hours], rise=self.rise.chosen(hours), lid_m=self.lid_m[hours], wake=caught
        )

    def height_m(self, distance_m: ArrayLike) -> NDArray[np.float64]:
        """(hours, receptors) height of the axis, m; its final height all along where that is above the lid.

        A plume that will leave the mixed layer is taken to have left it from the start, as ISC3 does.
        """
        import numpy as np

        return np.where(self.above_lid, self.rise.final_height_m, self.rise.height_m(distance_m))

    def sigmas(self, distance_m: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(hours, receptors) spread sideways and upwards, m, with the wake."""
        if self.wake is None:
            return sigmas(distance_m, self.stability, self.setting)
        return self.wake.sigmas(distance_m, self.stability, self.setting)

    def ground_share(self, distance_m: ArrayLike) -> NDArray[np.float64]:
        """(hours, distances) share of the plume for each metre of height at the ground, 1/m."""
        return vertical(0.0, self.height_m(distance_m), self.sigmas(distance_m)[1], self.lid_m)

    def unit_concentration(self, along_m: ArrayLike, across_m: ArrayLike, z_m: ArrayLike = 0.0) -> NDArray[np.float64]:
        """(hours, receptors) concentration of 1 g/s that loses nothing on its way, s/m3; 0 upwind.

        Args:
            along_m: (hours, receptors) or what broadcasts to it: distance downwind, m.
            across_m: distance across the wind, m.
            z_m: height of the receptors above ground, m.
        """
        sigma_y, sigma_z = self.sigmas(along_m)
        height = self.height_m(along_m)
        return concentration(1.0, self.wind_m_per_s, across_m, z_m, height, sigma_y, sigma_z, self.lid_m)


def stack_plume(source: Source, weather: Weather, setting: Setting) -> StackPlume:
    """The plume of a source in every hour of weather."""
    codes = weather.stability.ravel()
    wind = wind_at(source.height_m, weather.wind_m_per_s.ravel(), codes, setting)
    risen = rise(source, wind, codes, weather.temperature_k.ravel()).column()
    lid = weather.mixing_height_m.ravel()[:, None]
    return StackPlume(source, setting, codes[:, None], risen, lid, wake(source, risen))
