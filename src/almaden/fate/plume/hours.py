"""Long-run means, highest hours, percentiles and deposition at many receptors from many hours of weather.

Every receptor in every hour is calculated with the plume of that hour; nothing is binned or averaged before. Left out
at most are receptors beyond ``cut_sigmas`` spreads (table of settings) beside the axis of an hour, 4.5: all that lies
beyond is 0.0007 % of a plume. Hours of one class whose directions lie together are calculated together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.fate.plume.carried import Carried
from almaden.fate.plume.defaults import setting
from almaden.fate.plume.dispersion import sigmas, spread
from almaden.fate.plume.gaussian import lateral, vertical
from almaden.fate.plume.sources import SPECIES, Weather
from almaden.fate.plume.stability import CLASSES
from almaden.fate.plume.wind import along_and_across

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Told what is done of what.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Points:
    """Receptors as seen from one plane: metres east and north of its origin, and above ground; shape (n,)."""

    east_m: NDArray[np.float64]
    north_m: NDArray[np.float64]
    height_m: NDArray[np.float64]


@dataclass(frozen=True)
class HourFields:
    """What all hours together give at each receptor.

    Attributes:
        mean_g_per_m3: mean of each species, shape (species, n).
        maximum_g_per_m3: highest hour of the total, shape (n,).
        percentiles_g_per_m3: of the hours of the total, shape (percentiles, n).
        dry_g_per_m2_per_s, wet_g_per_m2_per_s: mean deposition of the total, shape (n,).
    """

    mean_g_per_m3: NDArray[np.float64]
    maximum_g_per_m3: NDArray[np.float64]
    percentiles_g_per_m3: NDArray[np.float64]
    dry_g_per_m2_per_s: NDArray[np.float64]
    wet_g_per_m2_per_s: NDArray[np.float64]


@dataclass
class _Sums:
    """What hours have given so far to receptors; ``hours`` is empty unless percentiles are asked for."""

    points: Points
    species: NDArray[np.float64]
    maximum: NDArray[np.float64]
    dry: NDArray[np.float64]
    wet: NDArray[np.float64]
    hours: NDArray[np.float64]


@dataclass(frozen=True)
class _Seen:
    """Receptors as seen from a source: metres east and north of it, their bearings as they rise, and their order."""

    one: Carried
    east_m: NDArray[np.float64]
    north_m: NDArray[np.float64]
    bearing: NDArray[np.float64]
    order: NDArray[np.intp]
    angles: NDArray[np.float64]


def hour_fields(
    carried: Sequence[tuple[Carried, tuple[float, float]]],
    points: Points,
    percentiles: Sequence[float] = (),
    progress: Progress | None = None,
) -> HourFields:
    """Run all hours of all sources.

    Args:
        carried: the sources, each with its place in metres east and north of the origin of the points; their hours are
            the same.
        points: the receptors.
        percentiles: between 0 and 100, of the hours of the total of all sources.
        progress: told how much is done.

    Returns:
        The fields. The hours may stand in any order.
    """
    import numpy as np

    count, weather = points.east_m.size, carried[0][0].weather
    found = HourFields(
        np.zeros((len(SPECIES), count)), np.zeros(count), np.zeros((len(percentiles), count)), np.zeros(count),
        np.zeros(count),
    )  # fmt: skip
    # Only percentiles need the hours of each receptor, which do not fit into memory for all at once.
    size = max(1, min(count, int(setting("block_values")) // weather.hours)) if percentiles else count
    east, north = carried[0][1]
    order = np.argsort(np.arctan2(points.east_m - east, points.north_m - north), kind="stable")
    groups = _groups(weather)
    for start in range(0, count, size):
        chosen = order[start : start + size]
        some = Points(points.east_m[chosen], points.north_m[chosen], points.height_m[chosen])
        kept = np.zeros((weather.hours if percentiles else 0, chosen.size))
        maximum, dry, wet = np.zeros((3, chosen.size))
        sums = _Sums(some, np.zeros((len(SPECIES), chosen.size)), maximum, dry, wet, kept)
        seen = [_seen(one, place, some) for one, place in carried]
        for done, hours in enumerate(groups):
            _add(seen, hours, sums)
            if progress is not None:
                progress(start * len(groups) + done * chosen.size, count * len(groups))
        found.mean_g_per_m3[:, chosen] = sums.species / weather.hours
        found.maximum_g_per_m3[chosen] = sums.maximum
        found.dry_g_per_m2_per_s[chosen] = sums.dry / weather.hours
        found.wet_g_per_m2_per_s[chosen] = sums.wet / weather.hours
        if percentiles:
            found.percentiles_g_per_m3[:, chosen] = np.percentile(kept, list(percentiles), axis=0)
    return found


def _groups(weather: Weather) -> list[NDArray[np.intp]]:
    """Hours that have the class and nearly the direction in common: they reach nearly the same receptors."""
    import numpy as np

    directions = weather.wind_from_degrees % 360.0
    order = np.lexsort((directions, weather.stability))
    step = np.floor(directions[order] / setting("batch_degrees"))
    new = (np.diff(step) != 0.0) | (np.diff(weather.stability[order]) != 0)
    return np.split(order, np.flatnonzero(new) + 1)


def _seen(one: Carried, place: tuple[float, float], points: Points) -> _Seen:
    import numpy as np

    east, north = points.east_m - place[0], points.north_m - place[1]
    bearing = np.degrees(np.arctan2(east, north)) % 360.0
    order = np.argsort(bearing, kind="stable")
    return _Seen(one, east, north, bearing[order], order, _half_angles(one, float(np.hypot(east, north).max())))


def _add(seen: Sequence[_Seen], hours: NDArray[np.intp], sums: _Sums) -> None:
    """Add hours of one class whose directions lie together, and rise."""
    import numpy as np

    weather = seen[0].one.weather
    first, last = weather.wind_from_degrees[hours[[0, -1]]] % 360.0
    towards, code = ((first + last) / 2.0 + 180.0) % 360.0, int(weather.stability[hours[0]])
    beside = [_within(one.order, one.bearing, towards, one.angles[code] + (last - first) / 2.0) for one in seen]
    columns = beside[0] if len(seen) == 1 else np.unique(np.concatenate(beside))
    if not columns.size:
        return
    step = max(1, int(setting("way_values")) // columns.size)
    for start in range(0, hours.size, step):
        part = hours[start : start + step]
        total = np.zeros((part.size, columns.size))
        for one in seen:
            total += _plume(one, part, columns, sums)
        sums.maximum[columns] = np.maximum(sums.maximum[columns], total.max(axis=0))
        if sums.hours.size:
            sums.hours[np.ix_(part, columns)] = total


def _half_angles(one: Carried, reach_m: float) -> NDArray[np.float64]:
    """For each class, how many degrees beside the axis the plume is still calculated."""
    import numpy as np

    if one.plume.wake is not None:
        return np.full(len(CLASSES), 90.0)
    along = np.geomspace(1.0, max(reach_m, 2.0), 50)
    widest = [
        float((spread(along, np.array(code), one.plume.setting, "y") / along).max()) for code in range(len(CLASSES))
    ]
    return np.degrees(np.arctan(setting("cut_sigmas") * np.array(widest)))


def _within(order: NDArray[np.intp], bearing: NDArray[np.float64], direction: float, angle: float) -> NDArray[np.intp]:
    """Receptors whose bearing, which rises, lies so near to a direction."""
    import numpy as np

    low, high = direction - angle, direction + angle
    parts = [order[np.searchsorted(bearing, max(low, 0.0)) : np.searchsorted(bearing, min(high, 360.0), "right")]]
    if low < 0.0:
        parts.append(order[np.searchsorted(bearing, low + 360.0) :])
    if high >= 360.0:
        parts.append(order[: np.searchsorted(bearing, high - 360.0, "right")])
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _plume(seen: _Seen, hours: NDArray[np.intp], columns: NDArray[np.intp], sums: _Sums) -> NDArray[np.float64]:
    """Add a source to the sums; its total in hours (rows) at receptors (columns) that lie beside its axis, g/m3."""
    import numpy as np

    one, found = seen.one, np.zeros((hours.size, columns.size))
    weather, plume = one.weather, one.plume.chosen(hours)
    directions = weather.wind_from_degrees[hours, None]
    # One direction needs one row of distances.
    directions = directions[:1] if (directions == directions[0]).all() else directions
    along, across = along_and_across(seen.east_m[columns], seen.north_m[columns], directions)
    sigma_y, sigma_z = sigmas(along, plume.stability[:1], plume.setting) if plume.wake is None else plume.sigmas(along)
    near = np.flatnonzero((np.abs(across) < setting("cut_sigmas") * sigma_y).any(axis=0))
    if not near.size:
        return found
    along, sigma_z, at = along[:, near], sigma_z[:, near], columns[near]
    height = sums.points.height_m[at]
    level = float(along.min()) >= float(plume.rise.distance_m.max())
    axis = plume.rise.final_height_m if level else plume.height_m(along)
    beside = lateral(across[:, near], sigma_y[:, near]) / plume.wind_m_per_s
    share = beside * vertical(height, axis, sigma_z, plume.lid_m)
    # Deposition velocities belong to the air that people breathe; receptors high above it need that of the ground.
    high = height.max() > setting("breathing_height_m")
    ground = beside * vertical(0.0, axis, sigma_z, plume.lid_m) if high else share
    carried = one.left(hours, along) * one.emission_g_per_s[:, None, None]
    each = carried * share
    sums.species[:, at] += each.sum(axis=1)
    sums.dry[at] += np.einsum("s,shr,hr->r", one.dry_m_per_s, carried, ground)
    rain = weather.rain_mm_per_h[hours] > 0.0
    if rain.any():
        washed = one.wet_per_s[:, hours[rain]]
        sums.wet[at] += np.einsum("sh,shr,hr->r", washed, carried[:, rain], beside[rain])
    found[:, near] = each.sum(axis=0)
    return found
