"""The map of the world: round classes, the same picture each time."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.fate.atmosphere.grid import Grid
from almaden.reports.fate.world_map import classes, world_map


def test_classes_are_round_and_reach_the_highest_value() -> None:
    assert classes(0.34) == pytest.approx([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5])
    assert classes(2.0)[-1] == 2.0
    assert classes(1e-9)[-1] == 1e-9
    assert classes(0.0) == []


def test_the_same_values_give_the_same_map() -> None:
    grid = Grid(30.0)
    values = np.linspace(0, 1, grid.cells).reshape(grid.rows, grid.columns)
    made = [world_map(grid, values, "made up", sources=[(10.0, 190.0)]) for _ in range(2)]
    assert made[0] == made[1]
