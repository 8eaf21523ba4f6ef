"""Streams by key: the Sobol numbers against scipy, one draw per stratum, and no dependence on any order."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import qmc

from almaden.quantity import sampling
from almaden.quantity.sampling import SOBOL_LIMIT, Sampler, plan, quantiles

KEYS = [f"PHL/activity/row {number}" for number in range(40)]


def many(count: int) -> list[str]:
    return [f"key {number}" for number in range(count)]


@pytest.mark.parametrize("bits", [3, 7, 10])
def test_direction_numbers_give_the_points_of_scipy(bits: int) -> None:
    """scipy walks the sequence in Gray-code order: the n-th point flips the digits of n ^ (n >> 1)."""
    dimensions = SOBOL_LIMIT
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = qmc.Sobol(dimensions, scramble=False).random(1 << bits)
    number = np.arange(1 << bits)
    gray = number ^ (number >> 1)
    for dimension in (*range(30), 100, 333, 500, 777, dimensions - 1):
        directions = sampling._directions(dimension, bits)
        points = np.zeros(1 << bits, dtype=np.int64)
        for bit in range(bits):
            points ^= np.where(gray >> bit & 1, directions[bit], 0)
        assert np.array_equal(points / (1 << bits), expected[:, dimension]), dimension


@pytest.mark.parametrize("count", [3, SOBOL_LIMIT + 1])
@pytest.mark.parametrize("draws", [64, 1024])
def test_every_key_takes_each_stratum_once(count: int, draws: int) -> None:
    sampler = plan(many(count), draws, seed=5)
    middles = ndtri((np.arange(draws) + 0.5) / draws)
    for key in many(count)[:3]:
        normal = sampler.normal(key)
        assert normal[0] == 0.0
        np.testing.assert_allclose(np.sort(normal[1:]), middles, rtol=1e-12)


def test_fewer_draws_than_a_power_of_two_take_different_strata() -> None:
    sampler = plan(KEYS, 1000, seed=5)
    strata = ndtri((np.arange(1024) + 0.5) / 1024)
    normal = sampler.normal(KEYS[0])[1:]
    assert len(normal) == 1000
    assert len(np.unique(normal)) == 1000
    assert set(normal.round(9)) <= set(strata.round(9))


def test_the_sampler_is_chosen_by_the_number_of_keys() -> None:
    assert plan(many(SOBOL_LIMIT), 8, 1).kind == "sobol"
    assert plan(many(SOBOL_LIMIT + 1), 8, 1).kind == "latin hypercube"
    assert plan([*many(SOBOL_LIMIT), "key 1"], 8, 1).kind == "sobol"


@given(st.permutations(KEYS[:12]), st.integers(0, 10_000))
def test_the_order_of_keys_changes_no_draw(order: list[str], seed: int) -> None:
    straight, shuffled = plan(KEYS[:12], 32, seed), plan([*order, order[0]], 32, seed)
    for key in KEYS[:12]:
        assert np.array_equal(straight.normal(key), shuffled.normal(key))


@pytest.mark.parametrize("count", [3, SOBOL_LIMIT + 1])
def test_same_seed_same_draws_other_seed_others(count: int) -> None:
    one, again, other = (plan(many(count), 64, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.normal("key 1"), again.normal("key 1"))
    assert not np.array_equal(one.normal("key 1"), other.normal("key 1"))
    assert not np.array_equal(one.normal("key 1"), one.normal("key 2"))
    drawn = [sampler.generator("key 1").standard_normal(4).tolist() for sampler in (one, again, other)]
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize(("count", "limit"), [(100, 0.06), (SOBOL_LIMIT, 0.15)])
def test_pairs_of_keys_are_not_correlated(count: int, limit: float) -> None:
    sampler = plan(many(count), 4096, seed=3)
    chosen = many(count)[:: count // 50]
    correlations = np.corrcoef([sampler.normal(key)[1:] for key in chosen]) - np.eye(len(chosen))
    assert np.abs(correlations).max() < limit


def test_a_sum_is_integrated_better_than_by_random_numbers() -> None:
    """Mean of a product of 20 lognormals of scale 0.1: as many random draws would miss it by about 0.7 %."""
    sampler = plan(KEYS[:20], 4096, seed=9)
    product = np.exp(sum(0.1 * sampler.normal(key)[1:] for key in KEYS[:20]))
    assert product.mean() == pytest.approx(np.exp(20 * 0.1**2 / 2), rel=1e-3)


@pytest.mark.parametrize("draws", [-1, 0, 1])
def test_too_few_draws_are_refused(draws: int) -> None:
    with pytest.raises(ValueError, match="at least two draws"):
        plan(KEYS, draws, 1)


def test_two_draws_are_enough() -> None:
    assert sorted(plan(["a"], 2, 1).normal("a")) == pytest.approx(sorted([0.0, *ndtri([0.25, 0.75])]))
    assert isinstance(plan([], 2, 1), Sampler)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60),
    st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 1.0)),
)
def test_quantiles_are_those_of_numpy(values: list[float], probabilities: tuple[float, float]) -> None:
    array = np.array(values)
    assert quantiles(array, probabilities) == pytest.approx(
        tuple(np.quantile(array, probabilities)), rel=1e-9, abs=1e-6
    )
