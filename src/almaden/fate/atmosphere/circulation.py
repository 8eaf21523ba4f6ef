"""How air moves between the cells of the atmosphere, and the climate that chemistry and deposition see."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Air that may be missing or left over in a cell, against the largest stream through a face.
TOLERANCE: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Circulation:
    """Streams of air through the faces of the cells, and exchange by mixing, constant in time.

    A stream is positive eastward, northward and upward. Mixing is an exchange: as much air goes one way as the other.

    Attributes:
        grid: the cells of each layer.
        air_kg: (layers, rows, columns) air of each cell, kg.
        east_kg_per_s: (layers, rows, columns) stream through the east face of each cell, kg/s.
        north_kg_per_s: (layers, rows - 1, columns) stream through the north face of all rows but the last, kg/s.
        up_kg_per_s: (layers - 1, rows, columns) stream through the top face of all layers but the last, kg/s.
        east_mixing_kg_per_s, north_mixing_kg_per_s, up_mixing_kg_per_s: air exchanged through the same faces, kg/s.
        lift_kg_per_s: (rows, columns) air exchanged between the lowest and the highest layer by deep convection, kg/s.

    Raises:
        AlmadenError: a field does not fit the grid, is not a number, or mixing is below zero; or more air enters a
            cell than leaves it.
    """

    grid: Grid
    air_kg: NDArray[np.float64]
    east_kg_per_s: NDArray[np.float64]
    north_kg_per_s: NDArray[np.float64]
    up_kg_per_s: NDArray[np.float64]
    east_mixing_kg_per_s: NDArray[np.float64]
    north_mixing_kg_per_s: NDArray[np.float64]
    up_mixing_kg_per_s: NDArray[np.float64]
    lift_kg_per_s: NDArray[np.float64]

    def __post_init__(self) -> None:
        import numpy as np

        layers, rows, columns = len(self.air_kg), self.grid.rows, self.grid.columns
        east, north, up = (layers, rows, columns), (layers, rows - 1, columns), (layers - 1, rows, columns)
        shapes = {
            "air_kg": east, "east_kg_per_s": east, "north_kg_per_s": north, "up_kg_per_s": up,
            "east_mixing_kg_per_s": east, "north_mixing_kg_per_s": north, "up_mixing_kg_per_s": up,
            "lift_kg_per_s": (rows, columns),
        }  # fmt: skip
        for name, shape in shapes.items():
            values = getattr(self, name)
            if values.shape != shape or not np.isfinite(values).all():
                raise AlmadenError(f"{name} of a circulation must be numbers of the shape {shape}")
            if ("mixing" in name or "lift" in name) and (values < 0).any():
                raise AlmadenError(f"{name} of a circulation must not be below zero")
        if (self.air_kg <= 0).any():
            raise AlmadenError("every cell of a circulation must hold air")
        if self.imbalance > TOLERANCE:
            raise AlmadenError(
                f"more air enters some cells than leaves them ({self.imbalance:.1e} of the largest stream); "
                "correct the mass flux first"
            )

    @property
    def layers(self) -> int:
        """Layers of the model."""
        return len(self.air_kg)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Layers, rows, columns."""
        return self.layers, self.grid.rows, self.grid.columns

    @cached_property
    def outflow_kg_per_s(self) -> NDArray[np.float64]:
        """(layers, rows, columns) what leaves each cell less what enters it, kg/s; zero where mass is consistent."""
        import numpy as np

        out: NDArray[np.float64] = self.east_kg_per_s - np.roll(self.east_kg_per_s, 1, axis=2)
        out[:, :-1] += self.north_kg_per_s
        out[:, 1:] -= self.north_kg_per_s
        out[:-1] += self.up_kg_per_s
        out[1:] -= self.up_kg_per_s
        return out

    @property
    def imbalance(self) -> float:
        """The largest outflow against the largest stream."""
        import numpy as np

        streams = (self.east_kg_per_s, self.north_kg_per_s, self.up_kg_per_s)
        largest = max(float(np.abs(one).max(initial=0.0)) for one in streams)
        return float(np.abs(self.outflow_kg_per_s).max()) / largest if largest > 0 else 0.0


@dataclass(frozen=True, eq=False)
class Climate:
    """What chemistry and deposition see of the weather, each (rows, columns).

    Attributes:
        precipitation_m_per_year: rain and snow, m/yr of water.
        sunlight: against its mean over the globe and the year, which is near 1.
        rain_factor: wet removal against that by rain; below 1 where much of it is snow.
        convective_factor: wet removal above the lowest layer against the mean; above 1 where rain is convective.
        north: share of the northern hemisphere, 1 far north and 0 far south of the equator.
    """

    precipitation_m_per_year: NDArray[np.float64]
    sunlight: NDArray[np.float64]
    rain_factor: NDArray[np.float64]
    convective_factor: NDArray[np.float64]
    north: NDArray[np.float64]
