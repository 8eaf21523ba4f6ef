"""Totals spread by a proxy stay, region by region."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.proxies import spread

AREA = np.ones((3, 4))


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_each_total_stays(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    # Cells on borders belong to several regions, and some to none.
    whole = rng.dirichlet(np.ones(count + 1), size=(18, 36))
    shares = {f"r{at}": whole[..., at] for at in range(count)}
    totals = {name: float(rng.lognormal(0, 3)) for name in shares}
    found = spread(totals, shares, rng.lognormal(0, 4, (18, 36)), Grid(10).area_m2)
    assert found.mg_per_year.sum() == pytest.approx(sum(totals.values()), rel=1e-12)
    assert found.by_region == pytest.approx(totals, rel=1e-12)


def test_a_border_cell_by_hand() -> None:
    left, right, proxy = np.zeros((3, 4)), np.zeros((3, 4)), np.zeros((3, 4))
    left[0, 0], left[0, 1], right[0, 1], right[0, 2] = 1.0, 0.25, 0.75, 1.0
    proxy[0, :3] = 1.0, 4.0, 6.0
    found = spread({"left": 10.0, "right": 9.0}, {"left": left, "right": right}, proxy, AREA).mg_per_year
    # Left has proxy 1 and 4 x 0.25, right 4 x 0.75 and 6.
    assert found[0, :3] == pytest.approx([5.0, 5.0 + 3.0, 6.0])


def test_a_region_without_proxy_is_told_and_spread_evenly_if_asked_for() -> None:
    here = np.zeros((3, 4))
    here[2] = 1.0
    with pytest.raises(InputError, match="here has an emission and no proxy"):
        spread({"here": 8.0}, {"here": here}, np.zeros((3, 4)), AREA)
    found = spread({"here": 8.0}, {"here": here}, np.zeros((3, 4)), AREA, evenly=True)
    assert found.evenly == ("here",)
    assert found.mg_per_year[2] == pytest.approx([2.0] * 4)
    with pytest.raises(InputError, match="no cell on this grid"):
        spread({"here": 8.0}, {"here": here * 0}, np.zeros((3, 4)), AREA, evenly=True)


def test_all_faults_together() -> None:
    share, proxy = np.full((3, 4), 0.7), np.ones((3, 4))
    proxy[0, 0] = -1
    with pytest.raises(InputError) as caught:
        spread({"a": -1.0, "b": 1.0, "c": float("nan")}, {"a": share, "b": share}, proxy, AREA)
    text = str(caught.value)
    for words in ("total of a is negative", "no region c", "regions overlap", "not known in 1 cells"):
        assert words in text
    with pytest.raises(InputError, match="not all between 0 and 1"):
        spread({"a": 1.0}, {"a": share * 100}, np.ones((3, 4)), AREA)
