"""R15: places that cannot be where they are said to be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.quality.rules import Circumstances, Rules, bundled_rules
from almaden.monitoring.series import Floats
from almaden.wording import Text, n_

#: Tells which of some places (latitudes, longitudes) lie on land.
OnLand = Callable[[Floats, Floats], NDArray[np.bool_]]

_PARAMETERS: Final = {"coordinates swapped": "swapped", "outside": "outside", "sea on land": "on_land"}


class Bounds(NamedTuple):
    """Where places are expected, degrees north and east; a region over the date line has its west beyond its east."""

    south: float
    north: float
    west: float
    east: float


class Misplaced(NamedTuple):
    """A place that is doubted.

    Attributes:
        place: its position among those that were given.
        trap: ``coordinates swapped``, ``outside`` or ``sea on land``.
        flag: that is proposed for what was measured there.
        latitude, longitude: as given.
        message: why, with the likely fix.
    """

    place: int
    trap: str
    flag: str
    latitude: float
    longitude: float
    message: Text


class PlaceCheck(NamedTuple):
    """Doubted places, and which checks could not be made, and why."""

    misplaced: tuple[Misplaced, ...]
    skipped: tuple[Text, ...]


_MESSAGES: Final = {
    "coordinates swapped": n_("latitude {latitude}, longitude {longitude} lie in the region when they are exchanged"),
    "outside": n_("latitude {latitude}, longitude {longitude} lie outside the region"),
    "sea on land": n_("latitude {latitude}, longitude {longitude} are said to be at sea and lie on land"),
}


def check_places(
    latitude: Sequence[float] | Floats,
    longitude: Sequence[float] | Floats,
    region: Bounds | None = None,
    at_sea: bool = False,
    on_land: OnLand | None = None,
    rules: Rules | None = None,
) -> PlaceCheck:
    """Doubt places by what is told of them; nothing is changed.

    Args:
        latitude: degrees north, of the shape (n,); ``NaN`` where unknown.
        longitude: degrees east, the same.
        region: where they are expected, such as the country or the basin.
        at_sea: whether all are said to be at sea.
        on_land: tells which lie on land; without it places at sea are not checked.
        rules: the rules; those of the program where none are told.
    """
    rules = rules or bundled_rules()
    north, east = np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float)
    found: list[Misplaced] = []
    skipped: list[Text] = []
    if region is None:
        skipped.append(Text(n_("exchanged coordinates were not looked for, as no region was told")))
    else:
        outside = ~_within(north, east, region) & np.isfinite(north) & np.isfinite(east)
        swapped = outside & _within(east, north, region)
        found += _doubted(rules, "coordinates swapped", swapped, north, east)
        found += _doubted(rules, "outside", outside & ~swapped, north, east)
    if at_sea and on_land is None:
        skipped.append(Text(n_("places at sea were not held against the land, as no coast was told")))
    elif at_sea and on_land is not None:
        found += _doubted(rules, "sea on land", on_land(north, east), north, east)
    return PlaceCheck(tuple(sorted(found, key=lambda one: one.place)), tuple(skipped))


def _within(north: Floats, east: Floats, region: Bounds) -> NDArray[np.bool_]:
    if region.west <= region.east:
        across = (east >= region.west) & (east <= region.east)
    else:
        across = (east >= region.west) | (east <= region.east)
    inside: NDArray[np.bool_] = (north >= region.south) & (north <= region.north) & across
    return inside


def _doubted(rules: Rules, trap: str, odd: NDArray[np.bool_], north: Floats, east: Floats) -> list[Misplaced]:
    row = rules.find("R15", _PARAMETERS[trap], Circumstances("", ""))
    made: list[Misplaced] = []
    if row is None:
        return made
    for place in np.flatnonzero(odd).tolist():
        latitude, longitude = float(north[place]), float(east[place])
        text = Text(_MESSAGES[trap], latitude=latitude, longitude=longitude)
        made.append(Misplaced(place, trap, row.flag, latitude, longitude, text))
    return made
