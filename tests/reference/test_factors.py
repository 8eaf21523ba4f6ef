"""Which factor holds for a line: variants, scenario rows, inheritance, layers.

Expected values are typed from the tables of UN Environment, Toolkit for Identification and Quantification of
Mercury Releases (2019), as recalled in the factor set toolkit-2019.
"""

from __future__ import annotations

import pytest

from almaden.errors import AlmadenError
from almaden.reference.factor_diff import diff
from almaden.reference.factors import DistributionFactor, InputFactor, Layer, factor_set


def chosen_input(code: str, variant: str = "") -> InputFactor:
    choice = factor_set().input_factor(code, variant)
    assert choice is not None
    return choice.factor


def chosen_shares(code: str, scenario: str = "", variant: str = "") -> tuple[float, ...]:
    choice = factor_set().distribution(code, variant, scenario)
    assert choice is not None
    return choice.factor[0].shares


@pytest.mark.parametrize(
    ("code", "variant", "value", "unit"),
    [
        ("5.1.1", "", 0.15, "g/t"),
        ("5.1.2.1", "", 0.15, "g/t"),  # from 5.1.2, which stands above it
        ("5.2.2", "", 3.0, "kg/kg"),
        ("5.3.1", "cement with co-incineration of waste", 0.15, "g/t"),
        ("5.3.1", "CEMENT  with co-incineration of WASTE", 0.15, "g/t"),
        ("5.9.5", "", 5.25, "mg/m3"),
    ],
)
def test_input_factor_of_a_line(code: str, variant: str, value: float, unit: str) -> None:
    factor = chosen_input(code, variant)
    assert (factor.value, factor.unit) == (value, unit)


def test_a_variant_without_default_stays_without_one() -> None:
    factor = chosen_input("5.2.2", "from concentrate, no retort")
    assert factor.value is None
    assert (factor.low, factor.high) == (1.0, 1.0)


def test_an_unknown_variant_takes_the_level_1_row_and_says_so() -> None:
    choice = factor_set().input_factor("5.3.1", "slag cement")
    assert choice is not None
    assert not choice.exact
    assert choice.factor.value == 0.11


@pytest.mark.parametrize(
    ("code", "scenario", "shares"),
    [
        ("5.1.1", "", (0.9, 0.0, 0.0, 0.0, 0.0, 0.1)),
        ("5.1.1", "ff", (0.5, 0.0, 0.0, 0.0, 0.0, 0.5)),
        ("5.1.1", "PM control: fabric filter", (0.5, 0.0, 0.0, 0.0, 0.0, 0.5)),
        ("5.5.1.1", "a3", (0.1, 0.3, 0.0, 0.0, 0.3, 0.3)),
        ("5.5.1.1", "a1: little separate collection", (0.1, 0.3, 0.0, 0.0, 0.6, 0.0)),
        ("5.9.4", "", (0.1, 0.1, 0.8, 0.0, 0.0, 0.0)),
    ],
)
def test_distribution_of_a_line(code: str, scenario: str, shares: tuple[float, ...]) -> None:
    assert chosen_shares(code, scenario) == shares


def test_distribution_follows_the_variant_of_gold() -> None:
    assert chosen_shares("5.2.2", variant="from concentrate, no retort") == (0.75, 0.13, 0.12, 0.0, 0.0, 0.0)
    assert chosen_shares("5.2.2", variant="from whole ore, no retort") == (0.6, 0.2, 0.2, 0.0, 0.0, 0.0)


def test_a_source_without_distribution_has_none() -> None:
    assert factor_set().distribution("5.4.3", "", "") is None


NATIONAL = Layer(
    "national.csv",
    (InputFactor("5.1.1", "coal, all ranks", 0.2, 0.1, 0.3, "g/t", "national.csv", extremes=False, status="verified"),),
    (DistributionFactor("5.1.1", "", "esp", "measured", (0.6, 0.0, 0.0, 0.0, 0.0, 0.4), "national.csv"),),
)


def test_a_layer_lies_over_the_set_row_by_row() -> None:
    factors = factor_set().over([NATIONAL])
    choice = factors.input_factor("5.1.1", "")
    assert choice is not None
    assert (choice.factor.value, choice.factor.layer) == (0.2, "national.csv")
    other = factors.input_factor("5.1.2", "")
    assert other is not None
    assert (other.factor.value, other.factor.layer) == (0.15, "toolkit-2019")
    esp = factors.distribution("5.1.1", "", "esp")
    assert esp is not None
    assert esp.factor[0].shares[0] == 0.6
    none = factors.distribution("5.1.1", "", "none")
    assert none is not None
    assert none.factor[0].layer == "toolkit-2019"


def test_a_layer_row_without_variant_serves_the_whole_code() -> None:
    layer = Layer("own", (InputFactor("5.3.1", "", 0.05, None, None, "g/t", "own"),), ())
    choice = factor_set().over([layer]).input_factor("5.3.1", "")
    assert choice is not None
    assert choice.factor.value == 0.05


