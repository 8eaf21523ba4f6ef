"""Means over a year from a wind rose: every cell spreads its plume evenly over its sector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.plume.carried import Carried
from almaden.fate.plume.defaults import screening_winds, setting
from almaden.fate.plume.emission import kelvin
from almaden.fate.plume.hours import HourFields, Points
from almaden.fate.plume.sector import sector_mean
from almaden.fate.plume.sources import SPECIES, Weather, weather
from almaden.fate.plume.stack_plume import StackPlume
from almaden.wording import n_

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

#: Fewer sectors than these make no rose.
_FEWEST: Final = 4


@dataclass(frozen=True)
class Rose:
    """A wind rose.

    Attributes:
        cells: weather of each cell; the direction is the middle of its sector.
        share: of the time in each cell, shape (cells,); they add to 1.
        sectors: how many sectors make the circle.
        assumed: whether speeds and stability classes are those of a screening.
    """

    cells: Weather
    share: NDArray[np.float64]
    sectors: int
    assumed: bool = False


def even_rose() -> Rose:
    """The rose of a screening: wind from everywhere alike, with the assumed shares of the classes."""
    count = int(setting("rose_sectors"))
    return rose_of_directions([1.0] * count)


def rose_of_directions(shares: Sequence[float]) -> Rose:
    """A rose of which only the directions are known: speeds and classes are those that a screening assumes.

    Args:
        shares: how often the wind blows from each sector, clockwise, the first from the north; of any sum.

    Raises:
        InputError: fewer than four sectors, a share that is negative or no number, or none above 0.
    """
    import numpy as np

    often = np.asarray(shares, dtype=np.float64)
    if often.size < _FEWEST or not (np.isfinite(often).all() and (often >= 0.0).all() and often.sum() > 0.0):
        raise InputError(
            Fault(n_("these are not the shares of wind directions"), column="wind",
                  value=", ".join(f"{one:g}" for one in shares)[:60],
                  accepted=n_("four numbers or more, 0 or more each, clockwise from the north"),
                  advice=n_("write how often the wind blows from each direction"))
        )  # fmt: skip
    count, rows = often.size, screening_winds()
    directions = np.repeat(np.arange(count) * (360.0 / count), len(rows))
    winds = np.tile([origin.value for *_, origin in rows], count)
    classes = np.tile([name for name, *_ in rows], count)
    share = np.outer(often, [share for _, _, share, _ in rows]).ravel()
    cells = weather(winds, directions, classes, kelvin(setting("air_temperature_c")))
    return Rose(cells, share / share.sum(), count, assumed=True)


def rose_fields(carried: Sequence[tuple[Carried, tuple[float, float]]], rose: Rose, points: Points) -> HourFields:
    """Means of a rose at receptors, by the formula of sectors.

    Args:
        carried: the sources, followed through the cells of the rose, each with its place in metres east and north of
            the origin of the points.
        rose: the rose.
        points: the receptors.

    Returns:
        The fields. The maximum is that of the axis of the plume in the worst cell that blows into the sector of the
        receptor; of several sources the worst cells are added. There is no rain in a rose.
    """
    import numpy as np

    count = points.east_m.size
    mean, highest, dry = np.zeros((len(SPECIES), count)), np.zeros(count), np.zeros(count)
    for one, place in carried:
        east, north = points.east_m - place[0], points.north_m - place[1]
        distance = np.hypot(east, north)
        bearing = np.degrees(np.arctan2(east, north))
        for direction in np.unique(rose.cells.wind_from_degrees):
            cells = np.flatnonzero((rose.cells.wind_from_degrees == direction) & (rose.share > 0.0))
            away = (bearing - direction - 180.0 + 180.0 / rose.sectors) % 360.0
            inside = np.flatnonzero(away < 360.0 / rose.sectors)
            if not cells.size or not inside.size:
                continue
            along, height = distance[inside], points.height_m[inside]
            plume = one.plume.chosen(cells)
            rate = one.left(cells, along) * one.emission_g_per_s[:, None, None]
            share = _sector_share(rose, cells, plume, along, height)
            high = height.max() > setting("breathing_height_m")
            ground = _sector_share(rose, cells, plume, along, np.zeros(along.size)) if high else share
            mean[:, inside] += np.einsum("shr,hr->sr", rate, share)
            dry[inside] += np.einsum("s,shr,hr->r", one.dry_m_per_s, rate, ground)
            highest[inside] += (rate.sum(axis=0) * plume.unit_concentration(along, 0.0, height)).max(axis=0)
    return HourFields(mean, highest, np.zeros((0, count)), dry, np.zeros(count))


def _sector_share(
    rose: Rose, cells: NDArray[np.intp], plume: StackPlume, along_m: NDArray[np.float64], z_m: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Concentration of 1 g/s of each cell in its sector times its share of the time, s/m3, shape (cells, n)."""
    return sector_mean(
        rose.share[cells, None], 1.0, plume.wind_m_per_s, along_m, plume.height_m(along_m), plume.sigmas(along_m)[1],
        z_m=z_m, lid_m=plume.lid_m, sectors=rose.sectors,
    )  # fmt: skip


def worst_hours(carried: Sequence[tuple[Carried, tuple[float, float]]], points: Points) -> NDArray[np.float64]:
    """The highest concentration that any of some hours gives at receptors if its wind blows straight to them, g/m3.

    Of several sources the worst hours are added, though no wind blows to a place from all of them.
    """
    import numpy as np

    total = np.zeros(points.east_m.size)
    for one, place in carried:
        along = np.hypot(points.east_m - place[0], points.north_m - place[1])
        hours = np.arange(one.weather.hours)
        rate = np.einsum("s,shr->hr", one.emission_g_per_s, one.left(hours, along))
        total += (rate * one.plume.unit_concentration(along, 0.0, points.height_m)).max(axis=0)
    return total


def screening_hours() -> Weather:
    """Every wind and class of a screening, as hours; their direction has no meaning."""
    import numpy as np

    rows = [(name, wind) for name, winds, *_ in screening_winds() for wind in winds]
    return weather(
        np.array([wind for _, wind in rows]), 0.0, np.array([name for name, _ in rows]),
        kelvin(setting("air_temperature_c")),
    )  # fmt: skip
