"""Members of the atmosphere: solved right, drawn from streams of their own, ranges brought to other grids."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.atmosphere.coast import coast_lines
from almaden.fate.atmosphere.deposition import Ground
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.members import speciated, varied
from almaden.fate.atmosphere.model import default_atmosphere
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.source_receptor import regional_sources
from almaden.fate.atmosphere.spreads import air_factors, air_spreads
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.uncertainty import atmosphere_ensemble, carried

AIR = default_atmosphere(Grid(20.0))
GROUNDS: list[Ground] = ["sea" if one.kind == "ocean" else "land" for one in AIR.surface.receptors]
SOURCES = np.stack([regional_sources(AIR.grid)[key] for key in ("usa", "japan")])


class Elsewhere(ThreadPoolExecutor):
    """Sends tasks and results as they are sent to other processes and machines."""

    def submit(self, task: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        sent = pickle.loads(pickle.dumps((task, given, named)))
        return super().submit(lambda: pickle.loads(pickle.dumps(sent[0](*sent[1], **sent[2]))))


def test_the_first_member_is_the_model_of_record() -> None:
    found = atmosphere_ensemble(AIR, SOURCES, AIR.surface.shares, GROUNDS, members=40)
    state = AIR.steady(SOURCES)
    totals = SOURCES.sum(axis=(1, 2, 3))
    known = [
        state.onto_mg_per_year(share, ground).sum(axis=-1) / totals
        for share, ground in zip(AIR.surface.shares, GROUNDS, strict=True)
    ]
    assert found.point.shares == pytest.approx(np.array(known), rel=1e-9)
    assert found.point.stays_months == pytest.approx(12 * state.mass_mg.sum(axis=(1, 2, 3, 4)) / totals, rel=1e-9)
    # Whatever the member, all comes down somewhere.
    assert found.members.shares.sum(axis=1) == pytest.approx(1, abs=1e-10)
    assert ((found.members.lifetime_years >= 0.3) & (found.members.lifetime_years <= 1)).all()
    assert found.kept + found.left_out == 40
    with Elsewhere(2) as pool:
        again = atmosphere_ensemble(AIR, SOURCES, AIR.surface.shares, GROUNDS, members=40, executor=pool)
    assert np.array_equal(again.members.shares, found.members.shares)
    with pytest.raises(InputError, match="too few members"):
        atmosphere_ensemble(AIR, SOURCES, AIR.surface.shares, GROUNDS, members=39)


def test_everything_twice_as_fast_halves_times_and_keeps_shares() -> None:
    twice = varied(AIR, {one.key: 2.0 for one in air_spreads()})
    one, other = AIR.steady(SOURCES), twice.steady(SOURCES)
    assert other.mass_mg == pytest.approx(one.mass_mg / 2, rel=1e-9)
    assert other.deposition_mg_per_year == pytest.approx(one.deposition_mg_per_year, rel=1e-9)


def test_a_factor_is_that_of_its_parameter() -> None:
    one = varied(AIR, {one.key: 1.0 for one in air_spreads()} | {"dry_hg0_land": 3.0, "exchange_low": 2.0, "wet": 0.5})
    p = default_parameters()
    changes = {"hg0_land": 3 * p["hg0_land"], "exchange_days_0": p["exchange_days_0"] / 2, "wet": p["wet"] / 2}
    other = default_atmosphere(AIR.grid, p.varied(changes), surface=AIR.surface)
    assert abs(one.gases - other.gases).max() < 1e-9 * abs(other.gases).max()


def test_draws() -> None:
    few, same = air_factors(64, 1), air_factors(64, 1)
    assert all(np.array_equal(few[key], same[key]) for key in few)
    assert all(one[0] == 1.0 for one in few.values())
    # The 16 and 84 % quantiles of a lognormal are its geometric standard deviation away from the median.
    for one in air_spreads():
        low, high = np.quantile(np.log(few[one.key][1:]), [0.1587, 0.8413])
        assert (high - low) / 2 == pytest.approx(np.log(one.geometric_sd), rel=0.1)


def test_a_mixture_keeps_its_total() -> None:
    source = np.array([[[[2.0]], [[1.0]], [[1.0]]]])
    found = speciated(source, {"speciation_hg2": 2.0, "speciation_hgp": 1.0})
    # 2 : 2 : 1 of 4.
    assert found.ravel() == pytest.approx([1.6, 1.6, 0.8])


def test_carried_by_hand() -> None:
    # Odds 1/4 become 1/2 in the member; so odds of 1 become 2.
    found = carried(np.array([0.5]), np.array([0.2]), np.array([[1 / 3], [0.2]]))
    assert found.ravel() == pytest.approx([2 / 3, 0.5])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_carried_shares_stay_shares(share: float, point: float, member: float) -> None:
    found = carried(np.array([share]), np.array([point]), np.array([[member]]))
    assert 0 <= found[0, 0] <= 1


def test_the_coast_parts_land_from_sea() -> None:
    lines = coast_lines()
    land = Surface.of(Grid(1.0)).land > 0.5
    longest = max(lines, key=len)
    assert len(longest) > 300
    for line in lines:
        points = np.array(line)
        assert np.abs(points[:, 0]).max() <= 180
        assert np.abs(points[:, 1]).max() <= 90
        # What does not close runs into an edge of the map.
        assert line[0] == line[-1] or {abs(line[0][0]), abs(line[-1][0])} <= {180.0}
        for east, north in line[1:-1]:
            step = (0.5, 0.0) if north % 1 else (0.0, 0.5)
            sides = [land[int(north + sign * step[1] + 90), int(east + sign * step[0] + 180)] for sign in (-1, 1)]
            assert sides[0] != sides[1]
