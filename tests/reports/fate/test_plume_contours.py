"""Contours of a field that is known: circles around the origin."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.fate.plume.local import LocalPlane
from almaden.fate.plume.receptors import rectangle, rings
from almaden.reports.fate.plume_contours import bands, lines


def test_the_line_of_a_cone_is_a_circle_around_the_source() -> None:
    at = rings(LocalPlane(10.0, 20.0), [100.0, 200.0, 400.0, 800.0], 72)
    (line,) = lines(at, 1000.0 - at.distance_m, 700.0)
    assert np.hypot(*line.T) == pytest.approx(np.full(len(line), 300.0))
    assert lines(at, 1000.0 - at.distance_m, 2000.0) == []


def test_bands_share_the_ground_between_them() -> None:
    """The areas of all bands, holes less, add to the ground that the points of a square span."""
    at = rectangle(LocalPlane(0.0, 0.0), 1000.0, 50.0)
    parts = bands(at, at.distance_m, [0.0, 300.0, 600.0])
    areas = [sum(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2.0 for x, y in (one.T for one in rings_))
             for rings_ in parts]  # fmt: skip
    assert abs(sum(areas)) == pytest.approx(1950.0**2, rel=1e-6)
    assert abs(areas[0]) == pytest.approx(np.pi * 300.0**2, rel=0.01)
