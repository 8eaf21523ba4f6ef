"""Parts of the ground as the model sees them: what they take out of each cell of the air."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.areas import Areas
from almaden.fate.atmosphere.model import Atmosphere
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
    if not own_winds:
        raise InputError(_too_coarse(areas.names))
    found = zip(areas.names, areas.shares(atmosphere.grid), areas.area_m2(), strict=True)
    return tuple(
        Receiver(name, name, "area", float(area), atmosphere.deposition.onto(share)) for name, share, area in found
    )


def named_receivers(atmosphere: Atmosphere, names: Sequence[str]) -> tuple[Receiver, ...]:
    """Several by key or name; what cannot be found is told together.

    Raises:
        InputError: there are no such receptors.
    """
    found: list[Receiver] = []
    faults: list[Fault] = []
    for name in names:
        try:
            found.append(receiver(atmosphere, name))
        except InputError as error:
            faults.extend(_told_apart(name, error))
    if faults:
        raise InputError(faults)
    return tuple(found)


def _told_apart(name: str, error: InputError) -> tuple[Fault, ...]:
    """A point or an outline is no unknown name, but one that these winds cannot answer for."""
    numbers = name.replace(",", " ").split()
    try:
        [float(one) for one in numbers]
    except ValueError:
        return error.faults
    return (_too_coarse((name,)),) if numbers else error.faults


def _too_coarse(names: Sequence[str]) -> Fault:
    return Fault(
        n_("without winds of your own the model knows no receptor as small as this"),
        value=", ".join(names),
        accepted=n_("one of the 17 regions, an ocean basin or a band of latitude"),
        advice=n_("choose the region it lies in, or build the model with winds from a NetCDF file"),
    )
