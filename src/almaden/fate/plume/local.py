"""East and north of a place in metres: the plane on which a plume is calculated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.quantity.sphere import EARTH_KM
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_EARTH_M: Final = EARTH_KM * 1000.0


@dataclass(frozen=True)
class LocalPlane:
    """The plane that touches the earth at a place (azimuthal equidistant projection).

    Distances and bearings from the place are true; over 50 km the others are wrong by less than 1 in 10,000.

    Attributes:
        latitude, longitude: the place, degrees; longitudes of 0 to 360 are taken as well.

    Raises:
        InputError: there is no such place.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        faults = []
        if not -90.0 <= self.latitude <= 90.0:
            faults.append(_fault("latitude", self.latitude, n_("degrees between -90 and 90")))
        if not -180.0 <= self.longitude <= 360.0:
            faults.append(_fault("longitude", self.longitude, n_("degrees between -180 and 180, or 0 and 360")))
        if faults:
            raise InputError(faults)

    def to_metres(self, latitude: ArrayLike, longitude: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Places as metres east and metres north.

        Args:
            latitude: degrees.
            longitude: degrees, of the same shape.

        Returns:
            Two arrays of that shape.
        """
        import numpy as np

        here, there = np.radians(self.latitude), np.radians(np.asarray(latitude, dtype=np.float64))
        turn = np.radians(np.asarray(longitude, dtype=np.float64) - self.longitude)
        east = np.cos(there) * np.sin(turn)
        # The half angle keeps its figures where the places are metres apart.
        north = np.sin(there - here) + 2.0 * np.sin(here) * np.cos(there) * np.sin(turn / 2.0) ** 2
        half = np.sin((there - here) / 2.0) ** 2 + np.cos(here) * np.cos(there) * np.sin(turn / 2.0) ** 2
        distance = 2.0 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
        chord = np.hypot(east, north)
        scale = _EARTH_M * np.divide(distance, chord, out=np.ones_like(chord), where=chord > 0.0)
        return east * scale, north * scale

    def to_degrees(self, east_m: ArrayLike, north_m: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Metres east and north as latitude and longitude.

        Args:
            east_m: metres.
            north_m: metres, of the same shape.

        Returns:
            Latitudes and longitudes (-180 to 180) of that shape, degrees.
        """
        import numpy as np

        east, north = np.asarray(east_m, dtype=np.float64), np.asarray(north_m, dtype=np.float64)
        here = np.radians(self.latitude)
        reach = np.hypot(east, north)
        angle = reach / _EARTH_M
        sine = np.divide(np.sin(angle), reach, out=np.full_like(reach, 1.0 / _EARTH_M), where=reach > 0.0)
        latitude = np.arcsin(np.clip(np.cos(angle) * np.sin(here) + north * sine * np.cos(here), -1.0, 1.0))
        turn = np.arctan2(east * sine, np.cos(angle) * np.cos(here) - north * sine * np.sin(here))
        longitude = (self.longitude + np.degrees(turn) + 180.0) % 360.0 - 180.0
        return np.degrees(latitude), longitude


def _fault(name: str, value: float, accepted: str) -> Fault:
    return Fault(
        n_("there is no such place on the earth"), column=name, value=f"{value:g}", accepted=accepted,
        advice=n_("write latitude and longitude in degrees, the latitude first"),
    )  # fmt: skip
