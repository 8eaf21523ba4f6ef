"""The normal distribution for arrays, against the scalar functions of Python."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.quantity.normal import cumulative, normal_table, probabilities


@given(st.floats(-36.9, 20.0))
def test_cumulative_is_exact_into_the_far_tail(normal: float) -> None:
    expected = 0.5 * math.erfc(-normal / math.sqrt(2.0))
    assert cumulative(np.array([normal]))[0] == pytest.approx(expected, rel=1e-10)


def test_cumulative_rises_and_stays_a_probability() -> None:
    found = cumulative(np.array([[-math.inf, -1e300, -40.0], [0.0, 9.0, math.inf]]))
    assert found.shape == (2, 3)
    assert np.all((found >= 0.0) & (found <= 1.0))
    assert found[0].max() < 1e-290
    assert found[1].tolist() == pytest.approx([0.5, 1.0, 1.0])


def test_cumulative_leaves_its_argument_alone() -> None:
    normal = np.array([-1.0, 2.0])
    cumulative(normal)
    assert normal.tolist() == [-1.0, 2.0]


@pytest.mark.parametrize("strata", [1, 2, 7, 1000, 1001])
def test_table_holds_the_quantile_of_the_middle_of_each_stratum(strata: int) -> None:
    expected = [NormalDist().inv_cdf((k + 0.5) / strata) for k in range(strata)]
    np.testing.assert_allclose(normal_table(strata), expected, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(cumulative(normal_table(strata)), probabilities(strata), rtol=1e-9)


def test_tables_are_symmetric_and_cannot_be_changed() -> None:
    table = normal_table(501)
    assert np.array_equal(table, -table[::-1])
    with pytest.raises(ValueError, match="read-only"):
        table[0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        probabilities(501)[0] = 0.0
