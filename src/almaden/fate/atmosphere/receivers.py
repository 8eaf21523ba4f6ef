"""Parts of the ground as the model sees them: what they take out of each cell of the air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.areas import Areas
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.receptor_kinds import check_receptor
from almaden.fate.atmosphere.receptors import bands, receptor, receptors
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Receiver:
    """A receptor on the grid of a model.

    Attributes:
        key: how commands and files call it.
        name: its name, in English where it is one of the package's.
        kind: ``region``, ``land``, ``ocean``, ``band``, or ``area`` (an outline of the user's).
        area_m2: its area, m2.
        taken_per_year: (species, layers, rows, columns) share of each cell that comes down on it in a year, 1/yr.
    """

    key: str
    name: str
    kind: str
    area_m2: float
    taken_per_year: NDArray[np.float64]


def receiver(atmosphere: Atmosphere, name: str) -> Receiver:
    """A region, ocean basin or band of latitude, by key or name.

    Raises:
        InputError: there is none of this name.
    """
    one = receptor(name)
    area = float((atmosphere.surface.share(one.key) * atmosphere.grid.area_m2).sum())
    return Receiver(one.key, one.name, one.kind, area, atmosphere.onto(one.key))


def all_receivers(atmosphere: Atmosphere) -> tuple[Receiver, ...]:
    """The regions, other land and ocean basins, which cover the globe, and after them the bands of latitude."""
    return tuple(receiver(atmosphere, one.key) for one in (*receptors(), *bands()))


def area_receivers(atmosphere: Atmosphere, areas: Areas, own_winds: bool) -> tuple[Receiver, ...]:
    """Outlines of the user's, such as watersheds and countries. On a coast land and sea count by their shares.

    Args:
        atmosphere: the model.
        areas: the outlines.
        own_winds: whether the circulation is from winds of the user's own.

    Raises:
        InputError: the winds are those of the climatology, which cannot tell such areas apart.
    """
    check_receptor("area", ", ".join(areas.names), own_winds)
    found = zip(areas.names, areas.shares(atmosphere.grid), areas.area_m2(), strict=True)
    return tuple(
        Receiver(name, name, "area", float(area), atmosphere.deposition.onto(share)) for name, share, area in found
    )


def named_receivers(
    atmosphere: Atmosphere, names: Sequence[str], own_winds: bool = False, areas: Areas | None = None
) -> tuple[Receiver, ...]:
    """Several by name; what cannot be found is told together.

    Args:
        atmosphere: the model.
        names: keys or names of regions, ocean basins and bands; names of the outlines; points as ``45.1,7.2``, for
            which the cell that holds them stands.
        own_winds: whether the circulation is from winds of the user's own; outlines and points need them.
        areas: outlines of the user's.

    Raises:
        InputError: there are no such receptors, or the winds are too coarse for them.
    """
    outlines = {} if areas is None else {one.key: one for one in area_receivers(atmosphere, areas, own_winds)}
    found: list[Receiver] = []
    faults: list[Fault] = []
    for name in names:
        try:
            point = _point(name)
            if name in outlines:
                found.append(outlines[name])
            else:
                found.append(receiver(atmosphere, name) if point is None else _cell(atmosphere, name, point, own_winds))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return tuple(found)


def _point(name: str) -> tuple[float, float] | None:
    """Latitude and longitude where the name is two numbers."""
    try:
        latitude, longitude = (float(one) for one in name.replace(",", " ").split())
    except ValueError:
        return None
    return latitude, longitude


def _cell(atmosphere: Atmosphere, name: str, point: tuple[float, float], own_winds: bool) -> Receiver:
    import numpy as np

    check_receptor("area", name, own_winds)
    latitude, longitude = point
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 360):
        raise InputError(
            Fault(
                n_("this point is not on the globe"),
                value=name,
                accepted=n_("latitude from -90 to 90, longitude from -180 to 360"),
                advice=n_("write latitude first"),
            )
        )
    share = np.zeros((atmosphere.grid.rows, atmosphere.grid.columns))
    at = atmosphere.grid.cell(latitude, longitude)
    share[at] = 1.0
    return Receiver(name, name, "area", float(atmosphere.grid.area_m2[at]), atmosphere.deposition.onto(share))
