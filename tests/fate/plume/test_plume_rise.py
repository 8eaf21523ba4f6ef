"""Rise by momentum, gradual rise, stack-tip downwash and wakes, against the equations worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from almaden.fate.plume.dispersion import sigmas
from almaden.fate.plume.downwash import wake
from almaden.fate.plume.rise import Rise, rise
from almaden.fate.plume.sources import Source, weather
from almaden.fate.plume.stability import class_codes
from almaden.fate.plume.stack_plume import stack_plume


def stack(**changes: float) -> Source:
    given = {"height_m": 30.0, "diameter_m": 1.0, "exit_speed_m_per_s": 10.0, "exit_temperature_k": 300.0} | changes
    return Source("made up", {"hg0": 1.0}, latitude=0.0, longitude=0.0, **given)


def risen(source: Source, wind: float, letters: str, air_k: float = 290.0) -> Rise:
    return rise(source, wind, class_codes(list(letters)), air_k)


def test_a_lukewarm_stack_rises_by_momentum() -> None:
    """F 0.8175, crossover 19.2 K; in class E (crossover 1.5 K) with little wind the stable equation is the lower."""
    found = risen(stack(), 4.0, "D")
    assert found.buoyancy_flux_m4_per_s3 == pytest.approx([0.8175])
    assert not found.buoyant.any()
    assert found.final_m == pytest.approx([7.5])
    assert found.distance_m == pytest.approx([49 * 0.8175**0.625])
    root = math.sqrt(9.81 / 299.5 * 0.020)
    stable = risen(stack(), 1.0, "E", 299.5)
    assert stable.final_m == pytest.approx([1.5 * (25 * 299.5 / 300 / root) ** (1 / 3)])
    assert stable.distance_m == pytest.approx([math.pi / 2 / root])


def test_a_cold_stack_and_a_vent() -> None:
    cold = risen(stack(exit_temperature_k=280.0), 4.0, "D")
    assert cold.buoyancy_flux_m4_per_s3 == pytest.approx([0.0])
    assert cold.distance_m == pytest.approx([4 * 1 * (10 + 12) ** 2 / 40])
    vent = risen(stack(exit_speed_m_per_s=0.0, diameter_m=0.0, height_m=5.0), 4.0, "AF")
    assert vent.height_m([50.0, 5000.0]).tolist() == [5.0, 5.0]


def test_a_slow_plume_is_drawn_down() -> None:
    """H + 2 d (vs / u - 1.5), not below the ground."""
    assert risen(stack(), 20.0, "D").mouth_m == pytest.approx([30 + 2 * (0.5 - 1.5)])
    assert risen(stack(), 5.0, "D").mouth_m == pytest.approx([30.0])
    assert risen(stack(height_m=1.0), 20.0, "D").mouth_m == pytest.approx([0.0])


def test_a_hot_plume_rises_gradually() -> None:
    """1.6 F^(1/3) x^(2/3) / u up to its final height, and never down again."""
    hot = stack(exit_temperature_k=450.0, diameter_m=3.0)
    found = risen(hot, 5.0, "BDEF").column()
    flux = 9.81 * 10 * 9 / 4 * 160 / 450
    x = np.geomspace(1.0, 2e4, 300)
    heights = found.height_m(x)
    assert found.height_m(100.0)[:, 0] == pytest.approx([30 + 1.6 * flux ** (1 / 3) * 100 ** (2 / 3) / 5] * 4)
    assert heights[:, -1] == pytest.approx(found.final_height_m[:, 0])
    assert (np.diff(heights, axis=1) >= -1e-9).all()
    assert float(found.momentum_m(0.0).max()) == 0.0


def test_a_jet_in_stable_air_by_hand() -> None:
    found = risen(stack(), 2.0, "F")
    s = 9.81 / 290 * 0.035
    momentum = 25 * 290 / 300
    sine = math.sin(20 * math.sqrt(s) / 2)
    expected = (3 * momentum * sine / ((1 / 3 + 0.2) ** 2 * 2 * math.sqrt(s))) ** (1 / 3)
    assert found.momentum_m(20.0) == pytest.approx([expected])


def test_a_squat_building_widens_a_low_plume() -> None:
    """0.7 L + 0.067 (x - 3 L) up, 0.35 W + 0.067 (x - 3 L) sideways; from 10 L on as from a virtual source."""
    low = stack(height_m=22.0, diameter_m=0.0, exit_speed_m_per_s=0.0, building_height_m=20.0, building_width_m=40.0)
    codes = class_codes(["D"])
    caught = wake(low, rise(low, 3.0, codes, 290.0))
    assert caught is not None
    assert caught.cavity_m == 60.0
    wide, high = caught.sigmas(np.array([30.0, 60.0, 100.0]), codes, "rural")
    assert high == pytest.approx([14.0, 14.0, 14 + 0.067 * 40])
    assert wide == pytest.approx([14.0, 14.0, 14 + 0.067 * 40])
    size = 14 + 0.067 * 140
    virtual = (size**2 * 1.5e-3 + math.sqrt(size**4 * 1.5e-3**2 + 4 * 0.06**2 * size**2)) / (2 * 0.06**2)
    x = 500 - 200 + virtual
    assert caught.sigmas(500.0, codes, "rural")[1] == pytest.approx([0.06 * x / math.sqrt(1 + 1.5e-3 * x)], rel=1e-6)
    assert (np.array(caught.sigmas(0.0, codes, "rural")) == 0).all()


def test_a_high_plume_is_widened_upwards_only_and_a_higher_not_at_all() -> None:
    x, codes = np.array([150.0, 1000.0]), class_codes(["D", "D"])
    open_air = sigmas(x, codes, "rural")
    for height, wide, high in ((30.0, False, True), (51.0, False, False)):
        one = stack(height_m=height, diameter_m=0.0, exit_speed_m_per_s=0.0, building_height_m=20.0,
                    building_width_m=200.0)  # fmt: skip
        caught = wake(one, rise(one, 3.0, codes, 290.0))
        assert caught is not None
        assert caught.broad_m == 20.0
        found = caught.sigmas(x, codes, "rural")
        assert [bool((now > then).all()) for now, then in zip(found, open_air, strict=True)] == [wide, high]


def test_a_fast_plume_leaves_the_wake() -> None:
    """Limit 20 + 1.5 x 8 = 32 m; from 24 m it rises by 13.8 m at 4 m/s, and by 3 d vs / u = 3 m at 20 m/s."""
    fast = stack(height_m=24.0, exit_speed_m_per_s=20.0, building_height_m=20.0, building_width_m=8.0)
    caught = wake(fast, rise(fast, np.array([4.0, 20.0]), class_codes(["D", "D"]), 299.0))
    assert caught is not None
    assert caught.deep.tolist() == [False, True]
    assert not caught.wide.any()
    assert caught.cavity_m == 24.0


def test_a_plume_that_ends_above_the_lid_never_reaches_the_ground() -> None:
    hours = weather([3.0, 3.0], 0.0, "D", 290.0, [40.0, 4000.0])
    plume = stack_plume(stack(exit_temperature_k=450.0), hours, "rural")
    assert plume.above_lid.ravel().tolist() == [True, False]
    found = plume.unit_concentration(np.array([-100.0, 200.0, 5000.0]), 0.0)
    assert (found > 0).tolist() == [[False] * 3, [False, True, True]]
    assert plume.chosen(np.array([1])).unit_concentration(200.0, 0.0) == pytest.approx(found[1:, 1:2])
