"""PSCF, CWT and CBPF."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from almaden.errors import InputError
from almaden.monitoring.trajectory import Trajectory
from almaden.monitoring.views.attribution import cwt, pscf, source_map, values_at, weight_classes, weights_of
from almaden.monitoring.views.wind_probability import cbpf

START = datetime.datetime(2014, 7, 1, 6)


def path(latitudes: list[float], longitudes: list[float], hour: int = 0, direction: str = "backward") -> Trajectory:
    n = len(latitudes)
    start = START + datetime.timedelta(hours=hour)
    ages = -np.arange(n, dtype=float)
    times = np.datetime64(start, "s") + ages.astype("timedelta64[h]")
    return Trajectory(
        1, direction, start, latitudes[0], longitudes[0], 100.0, times, ages,  # type: ignore[arg-type]
        np.array(latitudes, float), np.array(longitudes, float), np.full(n, 100.0), {},
    )  # fmt: skip


def test_the_public_case() -> None:
    """Case P27: shares .6, .25, 1; weighted .6, .175, .42; CWT 1.52, 1.828571."""
    n, m = np.array([10.0, 4, 2]), np.array([6.0, 1, 2])
    assert pscf(n, m) == pytest.approx([0.6, 0.25, 1.0], abs=1e-6)
    assert pscf(n, m, np.array([1, 0.7, 0.42])) == pytest.approx([0.6, 0.175, 0.42], abs=1e-6)
    tau = np.array([[3.0, 1], [0, 4], [2, 2]])
    assert cwt(tau, np.array([1.4, 2.0, 1.7])) == pytest.approx([1.52, 1.828571], abs=1e-6)


def test_cells_with_few_points_have_no_value_and_little_weight() -> None:
    n = np.array([0.0, 1, 2, 3, 14])
    assert np.isnan(pscf(n, n, least=3)).tolist() == [True, True, True, False, False]
    # The mean of the four cells met is 5: up to 5 points weigh .05, 14 lie between 1.5 and 3 times the mean.
    assert weights_of(n).tolist() == [0.05, 0.05, 0.05, 0.05, 0.7]
    assert [one.weight for one in weight_classes()] == [0.05, 0.42, 0.7, 1.0]
    assert np.isnan(cwt(np.array([[0.0, 2.0]]), np.array([1.0]))).tolist() == [True, False]


@settings(max_examples=25)
@given(
    arrays(np.float64, (4, 6), elements=st.integers(0, 5).map(float)), arrays(np.float64, 4, elements=st.floats(1, 3))
)
def test_a_cell_lies_between_the_values_of_the_air_that_crossed_it(tau: np.ndarray, values: np.ndarray) -> None:
    found = cwt(tau, values)
    met = tau.sum(axis=0) > 0
    assert (np.isfinite(found) == met).all()
    assert np.all(found[met] >= values.min() - 1e-9)
    assert np.all(found[met] <= values.max() + 1e-9)


def test_a_map_of_two_paths() -> None:
    """The receptor's own point is left out; 179.9 E and 180.1 W (of two ways of writing) are neighbours."""
    west = path([50.0, 50.4, 50.6, 51.2], [8.0, 7.5, 7.6, 6.5])
    east = path([50.0, 50.5, 10.0, 90.0], [8.0, 7.9, 180.1, -179.9], hour=1)
    found = source_map([west, east], np.array([2.0, 1.0]), percentile=50)
    frame = found.to_frame().set_index(["south", "west"])
    assert frame["n"].to_dict() == {(50.0, 7.0): 3, (51.0, 6.0): 1, (10.0, -180.0): 1, (89.0, -180.0): 1}
    assert frame.loc[(50.0, 7.0), "pscf"] == pytest.approx(2 / 3)
    assert frame.loc[(50.0, 7.0), "cwt"] == pytest.approx(5 / 3)
    assert (found.threshold, found.trajectories) == (1.5, 2)
    assert {one.status for one in found.unverified} == {"unverified"}


def test_only_backward_paths_with_a_value_count() -> None:
    with pytest.raises(InputError, match="backward"):
        source_map([path([0.0], [0.0], direction="forward")], np.ones(1), percentile=75)
    with pytest.raises(InputError, match="no trajectories"):
        source_map([], np.ones(0), percentile=75)
    times = np.array(["2014-07-01T05:30", "2014-07-01T06:40", "2014-07-01T07:00"], dtype="datetime64[s]")
    paths = [path([0.0], [0.0]), path([0.0], [0.0], hour=1), path([0.0], [0.0], hour=9)]
    used, values = values_at(paths, times, np.array([1.0, 2.0, np.nan]), 1.0)
    assert used == tuple(paths[:2])
    assert values.tolist() == [1.0, 2.0]
    assert values_at(paths, times[:0], np.array([]), 1.0)[0] == ()


def test_winds_that_bring_polluted_air() -> None:
    direction = np.array([350.0, 5.0, 95.0, 92.0, 100.0, np.nan, 10.0])
    speed = np.array([2.0, 2.0, 2.0, 6.0, 6.0, 0.2, 99.0])
    values = np.array([1.0, 1.0, 1.0, 3.0, 1.0, 9.0, 1.0])
    found = cbpf(values, direction, speed, speed_edges=np.array([0.5, 4.0, 8.0]), percentile=70, sectors=4)
    # Seventieth percentile of 1 1 1 1 1 3 9: place 4.2, 1 + .2 * 2 = 1.4.
    assert found.threshold == pytest.approx(1.4)
    assert found.n.tolist() == [[2, 0], [1, 2], [0, 0], [0, 0]]
    assert found.probability[1].tolist() == [0.0, 0.5]
    assert np.isnan(found.probability[2]).all()
    assert found.calm == 1
    assert found.sector_from.tolist() == [315, 45, 135, 225]
