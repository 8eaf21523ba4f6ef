"""The cash flow of a project, against sums done by hand and against the definition of the present value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.partnership.cash_flow import cash_flows
from almaden.partnership.records.activities import CashFlowRecord


def record(year: int, amount: float, currency: str = "USD", certainty: str = "stated") -> CashFlowRecord:
    return CashFlowRecord(
        id=f"C{year}{amount}", activity="A1", item="x", year=year, amount=amount, currency=currency, certainty=certainty
    )


def test_a_centre_that_pays_itself_back_in_its_third_year() -> None:
    (flow,) = cash_flows(
        [record(2027, -1000), record(2028, 700), record(2028, -200), record(2029, 605, certainty="estimated")], 0.10
    )
    assert [(one.year, one.incoming, one.outgoing, one.net, one.balance) for one in flow.years] == [
        (2027, 0, 1000, -1000, -1000), (2028, 700, 200, 500, -500), (2029, 605, 0, 605, 105)
    ]  # fmt: skip
    # -1000 + 500 / 1.1 + 605 / 1.21 = -1000 + 454.5454... + 500
    assert flow.present_value == pytest.approx(-45.454545454545)
    assert (flow.paid_back, flow.lowest_balance, flow.uncertain, flow.items) == (2029, -1000, 1, 4)


def test_years_without_sums_are_there_and_currencies_stay_apart() -> None:
    euro, dollar = cash_flows([record(2026, -5), record(2026, -7, "EUR"), record(2028, 5)], 0)
    assert (euro.currency, euro.paid_back) == ("EUR", None)
    assert [one.year for one in dollar.years] == [2026, 2027, 2028]
    assert (dollar.paid_back, dollar.present_value) == (2028, 0)


def test_nothing_has_no_cash_flow_and_money_does_not_vanish_at_once() -> None:
    assert cash_flows([]) == ()
    for discount in (-1, -2, float("nan"), float("inf")):
        with pytest.raises(ValueError, match=r".*"):
            cash_flows([record(2026, 1)], discount)


@given(st.lists(st.tuples(st.integers(2000, 2030), st.integers(-(10**6), 10**6)), min_size=1, max_size=20))
def test_the_last_balance_is_the_sum_of_all(sums: list[tuple[int, int]]) -> None:
    (flow,) = cash_flows([record(year, amount) for year, amount in sums], 0)
    assert flow.years[-1].balance == sum(amount for _, amount in sums) == flow.present_value
    if flow.paid_back is not None:
        assert all(one.balance >= 0 for one in flow.years if one.year >= flow.paid_back)
    assert (flow.paid_back is None) == (flow.years[-1].balance < 0)
