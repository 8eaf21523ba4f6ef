"""What a tonne's fate cannot tell, said with every result."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from almaden.fate.boxmodel.caveats import caveats as box_caveats
from almaden.quantity.sphere import EARTH_KM
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.fate.atmosphere.grid import Grid
    from almaden.reference.origin import Origin


def tonne_caveats(
    grid: Grid, coarse: Grid, kept: int, drawn: int, limits: Origin, unverified: int, *, own: bool
) -> tuple[Text | str, ...]:
    """The limits of a result.

    Args:
        grid: of the values.
        coarse: of the members.
        kept: members that count.
        drawn: all members.
        limits: of the lifetime.
        unverified: how many numbers nobody has checked.
        own: whether the winds are the user's.
    """
    km = math.radians(grid.step) * EARTH_KM
    return (
        n_("This is a screening model: three layers of air, means of a year, a few processes of first order. It is no "
           "chemistry transport model, and no proof of who caused what."),
        n_("Winds and rain are the user's; chemistry and deposition are those of the package.") if own else
        n_("Winds and rain are an analytic climatology, the same at every longitude. So shares are told for 17 "
           "regions, seas and bands of latitude, never for countries: give meteorology for these."),
        Text("Nothing is told of where within a cell of {step} degrees, about {km} km, mercury comes down. Near a "
             "source look at its plume.", step=f"{grid.step:g}", km=f"{km:.0f}"),
        n_("Deposition, map and months in the air are those of the first fall; the years tell of what is emitted "
           "again."),
        Text("Ranges of deposition are of {kept} of {drawn} members; the others have a lifetime of mercury in the air "
             "outside {low} to {high} years.", kept=kept, drawn=drawn, low=limits.low or 0.0, high=limits.high or 0.0),
        *((Text("Members have a grid of {coarse} degrees; their ratios are brought to the values on {step} degrees.",
                coarse=f"{coarse.step:g}", step=f"{grid.step:g}"),) if coarse != grid else ()),
        n_("Ranges hold what the numbers of this model may be off by, not what a model of another form would tell."),
        n_("Box models take the tonne as mixed into the air of the globe: neither where nor in which form it was "
           "emitted changes the years. Their members are not held against what was measured."),
        *box_caveats(),
        Text("{count} numbers that it rests on were not read in their source, or were tuned; they are listed.",
             count=unverified),
    )  # fmt: skip
