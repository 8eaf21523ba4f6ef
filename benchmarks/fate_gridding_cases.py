"""What is measured of gridding: Almaden, plain bincount and histogram2d of numpy, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.points import grid_points
from almaden.fate.atmosphere.regrid import Edges, regrid_mass

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
STEP = 0.25


def prepare(program: str, points: float = 1_000_000) -> Prepared:
    rng = np.random.default_rng(1)
    count = int(points)
    # Points of this seed lie within the edges, where all three agree; poles and the date line are in the tests.
    latitude, longitude = rng.uniform(-90, 90, count), rng.uniform(-180, 180, count)
    mg = rng.lognormal(0, 2, count)
    return PROGRAMS[program](latitude, longitude, mg), lambda found: {
        "total": float(found.sum()), "given": float(mg.sum()), "first": float(found.ravel()[: found.size // 2].sum()),
    }  # fmt: skip


def almaden(latitude: Any, longitude: Any, mg: Any) -> Callable[[], Any]:
    grid = Grid(STEP)
    return lambda: grid_points(latitude, longitude, mg, grid)


def bincount(latitude: Any, longitude: Any, mg: Any) -> Callable[[], Any]:
    """Index and count, nothing checked."""
    rows, columns = round(180 / STEP), round(360 / STEP)

    def compute() -> Any:
        row = ((latitude + 90) / STEP).astype(np.int64)
        column = ((longitude + 180) / STEP).astype(np.int64)
        return np.bincount(row * columns + column, weights=mg, minlength=rows * columns).reshape(rows, columns)

    return compute


def histogram(latitude: Any, longitude: Any, mg: Any) -> Callable[[], Any]:
    rows, columns = round(180 / STEP), round(360 / STEP)
    limits = [[-90, 90], [-180, 180]]
    return lambda: np.histogram2d(latitude, longitude, bins=[rows, columns], range=limits, weights=mg)[0]


def regridding(latitude: Any, longitude: Any, mg: Any) -> Callable[[], Any]:
    """A field of 0.25 degree on 5 degrees."""
    field = np.random.default_rng(2).lognormal(0, 2, (720, 1440))
    return lambda: regrid_mass(field * mg.sum() / field.sum(), Edges.of(Grid(STEP)), Edges.of(Grid(5)))


PROGRAMS: dict[str, Callable[[Any, Any, Any], Callable[[], Any]]] = {
    "almaden": almaden,
    "numpy bincount": bincount,
    "numpy histogram2d": histogram,
    "almaden, regridding": regridding,
}
