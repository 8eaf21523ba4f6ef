"""Emissions and releases of the world by decade that come with the program, by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/emission_histories"
#: Waste reservoirs that releases to land and water reach, and their columns.
WASTE: Final = ("wf", "ws", "wa")
#: The histories: what they are made of, how they go between their years, and what they are.
WORLD: Final = {
    "ssp1-26": (("past", "ssp1-26"), "linear", n_("to 2010 as published, then SSP1-2.6 to 2300 (Geyman 2025)")),
    "ssp5-85": (("past", "ssp5-85"), "linear", n_("to 2010 as published, then SSP5-8.5 to 2300 (Geyman 2025)")),
    "streets2019": (("streets2019",), "pchip", n_("1510 to 2010 (Streets 2019)")),
}
#: Those that tell wastes; the first is taken where nothing says which.
SCENARIOS: Final = ("ssp1-26", "ssp5-85")
#: Against which the size of a table is judged.
_REFERENCE: Final = "ssp5-85"


@dataclass(frozen=True)
class WorldEmissions:
    """Emissions and releases of the world.

    Attributes:
        key: its name.
        years: (years,) rising.
        air: to air, Mg/yr, (years,).
        land_and_water: to land and water, Mg/yr, (years,).
        waste: what of it reaches each of :data:`WASTE`, Mg/yr, (3, years); None where the source does not tell.
        between: ``linear`` or ``pchip``.
        origin: where it is from.
    """

    key: str
    years: NDArray[np.float64]
    air: NDArray[np.float64]
    land_and_water: NDArray[np.float64]
    waste: NDArray[np.float64] | None
    between: str
    origin: Origin


@cache
def world_emissions(key: str) -> WorldEmissions:
    """A history by its name, a key of :data:`WORLD`."""
    import numpy as np

    parts, between, _ = WORLD[key]
    rows = [row for part in parts for row in read_table(_TABLE) if row["history"] == part]
    numbers = {
        name: np.array([float(row[name] or "nan") for row in rows])
        for name in ("year", "air_mg_per_year", "lw_mg_per_year", *(f"{box}_mg_per_year" for box in WASTE))
    }
    waste = np.array([numbers[f"{box}_mg_per_year"] for box in WASTE])
    told = not bool(np.isnan(waste).any())
    first = rows[0]
    origin = Origin(
        "emission history", float(len(rows)), "years", None, None, key, first["source"], first["seen"], first["status"]
    )
    return WorldEmissions(
        key, numbers["year"], numbers["air_mg_per_year"], numbers["lw_mg_per_year"], waste if told else None, between,
        origin,
    )  # fmt: skip


def world_total(medium: str, years: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the world emits to air (``air``) or releases to land and water (``lw``) in years, Mg/yr.

    Outside the years of the history it is zero.
    """
    import numpy as np

    known = world_emissions(_REFERENCE)
    amounts = known.air if medium == "air" else known.land_and_water
    return np.asarray(np.interp(years, known.years, amounts, left=0.0, right=0.0))


def waste_shares(years: NDArray[np.float64], world: str) -> NDArray[np.float64]:
    """Shares of all releases to land and water that reach wf, ws and wa in years, (3, years).

    They change with the sectors; outside the years of the history they are those of its ends.

    Args:
        years: (years,) the years.
        world: the history of the world that they are taken from, one of :data:`SCENARIOS`.
    """
    import numpy as np

    known = world_emissions(world)
    assert known.waste is not None
    some = known.land_and_water > 0.0
    shares = known.waste[:, some] / known.land_and_water[some]
    return np.array([np.interp(years, known.years[some], row) for row in shares])


def production_share(years: NDArray[np.float64], world: str) -> NDArray[np.float64]:
    """Share of mercury production in the releases of 'Mercury Production and Use', (years,).

    Args:
        years: (years,) the years.
        world: the history of the world that it is taken from, one of :data:`SCENARIOS`.
    """
    import numpy as np

    rows = [row for part in WORLD[world][0] for row in read_table(_TABLE) if row["history"] == part]
    told = [(float(row["year"]), number_or_none(row["f_production"]) or 0.0) for row in rows]
    known = np.array(told)
    return np.asarray(np.interp(years, known[:, 0], known[:, 1]))
