"""Where the air around a source is asked for: rings, a rectangle, or places with names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import setting
from almaden.fate.plume.local import LocalPlane
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["rings", "rectangle", "places"]


@dataclass(frozen=True)
class Receptors:
    """Points around a place at which the concentration is calculated.

    Attributes:
        plane: the plane whose origin is the place.
        kind: ``rings``, ``rectangle`` or ``places``.
        names: of each point.
        east_m, north_m: of each point, from the origin, metres, shape (n,).
        height_m: above the ground, shape (n,).
        area_m2: the ground that each point stands for, shape (n,); 0 for places with names.
        shape: rows and columns of a grid (distances and bearings of rings; north and east of a rectangle); (n, 1) for
            places.
    """

    plane: LocalPlane
    kind: Kind
    names: tuple[str, ...]
    east_m: NDArray[np.float64]
    north_m: NDArray[np.float64]
    height_m: NDArray[np.float64]
    area_m2: NDArray[np.float64]
    shape: tuple[int, int]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def distance_m(self) -> NDArray[np.float64]:
        """Of each point from the origin, metres."""
        import numpy as np

        return np.hypot(self.east_m, self.north_m)

    def degrees(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Latitude and longitude of each point."""
        return self.plane.to_degrees(self.east_m, self.north_m)


def rings(
    plane: LocalPlane, distances_m: Sequence[float] = (), bearings: int | None = None, height_m: float | None = None
) -> Receptors:
    """Points on rings around the origin.

    Args:
        plane: the plane.
        distances_m: radii of the rings, rising; by default those of the table of settings, 100 m to 50 km.
        bearings: how many points a ring has; the first lies north. 36 by default.
        height_m: of the points above the ground; where people breathe by default.

    Raises:
        InputError: the radii do not rise from above 0, or there are too few bearings.
    """
    import numpy as np

    radii = np.asarray(distances_m or default_distances_m(), dtype=np.float64)
    count = int(setting("ring_bearings")) if bearings is None else bearings
    if not np.all(np.isfinite(radii)) or radii[0] <= 0.0 or np.any(np.diff(radii) <= 0.0):
        raise _fault(n_("the radii of the rings do not rise from above 0"), ", ".join(f"{one:g}" for one in radii))
    if count < 4:
        raise _fault(n_("a ring has fewer than four points"), str(count))
    angle = np.arange(count) * (2.0 * np.pi / count)
    # A ring stands for the ground to halfway to its neighbours; the innermost down to the origin.
    edges = np.concatenate([[0.0], (radii[1:] + radii[:-1]) / 2.0, [radii[-1]]])
    area = np.diff(edges**2) * np.pi / count
    names = tuple(f"{radius:g} m {np.degrees(one):g}°" for radius in radii for one in angle)
    return Receptors(
        plane, "rings", names,
        np.outer(radii, np.sin(angle)).ravel(), np.outer(radii, np.cos(angle)).ravel(),
        np.full(radii.size * count, _height(height_m)), np.repeat(area, count), (radii.size, count),
    )  # fmt: skip


def rectangle(plane: LocalPlane, half_width_m: float, step_m: float, height_m: float | None = None) -> Receptors:
    """Points of a square grid around the origin; none lies on the origin itself.

    Args:
        plane: the plane.
        half_width_m: from the origin to the sides.
        step_m: between neighbours.
        height_m: of the points above the ground; where people breathe by default.

    Raises:
        InputError: the step does not lie between 0 and the half width.
    """
    import numpy as np

    if not 0.0 < step_m <= half_width_m < np.inf:
        raise _fault(n_("the step of the grid does not lie between 0 and its half width"), f"{step_m:g}")
    count = 2 * int(np.ceil(half_width_m / step_m - 1e-9))
    line = (np.arange(count) - (count - 1) / 2.0) * step_m
    north, east = np.meshgrid(line, line, indexing="ij")
    names = tuple(f"{one:g} m E, {other:g} m N" for other in line for one in line)
    size = count * count
    return Receptors(
        plane, "rectangle", names, east.ravel(), north.ravel(), np.full(size, _height(height_m)),
        np.full(size, step_m**2), (count, count),
    )  # fmt: skip


def places(
    plane: LocalPlane, names: Sequence[str], latitude: Sequence[float], longitude: Sequence[float],
    height_m: Sequence[float | None] = (),
) -> Receptors:  # fmt: skip
    """Places with names.

    Args:
        plane: the plane around the source.
        names: of the places.
        latitude: of each, degrees.
        longitude: of each, degrees.
        height_m: of each above the ground; where people breathe by default.

    Raises:
        InputError: there is no place, or the lengths differ.
    """
    import numpy as np

    if not names or not len(names) == len(latitude) == len(longitude):
        raise _fault(n_("places need a name, a latitude and a longitude each"), str(len(names)))
    east, north = plane.to_metres(np.asarray(latitude), np.asarray(longitude))
    heights = np.array([_height(one) for one in (height_m or [None] * len(names))])
    return Receptors(plane, "places", tuple(names), east, north, heights, np.zeros(len(names)), (len(names), 1))


def default_distances_m() -> tuple[float, ...]:
    """Radii of the rings, metres: evenly spaced on a logarithmic scale."""
    return distances_to(setting("farthest_m"), int(setting("ring_count")))


def distances_to(farthest_m: float, count: int) -> tuple[float, ...]:
    """Radii from the nearest ring to a distance, metres, evenly spaced on a logarithmic scale.

    Args:
        farthest_m: radius of the last ring.
        count: of rings.

    Raises:
        InputError: the last is not farther than the nearest, or there are fewer than two.
    """
    import numpy as np

    nearest = setting("nearest_m")
    if not nearest < farthest_m < float("inf") or count < 2:
        raise _fault(n_("the radii of the rings do not rise from above 0"), f"{farthest_m:g}")
    return tuple(float(f"{one:.3g}") for one in np.geomspace(nearest, farthest_m, count))


def _height(height_m: float | None) -> float:
    value = setting("breathing_height_m") if height_m is None else height_m
    if not 0.0 <= value < float("inf"):
        raise _fault(n_("the height of a point is negative or not finite"), f"{value:g}")
    return value


def _fault(problem: str, value: str) -> InputError:
    return InputError(
        Fault(
            problem, value=value,
            accepted=Text(
                "distances between {first} m and {last} km", first=setting("nearest_m"),
                last=setting("farthest_m") / 1000.0,
            ),
            advice=n_("correct the points"),
        )
    )  # fmt: skip
