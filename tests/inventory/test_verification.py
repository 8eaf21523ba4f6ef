"""What a user records as checked becomes a verified row of their layer, or is refused with every fault."""

from __future__ import annotations

from typing import Any

import pytest

from almaden.errors import InputError
from almaden.inventory.verification import verified_row, with_row

READ: dict[str, Any] = {
    "code": "5.1.1", "variant": "", "scenario": "", "value": 0.15, "low": 0.05, "high": 0.5, "unit": "",
    "shares": "", "page": "p. 58", "by": "made-up checker", "on": "2026-03-01",
}  # fmt: skip


def test_an_input_factor_takes_the_unit_of_the_set() -> None:
    row = verified_row(**READ)
    assert (row.kind, row.value, row.unit, row.status, row.range_is) == ("input", 0.15, "g/t", "verified", "extremes")
    assert (row.checked_by, row.checked_on, row.seen) == ("made-up checker", "2026-03-01", "p. 58")


def test_the_only_variant_and_the_document_are_those_of_the_set() -> None:
    row = verified_row(**READ)
    assert row.variant == "coal, all ranks"
    assert row.source.startswith("UN Environment, Toolkit Reference Report")
    assert verified_row(**READ, source="Made-up survey").source == "Made-up survey"


def test_a_code_with_several_variants_wants_one_named() -> None:
    gold = {**READ, "code": "5.2.2", "value": 3.0, "low": None, "high": None}
    with pytest.raises(InputError) as raised:
        verified_row(**gold)
    (fault,) = raised.value.faults
    assert fault.column == "--variant"
    assert "from concentrate, with retort" in fault.accepted
    assert verified_row(**{**gold, "variant": "From whole ore, NO retort"}).variant == "from whole ore, no retort"
    with pytest.raises(InputError, match="several variants"):
        verified_row(**{**gold, "value": None, "shares": "0.6 0.2 0.2 0 0 0"})


def test_a_sum_below_one_needs_a_reason() -> None:
    read = {**READ, "value": None, "scenario": "esp"}
    slip = {**read, "shares": "0.75 0 0 0 0 0.2"}
    with pytest.raises(InputError, match=r"add to 0\.95, not to 1"):
        verified_row(**slip)
    assert verified_row(**slip, remainder="retained").remainder == "retained"
    assert verified_row(**{**read, "shares": "0.3333 0.6666 0 0 0 0"}).remainder == ""


def test_the_set_knows_what_stays_in_landfills_and_passes_through_refineries() -> None:
    landfill = {**READ, "code": "5.9.1", "value": None, "shares": "0.01 0.0001 0 0 0 0"}
    row = verified_row(**landfill)
    assert (row.scenario, row.remainder) == ("level1", "retained")
    crude = verified_row(**{**landfill, "code": "5.1.3.1", "shares": "0 0.2 0 0 0 0"})
    assert crude.remainder == "passes_on"
    with pytest.raises(InputError, match=r"add to 0\.9"):
        verified_row(**{**landfill, "shares": "0.9 0 0 0 0 0"})


def test_six_shares_become_a_scenario_row() -> None:
    row = verified_row(**{**READ, "value": None, "scenario": "esp", "shares": "0,7 0 0 0 0 0.3"})
    assert (row.kind, row.scenario, row.air, row.sector_treatment) == ("distribution", "esp", 0.7, 0.3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": None}, "either an input factor or shares"),
        ({"shares": "1 0 0 0 0 0"}, "either an input factor or shares"),
        ({"low": 0.6}, "low is above high"),
        ({"value": 0.7}, "outside its range"),
        ({"unit": "stones"}, "stones"),
        ({"on": "1.3.2026"}, "is no date"),
        ({"by": " "}, "is empty"),
        ({"code": "5.1.99"}, "no source category"),
        ({"value": None, "shares": "0.7 0.7 0 0 0 0"}, "not six shares"),
        ({"value": None, "shares": "1 0 0"}, "not six shares"),
    ],
)
def test_faults_are_told(change: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        verified_row(**{**READ, **change})


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as raised:
        verified_row(**{**READ, "low": 0.6, "by": "", "on": "yesterday"})
    assert len(raised.value.faults) >= 3


def test_a_row_for_the_same_factor_is_replaced() -> None:
    first = verified_row(**READ)
    second = verified_row(**{**READ, "value": 0.16})
    other = verified_row(**{**READ, "code": "5.1.2"})
    assert with_row((first, other), second) == (other, second)
