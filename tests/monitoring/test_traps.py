"""Remarks counted by file and kind."""

from __future__ import annotations

from datetime import date

from almaden.errors import Fault
from almaden.monitoring.traps import Kind, TrapCount, counted, mixed, unlikely_date
from almaden.reference.readers.located import Remark


def test_remarks_are_counted_by_file_and_kind_with_the_first_row() -> None:
    remarks = [
        Remark("missing code", Fault("a code", "a.csv", row=3, advice="do")),
        Remark("line ends", Fault("ends", "b.csv")),
        Remark("missing code", Fault("another code", "a.csv", row=9)),
        Remark("missing code", Fault("a code", "b.csv", row=1)),
    ]
    assert counted(remarks) == (
        TrapCount("missing code", "a.csv", 2, 3, "a code", "do"),
        TrapCount("line ends", "b.csv", 1, None, "ends", ""),
        TrapCount("missing code", "b.csv", 1, 1, "a code", ""),
    )
    assert counted([]) == ()


def test_dates_before_1900_and_in_the_future_are_told() -> None:
    days = [date(1899, 12, 31), date(1900, 1, 1), date(2026, 3, 1), date(2026, 3, 2)]
    remarks = [unlikely_date(day, date(2026, 3, 1), "a.csv", row) for row, day in enumerate(days, 2)]
    assert [one and (one.trap, one.fault.row, one.fault.value) for one in remarks] == [
        ("before 1900", 2, "1899-12-31"), None, None, ("future date", 5, "2026-03-02"),
    ]  # fmt: skip


def test_several_units_and_instruments_of_one_file_are_told() -> None:
    kinds = [
        Kind("made:A", "air", "GEM", "ng/m3", "T1"), Kind("made:A", "air", "GEM", "pg/m3", "T2"),
        Kind("made:A", "air", "TGM", "ng/m3", ""), Kind("made:A", "air", "TGM", "ng/m3", "T1"),
        Kind("made:B", "air", "GEM", "ng/m3", "T3"),
    ]  # fmt: skip
    assert [(one.trap, one.fault.column, one.fault.value) for one in mixed(kinds, "a.csv")] == [
        ("two units", "made:A air GEM", "ng/m3; pg/m3"), ("two instruments", "made:A air GEM", "T1; T2"),
    ]  # fmt: skip
