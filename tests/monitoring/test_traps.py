"""Remarks counted by file and kind."""

from __future__ import annotations

from almaden.errors import Fault
from almaden.monitoring.traps import TrapCount, counted
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
