"""A circulation out of winds and weather of a user, and what of it had to come from the climatology."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.atmosphere.circulation import Circulation, Climate
from almaden.fate.atmosphere.climatology import LAYERS, climate, layer_air_kg_per_m2
from almaden.fate.atmosphere.climatology import circulation as default_circulation
from almaden.fate.atmosphere.eddies import eddy_mixing
from almaden.fate.atmosphere.fill import air_above_ground, filled_winds, on_grid
from almaden.fate.atmosphere.from_winds import fluxes_through_faces, level_weights
from almaden.fate.atmosphere.mass_flux import balance
from almaden.fate.atmosphere.meteorology import QUANTITIES, Meteorology
from almaden.fate.atmosphere.parameters import TABLES, Parameters
from almaden.fate.atmosphere.rising import compare_rising
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text, joined, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

_USER = n_("user's file")
_CLIMATOLOGY = n_("climatology")
_SCALED = n_("climatology, with the precipitation of the file")
_CONTINUITY = n_("follows from the winds")
#: Beginnings of the keys of parameters that winds of a user replace, and those that their precipitation replaces.
_REPLACED: Final = ("easterlies", "westerlies", "wind_factor", "overturning", "ferrel")
_RAIN: Final = "rain_"
_UNUSED = n_("not used: the lowest layer keeps its depth")


@dataclass(frozen=True, eq=False)
class UserCirculation:
    """Circulation and climate from a file of a user.

    Attributes:
        circulation: streams of air that close in every cell.
        climate: what chemistry and deposition see.
        name: name of the file.
        months: months that the winds are the mean of; empty where the file tells no time.
        sources: for each part of the circulation and the climate, where it is from.
        corrected_share: what was taken off the streams so that no air is made or lost, of their sum.
        findings: what is odd, was assumed or filled.
        origins: the numbers that they rest on, those of the climatology that was used too.
        meta: how it was made.
    """

    circulation: Circulation
    climate: Climate
    name: str
    months: tuple[int, ...]
    sources: Mapping[str, str]
    corrected_share: float
    findings: tuple[Text, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody read in their source."""
        return unverified_of(self.origins)

    def to_frame(self) -> pd.DataFrame:
        """One row for each cell: latitude, longitude, layer from the ground up from 0, air and streams."""
        import numpy as np
        import pandas as pd

        one = self.circulation
        layer, row, column = (axis.ravel() for axis in np.indices(one.shape))
        north, up = np.zeros(one.shape), np.zeros(one.shape)
        north[:, :-1], up[:-1] = one.north_kg_per_s, one.up_kg_per_s
        return pd.DataFrame(
            {
                "layer": layer, "latitude": one.grid.latitudes[row], "longitude": one.grid.longitudes[column],
                "air_kg": one.air_kg.ravel(), "east_kg_per_s": one.east_kg_per_s.ravel(),
                "north_kg_per_s": north.ravel(), "up_kg_per_s": up.ravel(),
            }
        )  # fmt: skip

    def summary(self) -> str:
        """File, months, correction, and what is from where."""
        return "; ".join(
            (f"{self.name}, months {', '.join(map(str, self.months)) or 'not told'}",
             f"mass flux corrected by {100 * self.corrected_share:.2g} %",
             *(f"{part}: {source}" for part, source in self.sources.items()))
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Everything but the cells."""
        return {
            "file": self.name,
            "months": list(self.months),
            "grid_degrees": self.circulation.grid.step,
            "sources": dict(self.sources),
            "corrected_share": self.corrected_share,
            "findings": [str(one) for one in self.findings],
            "unverified": [asdict(one) for one in self.unverified],
            "meta": asdict(self.meta),
        }

    def to_json(self) -> str:
        """Everything but the cells, as JSON; the cells are ``to_frame``."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def user_circulation(meteorology: Meteorology, grid: Grid, parameters: Parameters) -> UserCirculation:
    """Put winds and weather of a user on the grid of the model.

    Winds become streams through the faces of the cells, integrated along them, and are corrected until no column gains
    or loses air; what rises follows by continuity, also where the file has vertical motion, which is compared with it.
    Air below the ground of the file does not flow. What the file lacks comes from the climatology, of the same month
    where one was chosen, and is named.

    Args:
        meteorology: what was read.
        grid: the cells wanted.
        parameters: numbers of the model.
    """
    import numpy as np

    base = default_circulation(grid, parameters, meteorology.month)
    weather = climate(grid, parameters, meteorology.month)
    interfaces = np.array([parameters[f"pressure_{layer}"] for layer in range(LAYERS + 1)])
    weights = level_weights(meteorology.winds.levels_hpa, interfaces)
    air = layer_air_kg_per_m2(parameters)
    east_wind, north_wind, findings = filled_winds(meteorology, weights, base, air)
    flowing = air[:, None, None] * air_above_ground(meteorology, interfaces)
    streams = fluxes_through_faces(grid, meteorology.edges, east_wind * flowing, north_wind * flowing)
    above = np.stack([on_grid(layer, meteorology.edges, grid) for layer in flowing])
    closed = balance(grid, *streams, above / above.sum(axis=0))
    east_mixing, north_mixing, origins = eddy_mixing(meteorology, weights, air, base)
    rain, told = _rain(meteorology, grid, weather.precipitation_m_per_year, parameters)
    made = Circulation(
        grid, base.air_kg, closed.east_kg_per_s, closed.north_kg_per_s, closed.up_kg_per_s,
        east_mixing, north_mixing, base.up_mixing_kg_per_s,
        # Deep convection goes with rain, as in the climatology.
        base.lift_kg_per_s * rain / weather.precipitation_m_per_year,
    )  # fmt: skip
    findings += (*told, *compare_rising(meteorology, made, interfaces, parameters["gravity"]))
    sources = _sources(meteorology)
    lacking = [Text(part) for part, source in sources.items() if source == _CLIMATOLOGY]
    findings += (Text("from the climatology: {parts}", parts=joined(lacking)),)
    return UserCirculation(
        made, replace(weather, precipitation_m_per_year=rain), meteorology.name, meteorology.months, sources,
        closed.corrected_share, (*meteorology.findings, *findings), (*origins, *_kept(meteorology, parameters)),
        meteorology.meta,
    )  # fmt: skip


def _rain(
    meteorology: Meteorology, grid: Grid, climatology: NDArray[np.float64], parameters: Parameters
) -> tuple[NDArray[np.float64], tuple[Text, ...]]:
    """(rows, columns) precipitation, m/yr, and what is odd in it."""
    import numpy as np

    from almaden.fate.atmosphere.transport import YEAR_S

    if meteorology.precipitation_mm_per_day is None:
        return climatology, ()
    millimetres = meteorology.precipitation_mm_per_day
    rain = on_grid(millimetres, meteorology.edges, grid) * YEAR_S / 86400.0 / 1000.0
    below = bool(np.any(millimetres < 0))
    odd = (Text("precipitation below zero in some cells was taken as none"),) if below else ()
    return np.where(np.isnan(rain), climatology, np.maximum(rain, 0.0)), odd


def _kept(meteorology: Meteorology, parameters: Parameters) -> tuple[Origin, ...]:
    """The numbers of the climatology that still count."""
    replaced = (*_REPLACED, _RAIN) if meteorology.precipitation_mm_per_day is not None else _REPLACED
    return tuple(
        one for key, one in parameters.origins.items() if one.layer == TABLES[0] and not key.startswith(replaced)
    )


def _sources(meteorology: Meteorology) -> dict[str, str]:
    """Where each part is from."""
    found = meteorology.variables
    winds = meteorology.winds
    eddies = _USER if winds.east_variance is not None and winds.north_variance is not None else _CLIMATOLOGY
    sources = {
        QUANTITIES["eastward wind"]: _USER,
        QUANTITIES["northward wind"]: _USER,
        QUANTITIES["vertical motion"]: _CONTINUITY,
        n_("mixing by eddies"): eddies,
        n_("mixing between layers"): _CLIMATOLOGY,
        QUANTITIES["precipitation"]: _USER if "precipitation" in found else _CLIMATOLOGY,
        n_("deep convection"): _SCALED if "precipitation" in found else _CLIMATOLOGY,
        n_("sunlight and snow"): _CLIMATOLOGY,
        QUANTITIES["surface pressure"]: _USER if "surface pressure" in found else n_("1000 hPa everywhere"),
    }
    if "boundary layer" in found:
        sources[QUANTITIES["boundary layer"]] = _UNUSED
    return sources
