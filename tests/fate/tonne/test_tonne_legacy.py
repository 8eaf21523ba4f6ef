"""A tonne over centuries, against integrals by scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.linalg import expm

from almaden.fate import boxmodel
from almaden.fate.tonne_legacy import BURIED, legacy_of_a_tonne


@pytest.mark.parametrize("name", ["geyman2025", "amos2014"])
def test_a_tonne_in_a_box_model(name: str) -> None:
    found = legacy_of_a_tonne(name, members=40, seed=1)
    model = boxmodel.load(name).model
    start = np.eye(len(model.reservoirs))[0]
    leaving = sum(one.per_year for one in model.rates if one.from_reservoir == "atm")
    flows = np.vstack([np.hstack([model.matrix, np.zeros((len(start), 1))]), np.append(leaving * start, 0.0)])
    run = solve_ivp(lambda _t, m: flows @ m, (0, 100), np.append(start, 0.0), "LSODA", rtol=1e-9, atol=1e-12)
    century = {one.reservoir: one.share for one in found.whereabouts if one.years == 100}
    for key, mass in zip(model.reservoirs, run.y[:-1, -1], strict=True):
        assert century[key].value == pytest.approx(mass, rel=1e-5) if mass > 0 else key not in century
    assert sum(one.value for one in century.values()) == pytest.approx(1, abs=1e-12)
    fall = next(one for one in found.falls if one.years == 100)
    assert fall.times.value == pytest.approx(run.y[-1, -1], rel=1e-5)
    # After a century nothing is left in the air that never came down.
    assert fall.again.value == pytest.approx(fall.times.value - 1, rel=1e-12)
    half = found.half_buried_years
    assert 1 - (expm(half.value * model.matrix) @ start).sum() == pytest.approx(0.5, abs=1e-8)
    for one in (half, fall.times, century["atm"], century[BURIED]):
        assert one.low < one.value < one.high


def test_waste_is_never_reached_and_left_out() -> None:
    reservoirs = {one.reservoir for one in legacy_of_a_tonne("geyman2025", members=40, seed=1).whereabouts}
    assert not reservoirs & {"wf", "ws", "wa"}
