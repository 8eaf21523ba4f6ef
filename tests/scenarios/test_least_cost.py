"""Least cost over whole choices: by hand, against every choice there is, and for what cannot be."""

from __future__ import annotations

from itertools import product

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from almaden.errors import StateError
from almaden.scenarios import core
from almaden.scenarios.choices import Choices, Row, undominated
from almaden.scenarios.core import optimum
from almaden.scenarios.least_cost import cheapest, most


def choices(*options: tuple[int, float, float], required: tuple[int, ...] = ()) -> Choices:
    unit, cost, abated = (np.array(column) for column in zip(*options, strict=True))
    units = int(unit.max()) + 1
    must = np.isin(np.arange(units), required)
    return Choices(unit, cost.astype(float), abated.astype(float), units, must)


#: Two units: 10 kg for 100 or 15 kg for 400, and 8 kg for 40.
TWO = choices((0, 100, 10), (0, 400, 15), (1, 40, 8))


@pytest.mark.parametrize(
    ("target", "chosen", "cost"), [(0, [], 0), (8, [2], 40), (9, [0], 100), (16, [0, 2], 140), (20, [1, 2], 440)]
)
def test_targets_by_hand(target: float, chosen: list[int], cost: float) -> None:
    found = cheapest(TWO, target, gap=0.0)
    assert (found.chosen.tolist(), found.cost) == (chosen, cost)
    assert found.gap == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("budget", "chosen", "abated"), [(39, [], 0), (100, [0], 10), (439, [0, 2], 18), (440, [1, 2], 23)]
)
def test_budgets_by_hand(budget: float, chosen: list[int], abated: float) -> None:
    found = most(TWO, budget, gap=0.0)
    assert (found.chosen.tolist(), found.abated) == (chosen, abated)
    assert found.bound == pytest.approx(abated)


def test_what_saves_money_is_taken_without_a_target() -> None:
    assert cheapest(choices((0, -5, 1), (1, 3, 1)), 0.0).cost == -5.0


def test_a_target_beyond_reach_says_what_can_be_reached() -> None:
    with pytest.raises(StateError, match="target of 24 kg cannot be reached: with all that is allowed it is 23 kg"):
        cheapest(TWO, 24.0)


def test_a_budget_below_what_is_required_says_what_it_takes() -> None:
    with pytest.raises(StateError, match="budget of 90 USD is too small: what is required costs 100 USD"):
        most(choices((0, 100, 10), (0, 400, 15), (1, 40, 8), required=(0,)), 90.0)


def test_conditions_that_exclude_each_other() -> None:
    rows = [Row("both", np.array([0]), np.ones(1), low=1.0), Row("none", np.array([0]), np.ones(1), high=0.0)]
    with pytest.raises(StateError, match="no plan meets all conditions"):
        cheapest(TWO, 1.0, rows)
    with pytest.raises(StateError, match="no plan meets all conditions"):
        most(TWO, 1.0, rows)


def test_an_excluded_pair_and_the_price_of_what_binds() -> None:
    pair = Row("pair", np.array([0, 2]), np.ones(2), high=1.0)
    found = cheapest(TWO, 16.0, [pair], gap=0.0)
    assert (found.chosen.tolist(), found.cost) == ([1, 2], 440.0)
    # Without the pair the 16th kg comes from unit 0 at 100 USD for 10 kg.
    assert cheapest(TWO, 16.0).prices == {"target": pytest.approx(10.0)}


def test_options_that_others_beat_are_left_out() -> None:
    options = choices((0, 5, 1), (0, 5, 2), (0, 6, 2), (0, 7, 1), (0, 8, 3), (1, 1, 0), (1, -1, 0))
    assert undominated(options).tolist() == [1, 4, 6]
    assert undominated(choices((0, 5, 0), (0, 6, 0), required=(0,))).tolist() == [0]


def test_without_options() -> None:
    none = Choices.free(np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0), 3)
    assert cheapest(none, 0.0).cost == 0.0
    with pytest.raises(StateError, match="it is 0 kg"):
        cheapest(none, 1.0)


@st.composite
def problems(draw: st.DrawFn) -> tuple[Choices, list[Row]]:
    units = draw(st.integers(1, 4))
    options = draw(
        st.lists(st.tuples(st.integers(0, units - 1), st.integers(-3, 30), st.integers(0, 20)), min_size=1, max_size=10)
    )
    required = tuple(draw(st.sets(st.sampled_from([unit for unit, _, _ in options]), max_size=2)))
    made = choices((units - 1, 7, 5), *options, required=required)
    pairs = draw(st.lists(st.tuples(st.integers(0, len(options)), st.integers(0, len(options))), max_size=2))
    return made, [Row(str(pair), np.array(pair), np.ones(2), high=1.0) for pair in pairs if pair[0] != pair[1]]


def every_choice(made: Choices, rows: list[Row]) -> list[tuple[float, float]]:
    """Cost and abated of every choice that meets the rows."""
    of_unit = [
        [*([] if made.required[unit] else [-1]), *np.flatnonzero(made.unit == unit).tolist()]
        for unit in range(made.units)
    ]
    found = []
    for one in product(*of_unit):
        taken = [option for option in one if option >= 0]
        if all(np.isin(row.options, taken).sum() <= row.high for row in rows):
            found.append((float(made.cost[taken].sum()), float(made.abated[taken].sum())))
    return found


@settings(max_examples=30)
@given(problems(), st.integers(0, 50), st.integers(0, 60))
def test_no_choice_is_better(problem: tuple[Choices, list[Row]], target: int, budget: int) -> None:
    made, rows = problem
    every = every_choice(made, rows)
    costs = [cost for cost, abated in every if abated >= target]
    amounts = [abated for cost, abated in every if cost <= budget]
    if costs:
        assert cheapest(made, target, rows, gap=0.0).cost == pytest.approx(min(costs))
    else:
        with pytest.raises(StateError):
            cheapest(made, target, rows, gap=0.0)
    if amounts:
        assert most(made, budget, rows, gap=0.0).abated == pytest.approx(max(amounts))
    else:
        with pytest.raises(StateError):
            most(made, budget, rows, gap=0.0)


@settings(max_examples=8)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 0.9))
def test_the_core_finds_what_all_options_find(seed: int, share: float) -> None:
    generator = np.random.default_rng(seed)
    made = Choices.free(np.repeat(np.arange(40), 5), generator.uniform(1, 50, 200), generator.uniform(0, 20, 200), 40)
    target = share * made.most
    whole = optimum(made, made.cost, [Row("target", np.arange(200), made.abated, low=target)], gap=0.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "_CORE", 8)
        found = cheapest(made, target, gap=1e-3)
    assert whole is not None
    assert whole.cost <= found.cost * (1 + 1e-9)
    assert found.cost * (1 - found.gap) <= whole.cost * (1 + 1e-9)
    assert found.gap <= 1e-3 + 1e-9
    assert found.abated >= target * (1 - 1e-6)
