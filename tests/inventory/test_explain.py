"""Explanations: every number, its origin and its rules are in them, and a wrong question gets near answers."""

from __future__ import annotations

import json
import math
from functools import cache

import pytest
from hypothesis import given, settings

from almaden.errors import InputError
from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.explain import explain
from almaden.inventory.explanation import FLAGS, Explanation
from almaden.inventory.records import ActivityRow, ContextEntry, Header, InventoryData, SourceRow
from almaden.inventory.result import Result
from almaden.reference.pathways import AMOUNTS
from tests.inventory.strategies import inventories


def line(id: str, code: str, rate: float | None, unit: str, place: int = 0, **changes: object) -> ActivityRow:
    row = ActivityRow(
        id=id,
        code=code,
        present="Y" if rate is not None else "?",
        activity_rate=rate,
        unit=unit,
        place=f"activity_rates.csv, row {place}" if place else "",
    )
    return row.model_copy(update=changes)


INVENTORY = Inventory(
    InventoryData(
        Header("PHL", 2018, context={"population": ContextEntry(1e6), "electrification_rate": ContextEntry(0.8)}),
        with_ids(
            [
                line("plant", "5.1.1", 1e5, "t", 2, source="energy", seen="table 4", low=9e4, high=1.2e5),
                line("other figure", "5.1.1", 1.4e5, "t", 3, candidate_of="plant", source="Trade press"),
                line("old plant", "5.1.1", 4e4, "t", 4, scenario="none", share=0.25),
                line("old plant", "5.1.1", 4e4, "t", 5, scenario="ff", share=0.75),
                line("", "5.5.2", 1e6, "inhabitants", 6),
                line("burning", "5.8.5", 5e4, "t", 7),
                line("dump", "5.9.4", 8e4, "t", 8),
                line("zinc", "5.2.3", None, "t", 9),
                line("pulp", "5.3.3", 100.0, "t", 10),
            ]
        ),
        sources=(SourceRow(id="energy", citation="Made-up energy balance 2018", url="https://example.org/e"),),
    )
)


@cache
def result() -> Result:
    return INVENTORY.run(512)


def ask(query: str) -> Explanation:
    return explain(result(), INVENTORY.data, query)


def test_a_row_with_its_formula_numbers_sources_and_places() -> None:
    found = ask("plant")
    (row,) = found.rows
    assert row.formula == "100,000 t x 0.15 g/t = 15 kg"
    assert row.places == ("activity_rates.csv, row 2",)
    assert row.others == ("140,000 t; Trade press; activity_rates.csv, row 3",)
    rate, factor = row.origins[0], row.origins[1]
    assert (rate.value, rate.low, rate.high, rate.layer, rate.status) == (1e5, 9e4, 1.2e5, "inventory", "user")
    assert rate.source == "Made-up energy balance 2018 https://example.org/e"
    assert (rate.seen, rate.place) == ("table 4", "activity_rates.csv, row 2")
    assert (factor.value, factor.unit, factor.layer, factor.status) == (0.15, "g/t", "toolkit-2019", "unverified")
    assert row.flags == (FLAGS["scenario_default"],)
    assert found.value is not None
    assert found.value.value == 15.0
    text = found.text()
    for part in (
        "input = 15 kg/y (95 % range",
        "activity_rates.csv, row 2",
        "Made-up energy balance 2018 https://example.org/e; seen: table 4",
        "another value, not counted: 140,000 t; Trade press",
        "activity rate: 100,000 t (90,000 to 120,000) [user, inventory]",
        "! no scenario that is kept was named",
        "Philippines 2018, factor set toolkit-2019",
    ):
        assert part in text


def test_an_output_of_a_row_that_is_split_over_two_practices() -> None:
    found = ask("old plant air_kg")
    (row,) = found.rows
    # 6 kg, a quarter without filter (all to air), three quarters with a fabric filter (half to air).
    assert row.leaving == "4.5 kg x 0.5 + 1.5 kg x 1 = 3.75 kg emission to air"
    assert found.value is not None
    assert found.value.value == pytest.approx(3.75)
    assert set(row.places) == {"activity_rates.csv, row 4", "activity_rates.csv, row 5"}
    assert ask("old plant air").rows == found.rows


def test_a_category_is_the_sum_of_its_rows_with_a_range_of_its_own() -> None:
    found = ask("5.1.1")
    assert [row.id for row in found.rows] == ["plant", "old plant"]
    assert found.value is not None
    assert found.value.value == pytest.approx(21.0)
    (group,) = (group for group in result().groups if group.key == "coal")
    # The same rows are the group; only the draws differ.
    assert found.value.low == pytest.approx(group.amounts["input_kg"].low, rel=0.1)
    assert found.value.high == pytest.approx(group.amounts["input_kg"].high, rel=0.1)
    assert ask("coal").value == group.amounts["input_kg"]
    assert ask("5.1").rows == found.rows
    assert ask("Coal combustion in large power plants (thermal boiler effect above about 300 MW)").rows == found.rows


def test_a_total_with_its_corrections_in_numbers() -> None:
    found = ask("toolkit")
    gross, toolkit = found.path
    # 15 + 6 + 112 + 250 + 400; of burning and dumping a tenth counts.
    assert [step.total for step in found.path] == ["gross", "toolkit"]
    assert (gross.value_kg, toolkit.value_kg) == pytest.approx((783.0, 783.0 - 225.0 - 360.0))
    assert [reason.change_kg for reason in toolkit.reasons] == pytest.approx([-225.0, -360.0])
    text = found.text()
    assert "toolkit: 198" in text
    assert "-225 from gross, 5.8.5: Only 10 % of the input" in text
    assert [row.added["toolkit"] for row in found.rows if row.id in ("burning", "dump")] == pytest.approx([40.0, 25.0])