def own_input(code: str, variant: str, value: float, unit: str = "g/t", name: str = "own") -> InputFactor:
    return InputFactor(code, variant, value, None, None, unit, name)


def test_a_layer_row_without_variant_wins_for_lines_that_name_a_variant() -> None:
    factors = factor_set().over([Layer("own", (own_input("5.3.1", "", 0.05),), ())])
    named = factors.input_factor("5.3.1", "cement with co-incineration of waste")
    assert named is not None
    assert (named.factor.value, named.exact) == (0.05, True)
    unknown = factors.input_factor("5.3.1", "slag cement")
    assert unknown is not None
    assert (unknown.factor.value, unknown.exact) == (0.05, False)
    assert [row.value for row in factors.inputs("5.3.1")] == [0.05]


def test_a_layer_row_for_the_variant_stands_above_its_row_without_one() -> None:
    waste = "cement with co-incineration of waste"
    layer = Layer("own", (own_input("5.3.1", waste, 0.07), own_input("5.3.1", "", 0.05)), ())
    factors = factor_set().over([layer])
    values = [factors.input_factor("5.3.1", variant) for variant in (waste, "", "slag cement")]
    assert [choice.factor.value for choice in values if choice] == [0.07, 0.05, 0.05]


def test_an_upper_row_for_the_default_variant_is_nearer_than_a_common_row_below() -> None:
    lower = Layer("national", (own_input("5.1.1", "", 0.08, name="national"),), ())
    upper = Layer("own", (own_input("5.1.1", "coal, all ranks", 0.16),), ())
    factors = factor_set().over([lower, upper])
    values = [factors.input_factor("5.1.1", variant) for variant in ("", "coal, all ranks", "lignite")]
    assert [choice.factor.value for choice in values if choice] == [0.16, 0.16, 0.08]


def test_a_row_for_all_variants_keeps_the_multiplier_only_if_it_is_per_the_same_thing() -> None:
    layer = Layer("own", (own_input("5.5.2", "", 100.0, "mg/inhabitant"),), ())
    per_head = factor_set().over([layer]).input_factor("5.5.2", "")
    assert per_head is not None
    assert per_head.factor.multiplier == "electrification_rate"
    layer = Layer("own", (own_input("5.5.2", "", 100.0, "mg/item"),), ())
    per_item = factor_set().over([layer]).input_factor("5.5.2", "")
    assert per_item is not None
    assert per_item.factor.multiplier == ""


def test_a_layer_keeps_the_multiplier_of_a_population_default() -> None:
    layer = Layer("own", (InputFactor("5.5.2", "per inhabitant and year", 0.1, None, None, "g/inhabitant", "own"),), ())
    choice = factor_set().over([layer]).input_factor("5.5.2", "")
    assert choice is not None
    assert (choice.factor.value, choice.factor.multiplier) == (0.1, "electrification_rate")


def test_diff_names_what_changed_and_nothing_else() -> None:
    changes = diff(factor_set(), factor_set().over([NATIONAL]))
    assert [(change.kind, change.code, change.scenario) for change in changes] == [
        ("input", "5.1.1", ""),
        ("distribution", "5.1.1", "esp"),
    ]
    assert changes[0].before == "0.15 (0.05 to 0.5) g/t"
    assert changes[0].after == "0.2 (0.1 to 0.3) g/t"


def test_diff_sets_a_row_for_all_variants_beside_each_that_it_replaced() -> None:
    changes = diff(factor_set(), factor_set().over([Layer("own", (own_input("5.3.1", "", 0.05),), ())]))
    assert [(change.variant, change.before, change.after) for change in changes] == [
        ("cement with co-incineration of waste", "0.15 (0.06 to 1) g/t", "0.05 g/t"),
        ("cement without co-incineration of waste", "0.11 (0.004 to 0.5) g/t", "0.05 g/t"),
    ]


def test_diff_sets_a_row_without_scenario_beside_the_default() -> None:
    shares = DistributionFactor("5.1.1", "", "", "5.1.1", (0.7, 0.0, 0.0, 0.0, 0.0, 0.3), "own")
    (change,) = diff(factor_set(), factor_set().over([Layer("own", (), (shares,))]))
    assert (change.before, change.after) == ("air 0.9, sector treatment 0.1", "air 0.7, sector treatment 0.3")


def test_diff_tells_a_row_that_is_only_newly_verified() -> None:
    shares = (0.75, 0.0, 0.0, 0.0, 0.0, 0.25)
    checked = DistributionFactor("5.1.1", "", "esp", "esp", shares, "own", status="verified")
    (change,) = diff(factor_set(), factor_set().over([Layer("own", (), (checked,))]))
    assert change.only_status
    assert (change.status_before, change.status_after) == ("unverified", "verified")


def test_unknown_set_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(AlmadenError, match="toolkit-2019"):
        factor_set("toolkit-1999")
