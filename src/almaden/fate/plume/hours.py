"""Long-run means, highest hours, percentiles and deposition at many receptors from many hours of weather.

Every receptor in every hour is calculated with the plume of that hour; nothing is binned or averaged before. Left out
are receptors beyond ``cut_sigmas`` spreads (table of settings) beside the axis of an hour, 4.5: all that lies beyond is
0.0007 % of a plume. Hours that have direction and class in common share their distances and spreads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.fate.plume.carried import Carried, some_hours
from almaden.fate.plume.defaults import setting
from almaden.fate.plume.dispersion import sigmas, spread
from almaden.fate.plume.gaussian import lateral, vertical
from almaden.fate.plume.sources import SPECIES
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
class _Block:
    """Sums over hours for some receptors, and the hours of each."""

    hours: NDArray[np.float64]
    species: NDArray[np.float64]
    dry: NDArray[np.float64]
    wet: NDArray[np.float64]


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
        progress: told how many receptors are done.

    Returns:
        The fields. The hours may stand in any order.
    """
    import numpy as np

    count, hours = points.east_m.size, carried[0][0].weather.hours
    fields = HourFields(
        np.zeros((len(SPECIES), count)), np.zeros(count), np.zeros((len(percentiles), count)), np.zeros(count),
        np.zeros(count),
    )  # fmt: skip
    # Receptors of one bearing stand together, so that a block is beside the plume in most hours.
    east, north = carried[0][1]
    order = np.argsort(np.arctan2(points.east_m - east, points.north_m - north), kind="stable")
    size = max(1, min(count, int(setting("block_values")) // max(hours, 1)))
    for start in range(0, count, size):
        chosen = order[start : start + size]
        block = _Block(
            np.zeros((hours, chosen.size)), np.zeros((len(SPECIES), chosen.size)), np.zeros(chosen.size),
            np.zeros(chosen.size),
        )  # fmt: skip
        for one, place in carried:
            _add(
                one, place, Points(*(part[chosen] for part in (points.east_m, points.north_m, points.height_m))), block
            )
        fields.mean_g_per_m3[:, chosen] = block.species / hours
        fields.maximum_g_per_m3[chosen] = block.hours.max(axis=0)
        fields.dry_g_per_m2_per_s[chosen] = block.dry / hours
        fields.wet_g_per_m2_per_s[chosen] = block.wet / hours
        if percentiles:
            fields.percentiles_g_per_m3[:, chosen] = np.percentile(block.hours, list(percentiles), axis=0)
        if progress is not None:
            progress(start + chosen.size, count)
    return fields


def _add(one: Carried, place: tuple[float, float], points: Points, block: _Block) -> None:
    """Add a source to a block of receptors."""
    import numpy as np

    east, north = points.east_m - place[0], points.north_m - place[1]
    bearing = np.degrees(np.arctan2(east, north)) % 360.0
    order = np.argsort(bearing, kind="stable")
    bearing = bearing[order]
    weather = one.weather
    towards = (weather.wind_from_degrees + 180.0) % 360.0
    angles = _half_angles(one, float(np.hypot(east, north).max(initial=1.0)))
    keys = np.stack([towards, weather.stability.astype(np.float64)])
    groups, member = np.unique(keys, axis=1, return_inverse=True)
    by_group = np.split(np.argsort(member.ravel(), kind="stable"), np.cumsum(np.bincount(member.ravel()))[:-1])
    for (direction, code), hours in zip(groups.T, by_group, strict=True):
        columns = _within(order, bearing, direction, angles[int(code)])
        if columns.size:
            _plume(one, hours, columns, (east[columns], north[columns], points.height_m[columns]), block)


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


def _plume(
    one: Carried, hours: NDArray[np.intp], columns: NDArray[np.intp], at: tuple[NDArray[np.float64], ...], block: _Block
) -> None:
    """Add hours of one direction and class, at receptors near their axis."""
    import numpy as np

    weather, plume = one.weather, some_hours(one.plume, hours)
    along, across = along_and_across(at[0], at[1], weather.wind_from_degrees[hours[0]])
    code, wake = plume.stability[:1], plume.wake
    sigma_y, sigma_z = sigmas(along, code, plume.setting) if wake is None else plume.sigmas(along)
    near = np.flatnonzero((np.abs(across) < setting("cut_sigmas") * sigma_y).any(axis=0))
    if not near.size:
        return
    columns, along, height = columns[near], along[near], at[2][near]
    sigma_z = sigma_z[:, near]
    level = float(along.min()) >= float(plume.rise.distance_m.max())
    axis = plume.rise.final_height_m if level else plume.height_m(along)
    beside = lateral(across[near], sigma_y[:, near]) / plume.wind_m_per_s
    share = beside * vertical(height, axis, sigma_z, plume.lid_m)
    # Deposition velocities belong to the air that people breathe; receptors high above it need that of the ground.
    high = height.max() > setting("breathing_height_m")
    ground = beside * vertical(0.0, axis, sigma_z, plume.lid_m) if high else share
    carried = one.left(hours, along) * one.emission_g_per_s[:, None, None]
    found = carried * share
    block.hours[np.ix_(hours, columns)] += found.sum(axis=0)
    block.species[:, columns] += found.sum(axis=1)
    dry = np.einsum("s,shr,hr->r", one.dry_m_per_s, carried, ground)
    block.dry[columns] += dry
    rain = weather.rain_mm_per_h[hours] > 0.0
    if rain.any():
        washed = one.wet_per_s[:, hours[rain]]
        block.wet[columns] += np.einsum("sh,shr,hr->r", washed, carried[:, rain], beside[rain])
