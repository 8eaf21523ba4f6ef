"""What must hold for every inventory, tried on made-up ones."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.records import ActivityRow
from almaden.inventory.result import Amount, Result, RowResult, result_record
from almaden.reference.pathways import AMOUNTS
from tests.inventory.strategies import activities, inventories, scenarios

DRAWS = 64

pytestmark = pytest.mark.filterwarnings("error")
some = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def with_rows(inventory: Inventory, rows: list[ActivityRow]) -> Inventory:
    return Inventory(replace(inventory.data, rows=tuple(rows)))


def input_of(row: RowResult) -> Amount:
    assert row.amounts is not None
    return row.amounts["input_kg"]


def outputs(amounts: Any) -> float:
    return math.fsum(amounts[name].value for name in AMOUNTS[1:])


def close(one: float, two: float, size: float) -> bool:
    return abs(one - two) <= 1e-9 * max(abs(size), 1e-300)


@given(inventories())
@some
def test_mercury_does_not_vanish(inventory: Inventory) -> None:
    result = inventory.run(DRAWS)
    for row in result.rows:
        if row.amounts is not None:
            assert close(outputs(row.amounts), row.amounts["input_kg"].value, row.amounts["input_kg"].value)
    for name in ("gross", "linked"):
        amounts = result.totals[name].amounts
        assert close(outputs(amounts), amounts["input_kg"].value, result.totals["gross"].amounts["input_kg"].value)


@given(inventories())
@some
def test_corrections_lead_from_the_gross_total_to_each_total(inventory: Inventory) -> None:
    result = inventory.run(DRAWS)
    gross = result.totals["gross"].amounts
    for total in result.totals.values():
        for name in AMOUNTS:
            changes = math.fsum(one.change_kg for one in total.corrections if one.amount == name)
            assert close(gross[name].value + changes, total.amounts[name].value, gross["input_kg"].value)


@given(inventories())
@some
def test_totals_and_groups_are_the_sum_of_rows(inventory: Inventory) -> None:
    result = inventory.run(DRAWS)
    for name in AMOUNTS:
        rows = math.fsum(row.amounts[name].value for row in result.rows if row.amounts is not None)
        groups = math.fsum(group.amounts[name].value for group in result.groups)
        size = result.totals["gross"].amounts["input_kg"].value
        assert close(result.totals["gross"].amounts[name].value, rows, size)
        assert close(groups, rows, size)


@given(inventories())
@some
def test_ranges_are_in_order_and_the_input_is_never_negative(inventory: Inventory) -> None:
    result = inventory.run(DRAWS)
    found = [row.amounts for row in result.rows if row.amounts is not None]
    found += [total.amounts for total in result.totals.values()] + [group.amounts for group in result.groups]
    for amounts in found:
        assert all(amount.low <= amount.high for amount in amounts.values())
        assert amounts["input_kg"].low >= 0.0
    json.loads(result.to_json())


def without_made_ids(result: Result, inventory: Inventory) -> Any:
    """The JSON of a result with the ids that were made from line numbers replaced by the place in the result."""
    made = {row.id for row in inventory.data.rows if row.id_made}
    names = {row.id: f"row {place}" for place, row in enumerate(result.rows) if row.id in made}

    def renamed(text: str) -> str:
        before, of, last = text.rpartition(" of ")
        return f"{before}{of}{names.get(last, last)}"

    record = result_record(result)
    for row in record["rows"]:
        row["id"] = names.get(row["id"], row["id"])
    for share in record["variance"]:
        share["input"] = renamed(share["input"])
    for check in record["checks"]:
        check["row"] = names.get(check["row"], check["row"])
        if names:
            # Messages name rows by their ids, which may read like a code.
            del check["message"], check["values"]
    for number in record["unverified"]:
        number["rows"] = [names.get(id, id) for id in number["rows"]]
    return record


@given(inventories(), st.randoms(use_true_random=False))
@some
def test_the_order_of_rows_changes_no_digit(inventory: Inventory, random: Any) -> None:
    rows = [row.model_copy(update={"id": "", "id_made": False}) if row.id_made else row for row in inventory.data.rows]
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, two = (with_rows(inventory, list(with_ids(order))) for order in (rows, shuffled))
    found, expected = (without_made_ids(each.run(DRAWS), each) for each in (two, one))
    assert json.dumps(found) == json.dumps(expected)


@given(inventories(named=True), st.integers(0, 6), st.sampled_from([2.0, 0.25]))
@some
def test_twice_the_activity_is_twice_the_output(inventory: Inventory, which: int, times: float) -> None:
    rows = list(inventory.data.rows)
    id = rows[which % len(rows)].id

    def scaled(row: ActivityRow) -> ActivityRow:
        if row.id != id or row.activity_rate is None:
            return row
        changed = {
            name: value * times
            for name, value in (("activity_rate", row.activity_rate), ("low", row.low), ("high", row.high))
            if value is not None
        }
        return row.model_copy(update=changed)

    before = inventory.run(DRAWS)
    after = with_rows(inventory, [scaled(row) for row in rows]).run(DRAWS)
    for one, two in zip(before.rows, after.rows, strict=True):
        if one.amounts is None:
            assert two.amounts is None
            continue
        assert two.amounts is not None
        factor = times if one.id == id else 1.0
        for name in AMOUNTS:
            amount = one.amounts[name]
            assert two.amounts[name] == Amount(amount.value * factor, amount.low * factor, amount.high * factor)


@given(inventories(named=True))
@some
def test_a_share_of_one_is_the_plain_scenario(inventory: Inventory) -> None:
    single = [row for row in inventory.data.rows if row.share is None]
    assume(single)
    whole = with_rows(inventory, [row.model_copy(update={"share": 1.0}) for row in single])
    assert whole.run(DRAWS).to_json() == with_rows(inventory, single).run(DRAWS).to_json()


@given(inventories(named=True), st.integers(1, 15), st.data())
@some
def test_mixing_scenarios_is_linear(inventory: Inventory, sixteenths: int, data: st.DataObject) -> None:
    line = inventory.data.rows[0].model_copy(update={"share": None})
    names = [data.draw(st.sampled_from(scenarios(line.code, line.variant))) for _ in range(2)]
    share = sixteenths / 16
    fixed = Inventory(replace(inventory.data, layers=()))

    def amounts(*parts: tuple[str, float | None]) -> Any:
        lines = [line.model_copy(update={"scenario": name, "share": one}) for name, one in parts]
        (row,) = with_rows(fixed, lines).run(DRAWS).rows
        return row.amounts

    mixed, one, two = amounts((names[0], share), (names[1], 1.0 - share)), *(amounts((name, None)) for name in names)
    assert (mixed is None) == (one is None) == (two is None)
    if mixed is None:
        return
    for name in AMOUNTS:
        for end in ("value", "low", "high"):
            expected = share * getattr(one[name], end) + (1.0 - share) * getattr(two[name], end)
            assert close(getattr(mixed[name], end), expected, one["input_kg"].high)


@given(inventories())
@some
def test_same_seed_same_numbers_other_seed_other_draws(inventory: Inventory) -> None:
    one, again, other = inventory.run(DRAWS, 1), inventory.run(DRAWS, 1), inventory.run(DRAWS, 2)
    assert one.to_json() == again.to_json()
    for before, after in zip(one.rows, other.rows, strict=True):
        if before.amounts is None or after.amounts is None:
            assert before.amounts is after.amounts
            continue
        assert [before.amounts[name].value for name in AMOUNTS] == [after.amounts[name].value for name in AMOUNTS]
    gross, moved = (result.totals["gross"].amounts["input_kg"] for result in (one, other))
    # The range of one number reaches the same strata under every seed; only what is added up or mixed moves.
    numbers = sorted(share.share for share in one.variance if share.key != "interactions")
    wide = gross.high > gross.low * (1.0 + 1e-6)
    if len(numbers) > 1 and numbers[-2] > 0.01 and wide:
        assert (gross.low, gross.high) != (moved.low, moved.high)


@given(inventories(named=True), activities(id="other"))
@some
def test_candidates_are_not_counted(inventory: Inventory, others: list[ActivityRow]) -> None:
    first = inventory.data.rows[0]
    candidates = [
        first.model_copy(
            update={"id": f"candidate {n}", "candidate_of": first.id, "share": None, "activity_rate": row.activity_rate}
        )
        for n, row in enumerate(others)
    ]
    before = inventory.run(DRAWS)
    after = with_rows(inventory, [*candidates, *inventory.data.rows]).run(DRAWS)
    # A check may speak of candidates that differ; no number may.
    assert replace(after, checks=()).to_json() == replace(before, checks=()).to_json()


@given(inventories(named=True), activities(id="other", present="Y"))
@some
def test_a_chosen_candidate_takes_the_place_of_the_row(inventory: Inventory, others: list[ActivityRow]) -> None:
    first = inventory.data.rows[0]
    chosen = others[0].model_copy(update={"share": None, "candidate_of": first.id, "chosen": True, "code": first.code})
    chosen = chosen.model_copy(update={"unit": first.unit, "variant": first.variant, "input_factor": None})
    kept = [row for row in inventory.data.rows if row.id != first.id]
    found = with_rows(inventory, [*inventory.data.rows, chosen]).run(DRAWS)
    plain = chosen.model_copy(update={"id": first.id, "candidate_of": "", "chosen": False})
    expected = with_rows(inventory, [*kept, plain]).run(DRAWS)
    assert found.totals == expected.totals
    (row,) = (row for row in found.rows if row.id == first.id)
    assert "candidate_chosen" in row.flags


@given(inventories())
@some
def test_absent_is_zero_and_unknown_is_not(inventory: Inventory) -> None:
    result = inventory.run(DRAWS)
    for row in result.rows:
        if row.present == "N":
            assert row.amounts is not None
            assert set(row.amounts.values()) == {Amount(0.0, 0.0, 0.0)}
        if row.present == "?":
            assert row.amounts is None
    record = result_record(result)
    for row in record["rows"]:
        if row["present"] == "?":
            assert all(row[name] is None and row[f"{name}_low"] is None for name in AMOUNTS)
    assert sum(group.unknown_rows for group in result.groups) == sum(row.amounts is None for row in result.rows)
    known = [row for row in inventory.data.rows if row.present == "Y"]
    assert with_rows(inventory, known).run(DRAWS).totals == result.totals


@given(inventories(named=True))
@some
def test_the_point_value_is_not_moved_by_uncertainty(inventory: Inventory) -> None:
    def points(result: Result) -> Any:
        return [
            [amounts[name].value for name in AMOUNTS] if amounts is not None else None
            for amounts in (
                *(row.amounts for row in result.rows),
                *(total.amounts for total in result.totals.values()),
                *(group.amounts for group in result.groups),
            )
        ]

    plain = [
        row.model_copy(
            update={"low": None, "high": None, "distribution": "fixed", "factor_low": None, "factor_high": None}
        )
        for row in inventory.data.rows
    ]
    expected = points(with_rows(inventory, plain).run(2, 99))
    assert points(inventory.run(DRAWS)) == expected
    fixed = Inventory(replace(inventory.data, layers=()))
    rates = {row.id: row for row in inventory.data.rows}
    for row in fixed.run(DRAWS).rows:
        if row.present == "Y" and row.amounts is not None and rates[row.id].input_factor and not rates[row.id].share:
            per = {"g": 1e-3, "ug": 1e-9, "mg": 1e-6}[rates[row.id].factor_unit.partition("/")[0]]
            times = {"kt": 1e3, "million t": 1e6, "short ton": 0.90718474, "thousand items": 1e3, "l": 1e-3}
            rate = (rates[row.id].activity_rate or 0.0) * times.get(row.unit, 1.0)
            assert input_of(row).value == pytest.approx(rate * (rates[row.id].input_factor or 0.0) * per, rel=1e-9)


@given(inventories(named=True, most=4), activities(id="another", present="Y"))
@some
def test_another_row_leaves_the_others_points_alone(inventory: Inventory, more: list[ActivityRow]) -> None:
    before = {row.id: row for row in inventory.run(DRAWS).rows}
    for row in with_rows(inventory, [*inventory.data.rows, *more]).run(DRAWS).rows:
        if row.id in before and row.amounts is not None:
            assert input_of(row).value == input_of(before[row.id]).value
