"""The order of units, how many carry a share, and what uncertainty does to both."""

from __future__ import annotations

from math import fsum

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from almaden.sectors.coal.ranking import CountRange, rank

HARMONIC = 1.0 / np.arange(1, 101)
IDS = [f"U{number:03d}" for number in range(100)]


def test_c27_units_of_one_over_i() -> None:
    # Case C27: H100 = 5.18738; 6 units carry 45 % (H6 = 2.45), 8 carry half (H8 = 2.7179).
    found = rank(IDS, HARMONIC, shares=(0.45, 0.5))
    assert found.k_for_share(0.45) == CountRange(6, 6, 6)
    assert found.k_for_share(0.5) == CountRange(8, 8, 8)
    assert found.cumulative[7] == pytest.approx(2.717857 / 5.187378, rel=1e-6)


def test_equal_units_stand_by_identifier() -> None:
    found = rank(["b", "c", "a"], np.array([1.0, 2.0, 1.0]), np.ones((3, 5)), top=1)
    assert [["b", "c", "a"][place] for place in found.order] == ["c", "a", "b"]
    assert found.rank.tolist() == [3, 1, 2]
    # Draws that are all equal: the first by identifier is the top one.
    assert found.p_top.tolist() == [0.0, 0.0, 1.0]


def test_half_of_four_equal_units_is_two() -> None:
    assert rank(list("abcd"), np.full(4, 0.1)).k_for_share(0.5).value == 2


def test_a_ranking_by_rate_counts_the_kg() -> None:
    # By rate the order is a, b, c; of 10 kg, a has 1, b has 3, c has 6: all three are needed for half.
    found = rank(list("abc"), np.array([3.0, 2.0, 1.0]), kg=np.array([1.0, 3.0, 6.0]))
    assert found.cumulative.tolist() == pytest.approx([0.1, 0.4, 1.0])
    assert found.k_for_share(0.5).value == 3


def test_draws_by_hand() -> None:
    # Four draws of three units; the largest is a, a, b, a; half is carried by one unit but in the last draw.
    draws = np.array([[6.0, 6.0, 1.0, 4.0], [1.0, 2.0, 8.0, 3.5], [1.0, 1.0, 1.0, 3.0]], dtype=np.float32)
    found = rank(list("abc"), draws.mean(axis=1, dtype=np.float64), draws, top=1)
    assert found.p_top.tolist() == [0.75, 0.25, 0.0]
    assert (found.rank_low.tolist(), found.rank_high.tolist()) == ([1, 1, 3], [2, 2, 3])
    assert found.k_for_share(0.5) == CountRange(2, 1, 2)


def test_without_mercury_no_unit_carries_a_share() -> None:
    found = rank(list("ab"), np.zeros(2), np.zeros((2, 3)))
    assert found.k_for_share(0.5) == CountRange(0, 0, 0)
    assert found.cumulative.tolist() == [0.0, 0.0]


def test_a_fleet_without_units() -> None:
    assert rank([], np.zeros(0)).k_for_share(0.5).value == 0


def test_an_identifier_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        rank(["a", "a"], np.ones(2))


@settings(max_examples=50)
@given(st.lists(st.integers(0, 6), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_the_order_given_is_irrelevant(values: list[int], seed: int) -> None:
    units = len(values)
    generator = np.random.default_rng(seed)
    draws = generator.integers(0, 5, (units, 40)).astype(np.float32)
    mixed = generator.permutation(units)
    ids = np.array([f"u{number:02d}" for number in range(units)])
    point = np.array(values, dtype=np.float64)
    one = rank(ids.tolist(), point, draws, top=3, shares=(0.5, 0.9))
    two = rank(ids[mixed].tolist(), point[mixed], draws[mixed], top=3, shares=(0.5, 0.9))
    assert ids[one.order].tolist() == ids[mixed][two.order].tolist()
    assert one.counts == two.counts
    for name in ("rank", "rank_low", "rank_high", "p_top"):
        assert getattr(one, name)[mixed].tolist() == getattr(two, name).tolist()
    # As many places in the top as there are to have.
    assert fsum(one.p_top) == pytest.approx(min(3, units))