def test_many_rows_are_listed_by_formula_with_what_they_add() -> None:
    rows = [line(f"dump {number}", "5.9.4", 1e3 * number, "t", number) for number in range(1, 12)]
    inventory = Inventory.of(Header("PHL", 2018), rows)
    text = explain(inventory.run(16), inventory.data, "toolkit").text()
    assert "11,000 t x 5 g/t = 55 kg  (activity_rates.csv, row 11)" in text
    assert "adds 5.5 kg to the toolkit total" in text
    assert "For the sources of the numbers of a row, ask for its code or id." in text
    assert "[unverified, toolkit-2019]" not in text


def test_the_path_of_a_waste_row_to_the_linked_total() -> None:
    """Switches send 0.3 x 112 = 33.6 kg to general waste; burning takes 250 of 650 of it and sends all to air."""
    found = ask("burning air_kg")
    assert [step.value_kg for step in found.path] == pytest.approx([250.0, 250.0, 33.6 * 250 / 650])
    (reason,) = found.path[2].reasons
    assert reason.change_kg == pytest.approx(33.6 * 250 / 650 - 250.0)
    assert "0.05169 kg flows in" in reason.explanation
    waste = ask("5.5.2 general_waste")
    assert [step.value_kg for step in waste.path] == pytest.approx([33.6, 33.6, 0.0])
    assert "flows on to General waste" in waste.path[2].reasons[0].explanation
    entering = ask("dump")
    assert [step.value_kg for step in entering.path] == pytest.approx([400.0, 40.0, 0.0])


def test_what_is_not_known_is_said_and_not_zero() -> None:
    unknown = ask("zinc")
    assert unknown.value is None
    assert unknown.rows[0].formula == "activity rate not known"
    assert "not known" in unknown.text()
    without_factor = ask("pulp")
    assert without_factor.value is None
    assert any("no input factor" in finding.message for finding in without_factor.rows[0].findings)
    assert "enter your own input_factor" in without_factor.text()


def test_variance_of_a_row_is_that_of_its_numbers() -> None:
    found = {one.key: one.share for one in ask("plant").variance}
    assert sum(found.values()) == pytest.approx(1.0)
    # Extremes 0.05 and 0.5 around 0.15 spread far more than 90,000 to 120,000 around 100,000.
    assert found["PHL/scatter/plant/coal, all ranks"] > 0.9
    assert 0.005 < found["PHL/activity/plant"] < 0.1
    gross = {one.key: one.share for one in ask("gross").variance}
    assert gross == pytest.approx({one.key: one.share for one in result().variance})


def test_waste_rows_do_not_make_the_linked_total_uncertain() -> None:
    codes = {code for one in ask("linked").variance for code in one.codes}
    assert codes == {"5.1.1", "5.5.2"}
    air = {one.key: one.share for one in ask("linked air_kg").variance}
    assert not any("burning" in key or "dump" in key for key in air)


@pytest.mark.parametrize("query", ["toolkit", "gross water_kg", "linked unallocated_kg", "5.5.2", "coal land", "5.9"])
def test_the_record_is_json_with_the_same_numbers(query: str) -> None:
    found = ask(query)
    record = json.loads(found.to_json())
    assert record["query"] == query
    assert record["meta"]["factor_set"] == "toolkit-2019"
    assert (record["value"] or {}).get("value") == (found.value.value if found.value else None)
    assert len(record["rows"]) == len(found.rows)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("plnt", "did you mean plant"),
        ("5.1.1 airr", "there is no amount of this name"),
        ("5.4.1", r"no line for 5\.4\.1"),
        ("5.4.1 air_kg", r"no line for 5\.4\.1"),
        ("5.1.11", r"did you mean 5\.1\.1 "),
        ("chloralkali", "no line in this group"),
        ("tolkit", "did you mean toolkit"),
        ("air_kg", "nothing in the inventory has this name"),
        ("", "nothing in the inventory has this name"),
        ("Lamps that nobody entered", "accepted: a code"),
    ],
)
def test_a_question_without_answer_gets_near_ones(query: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        ask(query)


@given(inventories(most=10))
@settings(max_examples=40, deadline=None)
def test_every_row_and_total_can_be_explained_and_adds_up(inventory: Inventory) -> None:
    found = inventory.run(16)
    size = found.totals["gross"].amounts["input_kg"].value
    for amount in AMOUNTS:
        for total in found.totals:
            explained = explain(found, inventory.data, f"{total} {amount}")
            assert explained.value == found.totals[total].amounts[amount]
            whole = math.fsum(row.added.get(total, 0.0) for row in explained.rows)
            assert abs(whole - found.totals[total].amounts[amount].value) <= 1e-9 * size
            gross, step = explained.path[0], explained.path[-1]
            changes = math.fsum(reason.change_kg for reason in step.reasons)
            assert abs(gross.value_kg + changes - step.value_kg) <= 1e-9 * size
    for row in found.rows:
        for amount in ("input_kg", "air_kg"):
            explained = explain(found, inventory.data, f"{row.id} {amount}")
            assert explained.text()
            for step in explained.path:
                changes = math.fsum(reason.change_kg for reason in step.reasons)
                assert abs(explained.path[0].value_kg + changes - step.value_kg) <= 1e-9 * max(size, 1e-300)


def test_every_flag_has_words() -> None:
    used = {flag for row in result().rows for flag in row.flags}
    assert used
    assert used <= set(FLAGS)
