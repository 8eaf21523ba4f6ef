"""Comparison of two inventories: LMDI by hand, exact sums, matching of rows, ranges against plain numpy."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.inventory import Inventory
from almaden.inventory.compare import compare, compare_inventories
from almaden.inventory.comparison import Comparison, RowChange
from almaden.inventory.decomposition import Effects, Term, decompose, logarithmic_mean
from almaden.inventory.records import ActivityRow, ContextEntry, FactorRow, Header
from almaden.reference.pathways import AMOUNTS
from tests.inventory.plain_model import two_piece, within_factor
from tests.inventory.strategies import CONTEXT, inventories

HEADER = Header("PHL", 2018, context=CONTEXT)


def coal(rate: float = 1e5, **changes: object) -> ActivityRow:
    """A power plant: 15 kg of input and 13.5 kg to air per 100,000 t, by 0.15 g/t and 0.9."""
    row = ActivityRow(id="coal", code="5.1.1", present="Y", activity_rate=rate, unit="t")
    return row.model_copy(update=changes)


def compared(first: list[ActivityRow], second: list[ActivityRow], header: Header = HEADER) -> Comparison:
    return compare(Inventory.of(HEADER, first).run(2), Inventory.of(header, second).run(2))


def only(comparison: Comparison) -> RowChange:
    (row,) = comparison.rows
    return row


# -- the index -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "effects"),
    [
        # 2 x 3 -> 4 x 3, all of it activity.
        (Term(2, 6, 6), Term(4, 12, 12), (6.0, 0.0, 0.0)),
        # Twice the activity, half the factor: L(10, 10) ln 2 = 6.931 each.
        (Term(100, 10, 10), Term(200, 10, 10), (10 * math.log(2), -10 * math.log(2), 0.0)),
        # 13.5 -> 22.5 to air by twice the coal and a share of 0.75 after 0.9: L = 9 / ln(22.5 / 13.5) = 17.618.
        (Term(1e5, 15, 13.5), Term(2e5, 30, 22.5), (12.2122391, 0.0, -3.2122391)),
        # All three at once: 100 x 0.1 x 0.5 = 5 -> 150 x 0.2 x 0.2 = 6, L = 1 / ln 1.2 = 5.484815.
        (Term(100, 10, 5), Term(150, 30, 6), (2.2239011, 3.8017840, -5.0256851)),
        # Nothing was done before, the factor was zero, nothing left by this way: the limits of the index.
        (Term(0, 0, 0), Term(10, 5, 4), (4.0, 0.0, 0.0)),
        (Term(10, 0, 0), Term(20, 5, 4), (0.0, 4.0, 0.0)),
        (Term(10, 5, 0), Term(20, 10, 4), (0.0, 0.0, 4.0)),
        (Term(10, 5, 4), Term(0, 0, 0), (-4.0, 0.0, 0.0)),
        (Term(10, 5, 0), Term(20, 8, 0), (0.0, 0.0, 0.0)),
        # Units that cannot be compared: activity and factor are one.
        (Term(None, 10, 10), Term(None, 20, 20), (10.0, 0.0, 0.0)),
        (Term(None, 10, 5), Term(None, 10, 2), (0.0, 0.0, -3.0)),
        (Term(None, 0, 0), Term(None, 10, 2), (2.0, 0.0, 0.0)),
        # An unallocated share that turns from -0.1 to 0.1 while the input doubles.
        (Term(1, 10, -1), Term(2, 20, 2), (0.0, 0.0, 3.0)),
        # One that stays negative.
        (Term(1, 10, -1), Term(2, 20, -2), (-1.0, 0.0, 0.0)),
    ],
)
def test_the_index_by_hand(first: Term, second: Term, effects: tuple[float, float, float]) -> None:
    found = decompose(first, second)
    assert (found.activity, found.factor, found.practice) == pytest.approx(effects, rel=1e-7, abs=1e-12)
    assert found.knowledge == 0.0


amounts = st.floats(1e-6, 1e9)
shares = st.floats(0.0, 1.0) | st.floats(-0.2, -1e-6)


@given(amounts, amounts, amounts, amounts, shares, shares)
def test_effects_add_to_the_change_and_turn_their_sign(
    rate: float, factor: float, later_rate: float, later_factor: float, share: float, later_share: float
) -> None:
    first = Term(rate, rate * factor, rate * factor * share)
    second = Term(later_rate, later_rate * later_factor, later_rate * later_factor * later_share)
    there, back = decompose(first, second), decompose(second, first)
    size = max(abs(first.output_kg), abs(second.output_kg), abs(there.activity), abs(there.factor), abs(there.practice))
    assert abs(there.total - (second.output_kg - first.output_kg)) <= 1e-12 * size
    for name, value in asdict(there).items():
        assert abs(value + asdict(back)[name]) <= 1e-9 * size


@given(amounts, st.floats(1e-6, 1e3))
def test_the_logarithmic_mean_lies_between_geometric_and_arithmetic_mean(value: float, times: float) -> None:
    mean = logarithmic_mean(value, value * times)
    assert value * math.sqrt(times) * (1 - 1e-9) <= mean <= value * (1 + times) / 2 * (1 + 1e-9)
    assert logarithmic_mean(value, value) == value


# -- rows ----------------------------------------------------------------------------------------------------------


def test_activity_factor_and_practice_of_one_row() -> None:
    changed = coal(2e5, scenario="esp", input_factor=0.3, factor_unit="g/t")
    row = only(compared([coal()], [changed]))
    assert (row.status, row.matched, row.rates) == ("kept", "id", (1e5, 2e5))
    assert row.factors == pytest.approx((0.15e-3, 0.3e-3))
    mean = 45 / math.log(4)
    expected = Effects(activity=mean * math.log(2), factor=mean * math.log(2))
    assert asdict(row.amounts["input_kg"].effects) == pytest.approx(asdict(expected))
    air = row.amounts["air_kg"]
    assert (air.first, air.second) == pytest.approx((13.5, 45.0))
    mean = 31.5 / math.log(45 / 13.5)
    assert air.effects.practice == pytest.approx(mean * math.log(0.75 / 0.9))


def test_a_context_value_is_part_of_the_factor() -> None:
    switches = ActivityRow(code="5.5.2", present="Y", activity_rate=8e6, unit="inhabitants")
    more = replace(HEADER, context={**CONTEXT, "electrification_rate": ContextEntry(0.9)})
    change = only(compared([switches], [switches], more)).amounts["input_kg"]
    # 8,000,000 x 0.14 g x 0.6 and x 0.9.
    assert (change.first, change.second) == pytest.approx((672.0, 1008.0))
    assert asdict(change.effects) == pytest.approx(asdict(Effects(factor=336.0)))


@pytest.mark.parametrize(
    ("first", "second", "status", "effects"),
    [
        (None, coal(), "new", Effects(activity=15.0)),
        (coal(), None, "ended", Effects(activity=-15.0)),
        (coal(present="N", activity_rate=None), coal(), "new", Effects(activity=15.0)),
        (coal(), coal(present="N", activity_rate=None), "ended", Effects(activity=-15.0)),
        (coal(present="?", activity_rate=None), coal(), "became known", Effects(knowledge=15.0)),
        (coal(), coal(present="?", activity_rate=None), "became unknown", Effects(knowledge=-15.0)),
        (coal(present="?", activity_rate=None), coal(present="N", activity_rate=None), "became known", Effects()),
        (coal(present="?", activity_rate=None), coal(present="?", activity_rate=None), "unknown", Effects()),
        (coal(present="?", activity_rate=None), None, "unknown", Effects()),
        (coal(present="N", activity_rate=None), None, "absent", Effects()),
        (coal(0.0), coal(), "kept", Effects(activity=15.0)),
    ],
)
def test_rows_that_appear_end_or_become_known(
    first: ActivityRow | None, second: ActivityRow | None, status: str, effects: Effects
) -> None:
    row = only(compared([first] if first else [], [second] if second else []))
    assert row.status == status
    assert asdict(row.amounts["input_kg"].effects) == pytest.approx(asdict(effects))


def test_units_are_converted_or_told_to_differ() -> None:
    assert only(compared([coal()], [coal(100.0, unit="kt")])).amounts["input_kg"].effects == Effects()
    lamps = ActivityRow(id="lamps", code="5.5.3.1", present="Y", activity_rate=1e6, unit="items")  # 25 kg
    comparison = compared([lamps], [lamps.model_copy(update={"activity_rate": 30.0, "unit": "kg Hg"})])
    row = only(comparison)
    assert row.units_differ
    assert row.units == ("items", "kg Hg")
    assert row.amounts["input_kg"].effects == Effects(activity=5.0)
    assert any("units differ: 5.5.3.1" in note for note in comparison.notes)


# -- matching ------------------------------------------------------------------------------------------------------


def pairs(first: list[ActivityRow], second: list[ActivityRow]) -> list[tuple[str, str]]:
    return [row.ids for row in compared(first, second).rows]


def test_rows_with_an_id_are_matched_by_it_whatever_else_changes() -> None:
    assert pairs([coal(facility="A")], [coal(facility="B")]) == [("coal", "coal")]
    assert pairs([coal()], [coal(code="5.1.2")]) == [("coal", ""), ("", "coal")]


def test_rows_without_id_are_matched_by_what_they_are() -> None:
    a, b = coal(id="", facility="A"), coal(2e5, id="", facility="B")
    found = compared([a, b], [b, a])
    assert all(change.change == 0.0 for row in found.rows for change in row.amounts.values())
    assert {row.matched for row in found.rows} == {"category"}
    assert {row.ids for row in found.rows} == {("5.1.1", "5.1.1-2"), ("5.1.1-2", "5.1.1")}


def test_rows_that_say_the_same_are_matched_by_size() -> None:
    small, large = coal(1e4, id=""), coal(9e5, id="")
    grown = compared([small, large], [coal(1e6, id=""), coal(2e4, id="")])
    assert sorted(row.rates for row in grown.rows) == [(1e4, 2e4), (9e5, 1e6)]


def test_two_countries_are_matched_by_category() -> None:
    other = Inventory.of(Header("GHA", 2018), [coal(2e5, id="gha-coal")])
    comparison = compare(Inventory.of(HEADER, [coal()]).run(2), other.run(2))
    assert only(comparison).ids == ("coal", "gha-coal")
    assert only(comparison).matched == "category"
    assert any("two countries" in note for note in comparison.notes)


# -- totals --------------------------------------------------------------------------------------------------------


@given(inventories(), inventories())
@settings(max_examples=60)
def test_rows_and_totals_add_up_exactly(first: Inventory, second: Inventory) -> None:
    one, two = first.run(2), second.run(2)
    comparison = compare(one, two)
    size = sum(result.totals["gross"].amounts["input_kg"].value for result in (one, two))
    for total, changes in comparison.totals.items():
        for name, change in changes.items():
            assert change.first == pytest.approx(one.totals[total].amounts[name].value, rel=1e-9, abs=1e-9 * size)
            assert change.second == pytest.approx(two.totals[total].amounts[name].value, rel=1e-9, abs=1e-9 * size)
            assert abs(change.effects.total - change.change) <= 1e-9 * size
    for row in comparison.rows:
        for change in row.amounts.values():
            assert abs(change.effects.total - change.change) <= 1e-9 * size
    for name in AMOUNTS:
        groups = math.fsum(changes[name].change for changes in comparison.groups.values())
        assert groups == pytest.approx(comparison.totals["gross"][name].change, rel=1e-9, abs=1e-9 * size)
    listed = [id for row in comparison.rows for id in row.ids if id]
    assert sorted(listed) == sorted([row.id for row in one.rows] + [row.id for row in two.rows])
    json.loads(comparison.to_json())


@given(inventories())
@settings(max_examples=30)
def test_an_inventory_does_not_differ_from_itself(inventory: Inventory) -> None:
    comparison = compare_inventories(inventory, inventory, draws=16)
    for changes in comparison.totals.values():
        for change in changes.values():
            assert (change.change, change.low, change.high) == (0.0, 0.0, 0.0)
            assert change.effects == Effects()


@given(inventories(), inventories())
@settings(max_examples=30)
def test_the_other_way_round_the_signs_turn(first: Inventory, second: Inventory) -> None:
    one, two = first.run(2), second.run(2)
    there, back = compare(one, two), compare(two, one)
    size = sum(result.totals["gross"].amounts["input_kg"].value for result in (one, two))
    for total, changes in there.totals.items():
        for name, change in changes.items():
            for cause, value in asdict(change.effects).items():
                assert abs(value + getattr(back.totals[total][name].effects, cause)) <= 1e-9 * size


def test_a_waste_practice_changes_the_linked_total_by_practice() -> None:
    """Thermometers: 15 kg of general waste; half of it is burnt once open burning comes to a landfill of same size."""
    thermometers = ActivityRow(id="t", code="5.5.1.1", present="Y", activity_rate=5e4, unit="items", scenario="a2")
    landfill = ActivityRow(id="l", code="5.9.1", present="Y", activity_rate=1e5, unit="t")
    burning = ActivityRow(id="b", code="5.8.5", present="Y", activity_rate=1e5, unit="t")
    comparison = compared([thermometers, landfill], [thermometers, landfill, burning])
    linked = comparison.totals["linked"]
    assert linked["input_kg"].change == 0.0
    # To air: 10 + 15 x 0.01 before, 10 + 7.5 x 0.01 + 7.5 x 1 after.
    assert (linked["air_kg"].first, linked["air_kg"].second) == pytest.approx((10.15, 17.575))
    assert asdict(linked["air_kg"].effects) == pytest.approx(asdict(Effects(practice=7.425)))
    gross = comparison.totals["gross"]["air_kg"]
    assert asdict(gross.effects) == pytest.approx(asdict(Effects(activity=500.0)))


def test_what_the_toolkit_leaves_out_is_no_practice() -> None:
    dump = ActivityRow(id="d", code="5.9.4", present="Y", activity_rate=1e5, unit="t")
    comparison = compared([dump], [dump.model_copy(update={"activity_rate": 3e5})])
    # A tenth of 500 and of 1,500 kg.
    assert comparison.totals["toolkit"]["input_kg"].first == pytest.approx(50.0)
    assert comparison.totals["toolkit"]["input_kg"].effects.practice == 0.0
    assert comparison.totals["toolkit"]["input_kg"].effects.activity == pytest.approx(100.0)
    assert comparison.totals["toolkit"]["land_kg"].change == 0.0


def test_notes_say_when_the_factors_differ() -> None:
    one = Inventory.of(HEADER, [coal()])
    layer = FactorRow(kind="input", code="5.1.1", variant="coal, all ranks", value=0.3, unit="g/t")
    two = Inventory(replace(one.data, layers=(("national", (layer,)),)))
    comparison = compare(one.run(2), two.run(2))
    assert "the factor layers differ: none, national" in comparison.notes
    assert any("from the tables and not from the country" in note for note in comparison.notes)
    assert only(comparison).amounts["input_kg"].effects.factor == pytest.approx(15.0)
    assert compare(one.run(2), one.run(2)).notes == ()


# -- ranges --------------------------------------------------------------------------------------------------------


def test_ranges_of_a_change_against_plain_numpy() -> None:
    """The factor and the errors of the kept plant are common to both sides; the new plant comes on top."""
    first = [coal(1e6), ActivityRow(code="5.3.1", present="Y", activity_rate=1e5, unit="t")]
    second = [coal(3e6), ActivityRow(id="new", code="5.1.1", present="Y", activity_rate=2e6, unit="t")]
    comparison = compare_inventories(Inventory.of(HEADER, first), Inventory.of(HEADER, second), draws=16_384)
    size = 200_000
    z = np.random.default_rng(4).standard_normal((7, size))
    shared, own = math.sqrt(0.5) * z[0], math.sqrt(0.5)
    kept = 2e6 * within_factor(z[1], 1.0, 1.3) * two_piece(shared + own * z[2], 0.15e-3, 0.05e-3, 0.5e-3, 0.995)
    new = 2e6 * within_factor(z[3], 1.0, 1.3) * two_piece(shared + own * z[4], 0.15e-3, 0.05e-3, 0.5e-3, 0.995)
    cement = 1e5 * within_factor(z[5], 1.0, 1.3) * two_piece(z[6], 0.11e-3, 0.004e-3, 0.5e-3, 0.995)
    low, high = np.quantile(kept + new - cement, [0.025, 0.975])
    change = comparison.totals["gross"]["input_kg"]
    assert change.change == pytest.approx(300.0 + 300.0 - 11.0)
    assert change.low is not None
    assert change.high is not None
    assert (change.low, change.high) == pytest.approx((low, high), abs=0.02 * (high - low))


def test_rows_without_id_share_their_errors_too_wherever_they_stand() -> None:
    named = Inventory.of(HEADER, [coal(1e6)]), Inventory.of(HEADER, [coal(3e6)])
    unnamed = [ActivityRow(code="5.1.1", present="Y", activity_rate=rate, unit="t") for rate in (1e6, 3e6)]
    gone = ActivityRow(code="5.3.1", present="N", unit="t")
    one, two = Inventory.of(HEADER, [unnamed[0]]), Inventory.of(HEADER, [gone, unnamed[1]])
    found, expected = (
        comparison.totals["gross"]["input_kg"]
        for comparison in (compare_inventories(one, two, draws=4096), compare_inventories(*named, draws=4096))
    )
    assert found.low is not None
    assert found.high is not None
    assert expected.low is not None
    assert expected.high is not None
    # One number alone would give the very same; here two are multiplied, and the draws differ.
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=0.03)
    assert found.low > 0.0


def test_candidates_follow_their_row_into_the_comparison() -> None:
    unnamed = ActivityRow(code="5.1.1", present="Y", activity_rate=1e6, unit="t")
    candidate = coal(2e6, id="other", candidate_of="5.1.1", chosen=True)
    inventory = Inventory.of(HEADER, [unnamed, candidate])
    comparison = compare_inventories(Inventory.of(HEADER, [unnamed]), inventory, draws=64)
    change = comparison.totals["gross"]["input_kg"]
    assert change.change == pytest.approx(150.0)
    assert change.low is not None
    assert 0.0 < change.low < 150.0


# -- what leaves ---------------------------------------------------------------------------------------------------


def test_frame_json_and_summary() -> None:
    comparison = compare_inventories(Inventory.of(HEADER, [coal()]), Inventory.of(HEADER, [coal(2e5)]), draws=64)
    frame = comparison.to_frame()
    assert len(frame) == len(AMOUNTS)
    assert frame.loc[frame["amount"] == "input_kg", "activity"].item() == pytest.approx(15.0)
    record = json.loads(comparison.to_json())
    assert record["first"]["meta"]["factor_set"] == "toolkit-2019"
    change = record["totals"]["gross"]["input_kg"]
    assert change["change"] == pytest.approx(15.0)
    assert change["low"] < 15.0 < change["high"]
    assert record["rows"][0]["amounts"]["air_kg"]["activity"] == pytest.approx(13.5)
    text = comparison.summary()
    assert "Philippines 2018 -> Philippines 2018" in text
    assert "gross input: 15.0 -> 30.0, +15.0" in text
    assert "activity +15.0" in text


def test_two_years_of_one_inventory() -> None:
    header = replace(HEADER, years=(2015, 2018))
    inventory = Inventory.of(header, [coal(1e5, year=2015), coal(2e5, year=2018)])
    comparison = compare_inventories(inventory, inventory, draws=16, first_year=2015, second_year=2018)
    assert (comparison.first.year, comparison.second.year) == (2015, 2018)
    assert comparison.totals["gross"]["input_kg"].change == pytest.approx(15.0)
