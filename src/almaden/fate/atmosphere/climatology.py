"""The default circulation and climate: analytic, the same at each longitude, for the year or one of its months.

Winds blow along belts of latitude; the Hadley and Ferrel cells are a mass stream function, so that no air is made or
lost; eddies mix; deep convection goes with rain. In months, the stream function and the belts of rain follow the sun
by some degrees and the sun itself is taken at the tilt of the month; winds along latitudes and mixing stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.circulation import Circulation, Climate
from almaden.fate.atmosphere.parameters import Parameters
from almaden.quantity.sphere import EARTH_KM

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Layers of the default circulation.
LAYERS: Final = 3
_DAY_S: Final = 86400.0
_EARTH_M: Final = 1000.0 * EARTH_KM
#: Side of the cells for which the shortest way near the poles is told.
_TOLD_STEP: Final = 5.0


def circulation(grid: Grid, parameters: Parameters, month: int | None = None) -> Circulation:
    """The default circulation of three layers.

    Args:
        grid: the cells.
        parameters: numbers of the model.
        month: 1 to 12, or None for the mean of the year.
    """
    import numpy as np

    p = parameters
    air = layer_air_kg_per_m2(p)
    stream = _stream_kg_per_s(grid, p, _season(p, month, p["season_rain"], p["season_rain_lag"])) / grid.columns
    rain = _rain(grid, p, month)
    wind = _wind(grid, p) * np.array([p[f"wind_factor_{layer}"] for layer in range(LAYERS)])[:, None]
    mixing = np.array([p[f"mixing_factor_{layer}"] for layer in range(LAYERS)])
    days = np.array([p[f"exchange_days_{layer}"] for layer in range(LAYERS - 1)])
    air_kg = _each_column(grid, air[:, None] * grid.area_m2[:, 0])
    return Circulation(
        grid,
        air_kg,
        _each_column(grid, air[:, None] * wind * _height_m(grid)),
        _each_column(grid, np.diff(stream, axis=0)[:, 1:-1]),
        _each_column(grid, -np.diff(stream[1:-1], axis=1)),
        _each_column(grid, _east_mixing(grid, p, air * mixing)),
        _each_column(grid, _north_mixing(grid, p, air * mixing)),
        air_kg[:-1] / (days[:, None, None] * _DAY_S),
        air_kg[0] * p["convection"] * rain / (p["convection_days"] * _DAY_S),
    )


def column_circulation(grid: Grid, parameters: Parameters) -> Circulation:
    """The same winds and mixing with the whole column as one layer, without overturning."""
    import numpy as np

    p = parameters
    air = layer_air_kg_per_m2(p).sum(keepdims=True)
    nothing = np.zeros((0, grid.rows, grid.columns))
    return Circulation(
        grid,
        air * grid.area_m2[None],
        _each_column(grid, air[:, None] * _wind(grid, p) * _height_m(grid)),
        np.zeros((1, grid.rows - 1, grid.columns)),
        nothing,
        _each_column(grid, _east_mixing(grid, p, air)),
        _each_column(grid, _north_mixing(grid, p, air)),
        nothing,
        np.zeros((grid.rows, grid.columns)),
    )


def climate(grid: Grid, parameters: Parameters, month: int | None = None) -> Climate:
    """The default climate; arguments as of ``circulation``."""
    import numpy as np

    p, latitude = parameters, grid.latitudes
    tilt = _season(p, month, p["season_degrees"], 0.0)
    height = np.maximum(np.cos(np.radians(latitude - tilt)), p["sunlight_least"])
    away = np.abs(latitude)
    rain = 1 / (1 + np.exp((away - p["snow_latitude"]) / p["snow_width"]))
    spread = p["convective_spread"]

    def field(row: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.repeat(row[:, None], grid.columns, axis=1)

    return Climate(
        _rain(grid, p, month),
        field(height * p["sunlight_mean"]),
        field(p["snow_least"] + (1 - p["snow_least"]) * rain),
        field(1 - spread + 2 * spread * np.exp(-((away / p["convective_width"]) ** 2))),
        field((1 + np.tanh(latitude / p["hemisphere_width"])) / 2),
    )


def layer_air_kg_per_m2(parameters: Parameters) -> NDArray[np.float64]:
    """(layers,) air above each square metre, kg/m2, from the pressures between the layers."""
    import numpy as np

    pascal = 100.0 * np.array([parameters[f"pressure_{layer}"] for layer in range(LAYERS + 1)])
    air: NDArray[np.float64] = -np.diff(pascal) / parameters["gravity"]
    return air


def lowest_layer_m(parameters: Parameters) -> float:
    """Depth of the layer at the ground, m."""
    return float(layer_air_kg_per_m2(parameters)[0] / parameters["air_density"])


def _season(p: Parameters, month: int | None, degrees: float, lag: float) -> float:
    """Degrees by which something follows the sun to the north in a month."""
    import math

    return 0.0 if month is None else degrees * math.sin(2 * math.pi * (month - p["season_phase"] - lag) / 12)


def _wind(grid: Grid, p: Parameters) -> NDArray[np.float64]:
    """(rows,) wind to the east, mean of the column, m/s."""
    import numpy as np

    east = np.exp(-((grid.latitudes / p["easterlies_width"]) ** 2))
    west = np.exp(-(((np.abs(grid.latitudes) - p["westerlies_latitude"]) / p["westerlies_width"]) ** 2))
    wind: NDArray[np.float64] = p["westerlies"] * west - p["easterlies"] * east
    return wind


def _stream_kg_per_s(grid: Grid, p: Parameters, shift: float) -> NDArray[np.float64]:
    """(layers + 1, rows + 1) air that goes north below each pressure through each whole circle of latitude, kg/s.

    Near the ground air goes to the equator in the Hadley cells and to the poles in the Ferrel cells.
    """
    import numpy as np

    latitude = grid.latitude_edges - shift
    away, side = np.abs(latitude), np.sign(latitude)
    hadley, ferrel = p["overturning_edge"], p["ferrel_edge"]
    inner = -side * np.sin(np.pi * away / hadley)
    outer = p["ferrel"] * side * np.sin(np.pi * (away - hadley) / (ferrel - hadley))
    cells = p["overturning"] * np.where(away < hadley, inner, np.where(away < ferrel, outer, 0.0))
    # No air goes through the poles, wherever the cells were shifted to.
    cells[[0, -1]] = 0.0
    return np.stack([0 * cells, p["overturning_low"] * cells, cells, 0 * cells])


def _rain(grid: Grid, p: Parameters, month: int | None) -> NDArray[np.float64]:
    """(rows, columns) precipitation, m/yr."""
    import numpy as np

    latitude = grid.latitudes - _season(p, month, p["season_rain"], p["season_rain_lag"])
    equator = np.exp(-(((latitude - p["rain_equator_latitude"]) / p["rain_equator_width"]) ** 2))
    middle = np.exp(-(((np.abs(latitude) - p["rain_middle_latitude"]) / p["rain_middle_width"]) ** 2))
    rain = p["rain_least"] + p["rain_equator"] * equator + p["rain_middle"] * middle
    return np.repeat(rain[:, None], grid.columns, axis=1)


def _east_mixing(grid: Grid, p: Parameters, air: NDArray[np.float64]) -> NDArray[np.float64]:
    """(layers, rows) air exchanged through each east face, kg/s."""
    import numpy as np

    way = _EARTH_M * np.cos(np.radians(grid.latitudes)) * np.radians(grid.step)
    way = np.maximum(way, p["shortest_way_east"] * grid.step / _TOLD_STEP)
    mixing: NDArray[np.float64] = air[:, None] * p["mixing_east"] * _height_m(grid) / way
    return mixing


def _north_mixing(grid: Grid, p: Parameters, air: NDArray[np.float64]) -> NDArray[np.float64]:
    """(layers, rows - 1) air exchanged through each north face, kg/s."""
    import numpy as np

    edges = grid.latitude_edges[1:-1]
    weak = np.exp(-((edges / p["mixing_width"]) ** 2))
    strength = p["mixing_middle"] + (p["mixing_equator"] - p["mixing_middle"]) * weak
    face = _EARTH_M * np.cos(np.radians(edges)) * np.radians(grid.step)
    mixing: NDArray[np.float64] = air[:, None] * strength * face / _height_m(grid)
    return mixing


def _height_m(grid: Grid) -> float:
    """Side of a cell from south to north, m."""
    import math

    return _EARTH_M * math.radians(grid.step)


def _each_column(grid: Grid, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return np.repeat(rows[:, :, None], grid.columns, axis=2)
