"""Measures year by year, by hand."""

from __future__ import annotations

import pytest

from almaden.errors import InputError, StateError
from almaden.inventory.result import Amount
from almaden.scenarios.by_year import YearTarget, by_year, highest
from almaden.scenarios.plan_result import Measure, Plan

#: Five measures of 10 kg each, at 1 to 5 USD/kg.
MEASURES = tuple(Measure(name, "m", "M", 10.0 * price, 10.0, 100.0, price) for price, name in enumerate("ABCDE", 1))
PLAN = Plan(MEASURES, 150.0, 500.0, Amount(50.0, 50.0, 50.0), 50.0, None, 0.0)


def target(year: int, kg: float, most: int | None = None) -> YearTarget:
    return YearTarget(year=year, target_kg=kg, most_measures=most)


def names(*targets: YearTarget) -> list[str]:
    return ["".join(measure.unit for measure in year.measures) for year in by_year(PLAN, targets, 100.0)]


def test_each_year_takes_what_its_target_needs() -> None:
    assert names(target(2028, 10.0), target(2030, 25.0), target(2035, 50.0)) == ["A", "BC", "DE"]
    assert names(target(2028, 0.0), target(2030, 50.0)) == ["", "ABCDE"]


def test_where_a_year_can_take_few_others_come_earlier() -> None:
    assert names(target(2028, 10.0), target(2030, 25.0), target(2035, 50.0, most=1)) == ["A", "BCD", "E"]
    assert names(target(2028, 10.0), target(2030, 25.0, most=2), target(2035, 50.0, most=1)) == ["AB", "CD", "E"]
    with pytest.raises(StateError, match="4 measures would have to be taken by 2028, and no more than 3"):
        names(target(2028, 10.0, most=3), target(2035, 50.0, most=1))


def test_sums_of_a_year() -> None:
    last = by_year(PLAN, [target(2028, 10.0), target(2035, 50.0)], 100.0)[-1]
    assert (last.abated_kg_per_year, last.cost_usd_per_year, last.capital_usd) == (50.0, 150.0, 400.0)


def test_a_share_is_of_today() -> None:
    rows = [YearTarget(year=2030, target_percent=30), YearTarget(year=2035, target_percent=50)]
    assert highest(rows, 100.0) == 50.0
    assert [len(year.measures) for year in by_year(PLAN, rows, 100.0)] == [3, 2]


@pytest.mark.parametrize("rows", [[], [target(2030, 5.0), target(2030, 6.0)], [target(2030, 5.0), target(2031, 4.0)]])
def test_targets_that_do_not_rise(rows: list[YearTarget]) -> None:
    with pytest.raises(InputError):
        highest(rows, 100.0)
