"""How files were written: line ends, encoding, repeated rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almaden.monitoring.readers import written
from almaden.monitoring.readers.written import Repeats, how_written


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("a\r\n", min_size=1, max_size=30), chunk=st.integers(1, 8))
def test_bare_carriage_returns_are_counted_however_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, chunk: int
) -> None:
    monkeypatch.setattr(written, "_CHUNK", chunk)
    path = tmp_path / "file"
    path.write_bytes(text.encode())
    bare = len(re.findall(r"\r(?!\n)", text))
    remarks = how_written(path, "made.csv")
    assert [(one.trap, one.fault.problem.split()[0]) for one in remarks] == ([("line ends", str(bare))] if bare else [])


def test_bytes_that_are_no_utf8_are_told_and_workbooks_are_not_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("unit;µg/g\n".encode("latin-1"))
    assert [one.trap for one in how_written(path, "made.csv")] == ["encoding"]
    path.write_bytes("unit;µg/g\n".encode())
    assert not how_written(path, "made.csv")
    path.write_bytes("unit\r".encode("utf-16"))
    assert not how_written(path, "made.csv")
    path.write_bytes(b"PK\x03\x04\r\r\xff")
    assert not how_written(path, "made.xlsx")


def test_a_repeated_row_names_the_first() -> None:
    repeats = Repeats("made.csv")
    assert repeats.remark(2, ["a", "1"]) is None
    assert repeats.remark(3, ["a", "2"]) is None
    again = repeats.remark(4, ["a", "1"])
    assert again is not None
    assert (again.trap, again.fault.row, again.fault.problem) == ("duplicate row", 4, "the row equals the row 2")
