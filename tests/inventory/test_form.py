"""A row that is typed into a form is read as a row of a file is."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.readers.form import checked_header, faults_between, header_of, record_of
from almaden.inventory.readers.tables import ACTIVITY_RATES, FACTORS, LAW, POPULATIONS, PRIORITIES, PUBLISHED, TABLES
from almaden.inventory.records import ActivityRow, ContextEntry, Header, InventoryData, LawRow
from almaden.reference.numerals import decimal
from almaden.reference.record import columns

COAL = {"code": "5.1.1", "present": "Y", "activity_rate": "1", "unit": "t"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0,12", 0.12),
        ("1.234.567,5", 1234567.5),
        ("1,234,567.5", 1234567.5),
        ("1 000 000", 1e6),
        ("2.125", 2.125),
        ("?", None),
        ("", None),
        (2.125, 2.125),
        (3, 3.0),
        (None, None),
    ],
)
def test_numbers_are_read_with_either_decimal_mark(typed: Any, read: float | None) -> None:
    row = record_of(ACTIVITY_RATES, {**COAL, "activity_rate": typed})
    assert isinstance(row, ActivityRow)
    assert row.activity_rate == read


def test_a_number_that_can_be_read_in_two_ways_is_asked_for() -> None:
    with pytest.raises(InputError) as told:
        record_of(ACTIVITY_RATES, {**COAL, "activity_rate": "1,234"})
    assert [fault.column for fault in told.value.faults] == ["activity_rate"]


@pytest.mark.parametrize(
    ("kind", "values", "columns_"),
    [
        (FACTORS, {"kind": "input", "code": "5.1.1"}, {"value"}),
        (FACTORS, {"kind": "distribution", "code": "5.1.1", "air": "0.7", "water": "0.7"}, {"air"}),
        (PUBLISHED, {"quantity": "total", "unit": "kg", "source": "x"}, {"value"}),
        (LAW, {"obligation": "OB001", "in_law": "perhaps"}, {"in_law"}),
        (PRIORITIES, {"action": "x", "cost_usd": "-1", "start_year": "2030", "end_year": "2029"}, None),
        (POPULATIONS, {"persons": "many", "women": "5"}, {"group", "persons"}),
    ],
)
def test_every_fault_of_a_row_is_told(kind: Any, values: dict[str, Any], columns_: set[str] | None) -> None:
    with pytest.raises(InputError) as told:
        record_of(kind, values)
    assert {fault.column for fault in told.value.faults} == (columns_ or {"cost_usd", "start_year"})


@given(st.sampled_from(TABLES), st.dictionaries(st.text(max_size=8), st.text(max_size=12), max_size=4), st.data())
def test_whatever_is_typed_becomes_a_row_or_faults(kind: Any, odd: dict[str, str], data: st.DataObject) -> None:
    value = st.one_of(st.none(), st.text(max_size=10), st.floats(), st.integers(), st.booleans())
    typed = data.draw(st.dictionaries(st.sampled_from(columns(kind.record)), value))
    try:
        row = record_of(kind, {**odd, **typed})
    except InputError:
        return
    # What was read is read again as the same row.
    assert record_of(kind, {name: getattr(row, name) for name in columns(kind.record)}) == row


@pytest.mark.parametrize("text", ["=1+1", "'=1", "''x", "-", "@x", "'", "a'"])
def test_a_text_stays_as_it_was_typed(text: str) -> None:
    row = record_of(ACTIVITY_RATES, {**COAL, "note": text})
    assert isinstance(row, ActivityRow)
    assert row.note == text


def test_a_header_is_read_from_the_values_of_a_form() -> None:
    header = header_of({"country": "Ghana", "year": "2020", "level": "2", "context": {"population": "1 000 000"}})
    assert header == Header("GHA", 2020, level=2, context={"population": ContextEntry(1e6)})
    for wrong in ({"country": "GHA"}, {"country": "GHA", "year": "2020", "colour": "red"}):
        with pytest.raises(InputError):
            header_of(wrong)


def test_a_header_that_is_right_stays_as_it_is() -> None:
    context = {
        "population": ContextEntry(1e6, 9e5, 1.1e6, 2019, "census", "page 1", "verified"),
        "waste_collected_over_two_thirds": ContextEntry(False),
        "entry_into_force": ContextEntry("2017-08-16"),
    }
    header = Header("GHA", 2020, 2, "toolkit-2019", "Made up", "made up", (2019, 2020), ("ours.csv",), context)
    assert checked_header(header) == header
    with pytest.raises(InputError):
        checked_header(Header("GHA", 2020, 3))


def test_what_does_not_fit_together_is_told_for_all_tables() -> None:
    rows = tuple(ActivityRow(code="5.1.1", id="a", present="Y", unit="t", activity_rate=1.0) for _ in range(2))
    law = (LawRow(obligation="OB001", in_law="Y"),) * 2
    faults = faults_between(InventoryData(Header("GHA", 2020), rows, law=law))
    assert [fault.column for fault in faults] == ["id", "obligation"]


@pytest.mark.parametrize(
    ("kind", "values", "column"),
    [
        (ACTIVITY_RATES, {**COAL, "activity_rate": "1e50"}, "activity_rate"),
        (ACTIVITY_RATES, {**COAL, "activity_rate": 1.01e15}, "activity_rate"),
        (ACTIVITY_RATES, {**COAL, "high": "2e15"}, "high"),
        (ACTIVITY_RATES, {**COAL, "low": "1e-7"}, "low"),
        (ACTIVITY_RATES, {**COAL, "input_factor": "1", "factor_unit": "g/t", "factor_high": "2e6"}, "factor_high"),
        (FACTORS, {"kind": "input", "code": "5.1.1", "value": "1e16", "unit": "g/t"}, "value"),
        (PUBLISHED, {"quantity": "total", "value": "-1e300", "unit": "kg", "source": "x"}, "value"),
        (POPULATIONS, {"group": "x", "persons": "1e16"}, "persons"),
    ],
)
def test_numbers_and_ranges_beyond_any_sense_are_refused(kind: Any, values: dict[str, Any], column: str) -> None:
    with pytest.raises(InputError) as told:
        record_of(kind, values)
    assert column in {fault.column for fault in told.value.faults}
    assert all(fault.accepted and fault.advice for fault in told.value.faults)


@pytest.mark.parametrize("entry", [{"value": 1e16}, {"value": 8e6, "low": 1.0}])
def test_context_values_beyond_any_sense_are_refused(entry: dict[str, float]) -> None:
    header = {"country": "PHL", "year": 2020, "context": {"population": entry}}
    with pytest.raises(InputError) as told:
        header_of(header)
    assert len(told.value.faults) == 1


MAGNITUDES = st.floats(0, 15, allow_nan=False).map(lambda power: 10.0**power) | st.just(0.0) | st.floats(0, 1e15)
SHAPES = st.sampled_from(["", "lognormal", "normal", "triangular", "uniform", "fixed"])


@settings(max_examples=40, deadline=None)
@given(MAGNITUDES, MAGNITUDES, st.none() | MAGNITUDES, st.none() | MAGNITUDES, SHAPES)
def test_whatever_number_is_taken_can_be_calculated_and_shown(
    rate: float, factor: float, low: float | None, high: float | None, shape: str
) -> None:
    typed = {**COAL, "activity_rate": rate, "unit": "million t", "low": low, "high": high, "distribution": shape}
    try:
        row = record_of(ACTIVITY_RATES, {**typed, "input_factor": factor, "factor_unit": "kg/kg"})
    except InputError:
        return
    assert isinstance(row, ActivityRow)
    data = InventoryData(Header("PHL", 2020, level=2), rows=with_ids((row,)))
    for amount in (Inventory(data).run(draws=20).rows[0].amounts or {}).values():
        assert math.isfinite(amount.value)
        assert decimal(amount.value, 3, "fr")
