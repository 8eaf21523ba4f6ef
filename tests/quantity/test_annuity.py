"""Capital recovery, present value and levelised cost, against the formula and figures of the literature."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.quantity.annuity import capital_recovery, levelised, present_value, present_value_of

RATES = st.floats(-0.02, 0.3)
LIVES = st.floats(0.5, 60.0)


def test_seven_percent_over_twenty_years() -> None:
    # E09; Brown et al. 1999 print 0.0944.
    assert capital_recovery(0.07, 20) == pytest.approx(0.09439, abs=1e-4)


def test_levelised_capital_of_carbon_injection() -> None:
    # E01: 5 USD/kW, 13.3 % a year, 80 % of the year: the white paper of 2005 says about 0.1 mills/kWh.
    assert levelised(5.0 * 0.133, 8760 * 0.80) * 1000 == pytest.approx(0.095, abs=0.0005)


def test_without_interest_the_capital_is_spread_evenly() -> None:
    assert capital_recovery(0.0, 25) == pytest.approx(0.04)
    assert capital_recovery(1e-13, 25) == pytest.approx(0.04)
    assert capital_recovery(0.1, 1) == pytest.approx(1.1)


def test_a_payment_in_two_years() -> None:
    assert present_value_of([0.0, 121.0], 0.1) == pytest.approx(100.0)


@pytest.mark.parametrize(("rate", "years"), [(0.05, 0.0), (0.05, -1.0), (-1.0, 10.0), (float("nan"), 10.0)])
def test_what_is_no_life_and_no_rate(rate: float, years: float) -> None:
    with pytest.raises(ValueError, match=r"a (life|rate) of"):
        capital_recovery(rate, years)


def test_nothing_avoided_has_no_cost_per_unit() -> None:
    with pytest.raises(ValueError, match="an output of 0"):
        levelised(1.0, 0.0)


@settings(max_examples=50)
@given(RATES, LIVES)
def test_capital_comes_back(rate: float, years: float) -> None:
    assert present_value(capital_recovery(rate, years), rate, years) == pytest.approx(1.0)
    # A longer life never costs more each year.
    assert capital_recovery(rate, years + 1) < capital_recovery(rate, years)


@settings(max_examples=30)
@given(RATES, st.integers(1, 50), st.floats(0.0, 1e9))
def test_equal_payments_are_a_special_case(rate: float, years: int, annual: float) -> None:
    assert present_value_of([annual] * years, rate) == pytest.approx(present_value(annual, rate, years))
