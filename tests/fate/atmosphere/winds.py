"""Made-up circulations that keep mass, for tests."""

from __future__ import annotations

import numpy as np

from almaden.fate.atmosphere.chemistry import Chemistry
from almaden.fate.atmosphere.circulation import Circulation
from almaden.fate.atmosphere.deposition import Deposition
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.surface import Surface


def any_circulation(step: float, layers: int, seed: int) -> Circulation:
    """Streams from stream functions, at the corners of cells and along meridians, so that no air is made or lost."""
    rng, grid = np.random.default_rng(seed), Grid(step)
    shape = (layers, grid.rows, grid.columns)
    air = grid.area_m2 * rng.uniform(1e3, 4e3, layers)[:, None, None]
    level = np.zeros((layers, grid.rows + 1, grid.columns))
    level[:, 1:-1] = rng.normal(0, 1e9, (layers, grid.rows - 1, grid.columns))
    upright = np.zeros((layers + 1, grid.rows + 1, grid.columns))
    upright[1:-1, 1:-1] = rng.normal(0, 1e9, (layers - 1, grid.rows - 1, grid.columns))
    north = np.roll(level, 1, axis=2) - level + np.diff(upright, axis=0)
    return Circulation(
        grid,
        air,
        np.diff(level, axis=1) + rng.normal(0, 1e9, (layers, grid.rows, 1)),
        north[:, 1:-1],
        -np.diff(upright[1:-1], axis=1),
        # Some faces without mixing: there both schemes are the donor cell.
        10 ** rng.uniform(5, 10, shape) * (rng.random(shape) > 0.2),
        10 ** rng.uniform(5, 10, (layers, grid.rows - 1, grid.columns)),
        10 ** rng.uniform(5, 10, (layers - 1, grid.rows, grid.columns)),
        10 ** rng.uniform(5, 8, shape[1:]),
    )


def any_atmosphere(step: float, layers: int, seed: int) -> Atmosphere:
    """With made-up chemistry and deposition."""
    circulation, rng = any_circulation(step, layers, seed), np.random.default_rng(seed + 1)
    surface = Surface.of(circulation.grid)
    ground = (3, *circulation.shape[1:])
    falls = Deposition(
        surface.land, rng.uniform(0, 9, ground), rng.uniform(0, 9, ground), rng.uniform(0, 9, (3, *circulation.shape))
    )
    turns = Chemistry(rng.uniform(0, 9, circulation.shape), rng.uniform(0, 99, circulation.shape))
    return Atmosphere(circulation, turns, falls, surface, default_parameters())
