"""Remarks counted by file and kind."""

from __future__ import annotations

from datetime import UTC, date, datetime

from almaden.errors import Fault
from almaden.monitoring.traps import TrapCount, counted, unlikely_dates
from almaden.reference.readers.located import Remark
from almaden.reference.records import ObservationRecord


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
    observations = [
        ObservationRecord(
            site="made:A", start=datetime(*day, tzinfo=UTC), matrix="air", species="GEM", value=1.5, unit="ng/m3"
        )
        for day in ((1899, 12, 31), (1900, 1, 1), (2026, 3, 1), (2026, 3, 2))
    ]
    remarks = unlikely_dates(observations, date(2026, 3, 1))
    assert [(one.trap, one.fault.value) for one in remarks] == [
        ("before 1900", "1899-12-31"),
        ("future date", "2026-03-02"),
    ]
