"""Distances on the sphere of the earth."""

from __future__ import annotations

import pytest

from almaden.quantity.sphere import great_circle_km


@pytest.mark.parametrize(
    ("points", "km"),
    [
        # London - Paris and Sydney - Auckland, as great circles of the mean earth; from public tables of distances.
        ((51.5074, -0.1278, 48.8566, 2.3522), 343.6),
        ((-33.8688, 151.2093, -36.8485, 174.7633), 2155.9),
        ((0.0, 179.95, 0.0, -179.95), 11.12),
        ((10.0, 20.0, 10.0, 20.0), 0.0),
    ],
)
def test_distances(points: tuple[float, float, float, float], km: float) -> None:
    assert great_circle_km(points[:2], points[2:]) == pytest.approx(km, rel=0.002)
