"""The plan for a fleet: by hand, with conditions, with draws, and what cannot be."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from almaden.errors import InputError, StateError
from almaden.scenarios.coal_plan import plan
from almaden.scenarios.plan_problem import Conditions, UnitOption
from almaden.scenarios.robust import PlanDraws

BASELINE = {"A": 100.0, "B": 50.0, "C": 10.0}
OPTIONS = (
    UnitOption("A", "carbon", "Carbon injection", 1000.0, 60.0, 500.0, key="carbon"),
    UnitOption("A", "close", "Closure", 9000.0, 100.0),
    UnitOption("B", "carbon", "Carbon injection", 1200.0, 30.0, 300.0, key="carbon"),
    UnitOption("B", "switch", "Another coal", 200.0, 10.0),
    UnitOption("C", "carbon", "Carbon injection", 800.0, 6.0, 100.0, key="carbon"),
)


def chosen(found: object) -> list[tuple[str, str]]:
    return [(measure.unit, measure.option) for measure in found.measures]  # type: ignore[attr-defined]


def test_a_target_by_hand() -> None:
    # 70 kg: carbon at A (60 kg, 16.7 USD/kg) and another coal at B (10 kg, 20 USD/kg).
    found = plan(OPTIONS, BASELINE, target_kg=70.0)
    assert chosen(found.expected) == [("A", "carbon"), ("B", "switch")]
    assert (found.expected.cost_usd_per_year, found.expected.capital_usd) == (1200.0, 500.0)
    assert found.expected.abated_kg_per_year.value == 70.0
    assert found.expected.measures[0].usd_per_kg == pytest.approx(1000 / 60)
    assert found.expected.probability is None
    assert found.assured is None
    assert found.expected.gap <= 1e-3


def test_a_share_is_a_target() -> None:
    assert (
        plan(OPTIONS, BASELINE, target_share=70.0 / 160.0).expected == plan(OPTIONS, BASELINE, target_kg=70.0).expected
    )


def test_a_budget_by_hand() -> None:
    found = plan(OPTIONS, BASELINE, budget_usd=2200.0)
    assert chosen(found.expected) == [("A", "carbon"), ("B", "carbon")]
    assert found.mode == "budget"
    # What one more USD would buy: carbon at C, 6 kg for 800 USD, is the next.
    (binding,) = plan(OPTIONS, BASELINE, budget_usd=2300.0).binding
    assert (binding.name, round(binding.price, 6)) == ("budget", 6.0 / 800.0)


def test_a_limit_for_each_unit() -> None:
    # 40 kg for each: A must come from 100 to 40, B from 50 to 40; C has 10.
    found = plan(OPTIONS, BASELINE, conditions=Conditions(limit_kg_per_unit=40.0))
    assert (found.mode, chosen(found.expected)) == ("limit", [("A", "carbon"), ("B", "switch")])
    with pytest.raises(StateError, match="1 of the units cannot come down to 5 kg a year: B"):
        plan(OPTIONS, BASELINE, conditions=Conditions(limit_kg_per_unit=5.0))


def test_caps_of_groups_and_exclusions() -> None:
    capped = Conditions(group_of={"A": "north", "B": "south", "C": "south"}, group_caps={"south": 28.0})
    # South emits 60: 32 kg must go, carbon at B and C.
    assert chosen(plan(OPTIONS, BASELINE, conditions=capped).expected) == [("B", "carbon"), ("C", "carbon")]
    apart = Conditions(exclusions=((("A", "carbon"), ("B", "switch")),))
    found = plan(OPTIONS, BASELINE, target_kg=70.0, conditions=apart)
    # Carbon at A with carbon at B costs 2,200.
    assert (chosen(found.expected), found.expected.cost_usd_per_year) == ([("A", "carbon"), ("B", "carbon")], 2200.0)


def test_what_binds_has_a_price() -> None:
    found = plan(OPTIONS, BASELINE, target_kg=65.0)
    # The kg at the margin is that of another coal at B.
    (binding,) = found.binding
    assert (binding.name, round(binding.price, 6)) == ("target", 20.0)
    assert [point.usd_per_kg for point in found.frontier] == sorted(point.usd_per_kg for point in found.frontier)


def test_the_order_of_options_and_units_is_irrelevant() -> None:
    found = plan(OPTIONS, BASELINE, target_kg=90.0, draws=draws())
    other = PlanDraws(draws().emission[::-1], draws().passing)
    assert plan(OPTIONS[::-1], dict(reversed(BASELINE.items())), target_kg=90.0, draws=other) == found


def draws(count: int = 400, spread: float = 0.3) -> PlanDraws:
    generator = np.random.default_rng(3)
    emission = np.array(list(BASELINE.values()))[:, None] * generator.lognormal(0.0, spread, (3, count))
    return PlanDraws(emission.astype(np.float32), {"carbon": generator.lognormal(0.0, spread, count)})


def test_the_assured_plan_meets_the_target_in_nine_draws_of_ten() -> None:
    found = plan(OPTIONS, BASELINE, target_kg=70.0, draws=draws())
    assert found.expected.probability is not None
    assert 0.3 < found.expected.probability < 0.7
    assert found.assured is not None
    assert found.assured.probability is not None
    assert found.assured.probability >= 0.9
    assert found.assured.cost_usd_per_year > found.expected.cost_usd_per_year
    assert found.assured.abated_in_nine_of_ten >= 70.0
    assert found.expected.abated_kg_per_year.low < 70.0 < found.expected.abated_kg_per_year.high


def test_without_uncertainty_the_assured_plan_is_the_expected_one() -> None:
    sure = PlanDraws(np.array(list(BASELINE.values()))[:, None].repeat(5, axis=1), {})
    found = plan(OPTIONS, BASELINE, target_kg=70.0, draws=sure)
    assert found.assured == found.expected
    assert found.expected.probability == 1.0


def test_a_target_that_nobody_can_assure_is_told() -> None:
    found = plan(OPTIONS, BASELINE, target_kg=135.0, draws=draws())
    assert found.assured is None
    assert found.notes == ("no plan meets what is asked with a probability of 90 %",)
    # A share of what is emitted falls with it: closure alone would do.
    assert plan(OPTIONS, BASELINE, target_share=0.5, draws=draws()).assured is not None


def test_a_limit_is_kept_in_nine_draws_of_ten() -> None:
    # B emits 50 kg, 35 to 73 in nine draws of ten: carbon leaves 20 of 50 kg, another coal 40, too much for 45.
    found = plan(OPTIONS, BASELINE, conditions=Conditions(limit_kg_per_unit=45.0), draws=draws(spread=0.2))
    assert chosen(found.expected) == [("A", "carbon"), ("B", "switch")]
    assert found.assured is not None
    # At A carbon leaves 40 kg of 100, in nine draws of ten less than 40 x exp(1.28 x 0.28) = 57: only closure is left.
    assert chosen(found.assured) == [("B", "carbon"), ("A", "close")]
    one = PlanDraws(draws().emission[:1], draws().passing)
    impossible = plan(OPTIONS[:1], {"A": 100.0}, conditions=Conditions(limit_kg_per_unit=45.0), draws=one)
    assert (impossible.assured, len(impossible.notes)) == (None, 1)


def test_draws_of_other_units_are_refused() -> None:
    with pytest.raises(ValueError, match="2 units, draws of 3"):
        plan(OPTIONS[:3], {"A": 100.0, "B": 50.0}, target_kg=1.0, draws=draws())


def test_what_a_plan_shows() -> None:
    found = plan(OPTIONS, BASELINE, target_kg=70.0, draws=draws())
    record = json.loads(found.to_json())
    assert record["expected"]["measures"][0]["unit"] == "A"
    assert record["binding"][0]["name"] == "target"
    frame = found.to_frame()
    assert set(frame["plan"]) == {"expected", "assured"}
    assert found.summary().splitlines()[0] == "2 measures abate 70 kg of 160 kg for 1,200 USD a year"
    assert len(found.summary().splitlines()) == 3


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    wrong = (
        *OPTIONS,
        replace(OPTIONS[0], unit="X"),
        replace(OPTIONS[4], option="more", abated_kg_per_year=11.0),
        replace(OPTIONS[4], option="endless", cost_usd_per_year=float("nan")),
        OPTIONS[0],
    )
    conditions = Conditions(exclusions=((("A", "carbon"), ("B", "none")),), group_caps={"west": 1.0})
    with pytest.raises(InputError) as caught:
        plan(wrong, BASELINE, conditions=conditions, target_share=1.5)
    assert len(caught.value.faults) == 7


@pytest.mark.parametrize("asked", [{}, {"target_kg": 1.0, "budget_usd": 1.0}, {"target_kg": -1.0}])
def test_a_plan_has_one_aim(asked: dict[str, float]) -> None:
    with pytest.raises(InputError, match="aim"):
        plan(OPTIONS, BASELINE, **asked)  # type: ignore[arg-type]
