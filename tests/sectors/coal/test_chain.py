"""The chain of devices: nothing is lost, nothing added, and better devices never let more through."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.coal.chain import Action, Gas, through

share = st.floats(0.0, 1.0)
FIELDS = tuple(one.name for one in fields(Action) if one.name != "device")
CAPTURES = tuple(name for name in FIELDS if name.startswith("captured"))
actions = st.builds(Action, st.just("device"), **dict.fromkeys(FIELDS, share))
gases = st.builds(Gas, share, share, share)


@settings(max_examples=50)
@given(gases, st.lists(actions, max_size=6))
def test_stack_and_captures_add_to_what_came_in(gas: Gas, train: list[Action]) -> None:
    steps = through(gas, train)
    left = steps[-1].gas if steps else gas
    captured = sum(float(step.captured.total) for step in steps)
    assert float(left.total) + captured == pytest.approx(float(gas.total), abs=1e-12)
    assert all(float(one) >= -1e-15 for one in left)


@settings(max_examples=50)
@given(gases, st.lists(actions, max_size=4), st.integers(0, 4))
def test_a_device_that_does_nothing_changes_nothing(gas: Gas, train: list[Action], at: int) -> None:
    steps = through(gas, [*train[:at], Action("idle"), *train[at:]])
    without = through(gas, train)
    assert steps[-1].gas == (without[-1].gas if without else gas)
    assert next(step for step in steps if step.device == "idle").captured == Gas(0.0, 0.0, 0.0)


@settings(max_examples=50)
@given(gases, st.lists(actions, min_size=1, max_size=5), st.data())
def test_more_capture_never_lets_more_through(gas: Gas, train: list[Action], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(train) - 1))
    name = data.draw(st.sampled_from(CAPTURES))
    raised = max(getattr(train[at], name), data.draw(share))
    better = [*train[:at], replace(train[at], **{name: raised}), *train[at + 1 :]]
    assert through(gas, better)[-1].gas.total <= through(gas, train)[-1].gas.total + 1e-12


@settings(max_examples=30)
@given(gases, st.lists(actions, min_size=1, max_size=4))
def test_arrays_give_what_floats_give(gas: Gas, train: list[Action]) -> None:
    wide = Gas(*(np.full(3, one) for one in gas))
    for one, many in zip(through(gas, train), through(wide, train), strict=True):
        assert np.allclose(np.array(many.gas), np.array(one.gas)[:, None], rtol=0, atol=1e-15)


def test_two_stages_measured_one_after_the_other() -> None:
    # Meij 2007, Table 7: a precipitator takes 49.6 %, a scrubber 50.2 % of the rest; 74.9 % together.
    stages = [Action(name, captured_oxidised=share) for name, share in (("CS-ESP", 0.496), ("wFGD", 0.502))]
    assert 100.0 * (1.0 - float(through(Gas(0.0, 1.0, 0.0), stages)[-1].gas.total)) == pytest.approx(74.9, abs=0.1)
