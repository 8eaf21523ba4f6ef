"""Ensembles: exact steps, draws that no order changes, ranges, and the same bits wherever they run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from scipy.linalg import expm

from almaden.errors import InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.ensemble import run_ensemble
from almaden.fate.boxmodel.ensemble_result import Ensemble
from almaden.fate.boxmodel.laying import lay_history
from almaden.fate.boxmodel.propagation import functions
from almaden.fate.boxmodel.spreads import spread_of

GEYMAN = boxmodel.load("geyman2025")
FORCING = lay_history(GEYMAN.model, "ssp1-26").forcing
YEARS = (1850.0, 2010.0, 2100.0)


@pytest.fixture(scope="module")
def some() -> Ensemble:
    return run_ensemble(GEYMAN, FORCING, members=1000, years=YEARS)


def same(one: Ensemble, other: Ensemble) -> bool:
    pairs = ((one.point, other.point), (one.low, other.low), (one.median, other.median), (one.high, other.high))
    return one.kept == other.kept and all(np.array_equal(first, second) for first, second in pairs)


def test_functions_of_matrices() -> None:
    # Rows of the exponential of an augmented matrix, by scipy (Higham 2008, 10.7).
    matrix = GEYMAN.model.matrix
    for step in (1e-6, 1.0, 500.0):
        found = functions(np.stack([step * matrix, 0.5 * step * matrix]))
        n = len(matrix)
        wide = np.zeros((3 * n, 3 * n))
        wide[:n, :n] = step * matrix
        wide[:n, n : 2 * n] = wide[n : 2 * n, 2 * n :] = np.eye(n)
        known = expm(wide)
        for place in range(3):
            assert found[place][0] == pytest.approx(known[:n, place * n : (place + 1) * n], abs=1e-11)


def test_the_run_of_record_is_the_exact_one(some: Ensemble) -> None:
    run = GEYMAN.run(FORCING)
    for year, masses in zip(YEARS, some.point, strict=True):
        assert masses == pytest.approx(list(run.at(year).values()), rel=1e-10, abs=1e-10)
    assert (some.low <= some.median).all()
    assert (some.median <= some.high).all()
    # Members are held to 4.0 to 4.5 Gg of mercury in the air of 2010.
    assert 4000 <= some.low[1, 0] <= some.high[1, 0] <= 4500
    assert [one.value for one in some.constraints] == pytest.approx([4.0675, 3.4494, 7.3986, 1.0671, 1.1212], rel=1e-4)
    assert 40 <= some.kept < 1000
    assert all(one.status == "unverified" for one in some.unverified)
    assert some.meta.draws == 1000


def test_order_changes_nothing_and_the_seed_does(some: Ensemble) -> None:
    turned = replace(GEYMAN, model=replace(GEYMAN.model, rates=GEYMAN.model.rates[::-1]))
    again = run_ensemble(turned, FORCING, members=1000, years=YEARS)
    # Rates are added up in another order, so the last figures may differ.
    assert again.kept == some.kept
    assert again.high == pytest.approx(some.high, rel=1e-9)
    assert same(run_ensemble(GEYMAN, FORCING, members=1000, years=YEARS), some)
    other = run_ensemble(GEYMAN, FORCING, members=1000, years=YEARS, seed=2)
    assert not same(other, some)
    assert other.point == pytest.approx(some.point, rel=1e-15)


def test_an_executor_gives_the_same_bits(some: Ensemble) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert same(run_ensemble(GEYMAN, FORCING, members=1000, years=YEARS, executor=pool), some)


def test_a_cluster_gives_the_same_bits(some: Ensemble) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra 'scale' is not installed")
    settings = {"processes": True, "host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1}
    with (
        distributed.LocalCluster(n_workers=2, **settings) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as pool,
    ):
        assert same(run_ensemble(GEYMAN, FORCING, members=1000, years=YEARS, executor=pool), some)


def test_other_models_and_their_limits() -> None:
    amos = boxmodel.load("amos2014")
    found = run_ensemble(amos, lay_history(amos.model, "streets2011").forcing, members=60, constrained=False)
    assert "rivers" in found.notes[0]
    assert found.kept == 60
    with pytest.raises(InputError, match="fit the constraints"):
        run_ensemble(GEYMAN, FORCING, members=60)
    with pytest.raises(InputError, match="too few members"):
        run_ensemble(GEYMAN, FORCING, members=3)
    with pytest.raises(InputError, match="outside the run"):
        run_ensemble(GEYMAN, FORCING, members=60, years=[2500.0])


def test_each_rate_has_a_spread() -> None:
    known = {rate.key: spread_of(rate.key).key for rate in GEYMAN.model.rates}
    assert known["k_A_tfHg0"] == "deposition_hg0_land"
    assert known["k_A_tfHgII"] == "deposition_hg2"
    assert known["k_Oc_sp3"] == "burial"
    assert known["k_Wl_wf_riv_L"] == "rivers"
    assert "other" not in known.values()
