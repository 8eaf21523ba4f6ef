"""The frontier of cost against mercury."""

from __future__ import annotations

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from almaden.scenarios.choices import Choices
from almaden.scenarios.frontier import exact_points, frontier
from almaden.scenarios.least_cost import cheapest


def choices(*options: tuple[int, float, float], required: tuple[int, ...] = ()) -> Choices:
    unit, cost, abated = (np.array(column) for column in zip(*options, strict=True))
    units = int(unit.max()) + 1
    return Choices(unit, cost.astype(float), abated.astype(float), units, np.isin(np.arange(units), required))


def test_steps_by_hand() -> None:
    # Unit 0: 10 kg for 100, 20 kg for 400 (further kg at 30); 12 kg for 300 lies above the hull. Unit 1: 8 kg for 160.
    found = frontier(choices((0, 100, 10), (0, 400, 20), (0, 300, 12), (1, 160, 8)))
    assert found.option.tolist() == [0, 3, 1]
    assert found.price.tolist() == [10.0, 20.0, 30.0]
    assert found.total_cost.tolist() == [100.0, 260.0, 560.0]
    assert found.total_abated.tolist() == [10.0, 18.0, 28.0]
    assert found.cost_of(14.0) == pytest.approx(180.0)
    with pytest.raises(ValueError, match="ends at 28"):
        found.cost_of(29.0)


def test_what_saves_money_comes_first() -> None:
    found = frontier(choices((0, 10, 1), (1, -50, 5), (1, -40, 7)))
    assert found.option.tolist() == [1, 2, 0]
    assert found.total_cost.tolist() == [-50.0, -40.0, -30.0]
    # Nothing is asked for: the least cost is what saves most.
    assert found.cost_of(0.0) == -50.0


def test_a_unit_that_must_starts_with_its_cheapest_option() -> None:
    found = frontier(choices((0, 30, 3), (0, 90, 5), (1, 5, 1), required=(0,)))
    assert sorted(zip(found.option.tolist(), found.price.tolist(), strict=True)) == [(0, 10.0), (1, 30.0), (2, 5.0)]


def test_some_steps_of_many() -> None:
    found = frontier(choices(*((unit, float(unit + 1), 1.0) for unit in range(100))))
    some = found.some(11)
    assert (len(some), some[-1]) == (11, 99)
    assert found.some(500).tolist() == list(range(100))


def test_exact_points_leave_out_what_cannot_be_reached() -> None:
    assert exact_points(choices((0, 100, 10), (1, 40, 8)), [5.0, 18.0, 19.0]) == [(8.0, 40.0), (18.0, 140.0)]


@settings(max_examples=8)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-2, 30), st.integers(0, 20)), min_size=1, max_size=18),
    st.sampled_from((0.1, 0.5, 0.77, 1.0)),
)
def test_the_frontier_is_convex_and_no_plan_is_below_it(options: list[tuple[int, int, int]], part: float) -> None:
    made = choices(*options)
    found = frontier(made)
    assert np.all(np.diff(found.price) >= 0)
    if not len(found.option):
        return
    assert found.total_abated[-1] <= made.most * (1 + 1e-9)
    target = part * float(found.total_abated[-1])
    cost = cheapest(made, target, gap=0.0).cost
    bound = found.cost_of(target)
    assert cost >= bound - 1e-4
    # Rounding the one option that is taken in part up costs one step at most.
    assert cost <= bound + max(float(found.cost.max()), 0.0) + 1e-4
