"""Trajectory files of HYSPLIT, made up after the published description of the format."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import Fault
from almaden.monitoring.readers.hysplit import read
from almaden.reference.readers.located import Located, Remark, Remarked

#: Two trajectories of two points from two starts, in the columns of the description.
TDUMP = """\
     2     1
    GDAS    14     6    22     0     0
    GDAS    14     6    29     0     0
     2 BACKWARD OMEGA
    14     7     1     6   47.050   12.960   500.0
    14     7     1     6   47.050   12.960  1000.0
     2 PRESSURE RAINFALL
     1     1    14     7     1     6     0     0     0.0   47.050   12.960   500.0   720.1     0.0
     2     1    14     7     1     6     0     0     0.0   47.050   12.960  1000.0   680.4     0.0
     1     1    14     7     1     5     0     1    -1.0   47.200   12.500   510.5   719.0     0.2
     2     1    14     7     1     5     0     1    -1.0   47.300   12.400  1010.5   679.0     0.0
"""


def told(text: str) -> list[Remarked]:
    return list(read(io.BytesIO(text.encode()), "tdump"))


def test_trajectories_with_their_points() -> None:
    items = told(TDUMP)
    first, second = (item.record for item in items if isinstance(item, Located))
    assert [item.trap for item in items if isinstance(item, Remark)] == ["two-digit year"]
    assert (first.number, first.direction, str(first.start)) == (1, "backward", "2014-07-01 06:00:00")
    assert first.ages.tolist() == [0.0, -1.0]
    assert (first.latitudes[1], first.longitudes[1], first.heights[1]) == (47.2, 12.5, 510.5)
    assert first.diagnostics["RAINFALL"].tolist() == [0.0, 0.2]
    assert second.times[1] == np.datetime64("2014-07-01T05:00:00")
    assert (second.height, len(second), second.file) == (1000.0, 2, "tdump")


@pytest.mark.parametrize(("year", "full"), [("99", 1999), ("40", 1940), ("39", 2039), ("0", 2000), ("2014", 2014)])
def test_years_of_two_digits(year: str, full: int) -> None:
    (first, _) = (
        item.record for item in told(TDUMP.replace("    14     7", f"  {year:>4}     7")) if isinstance(item, Located)
    )
    assert first.start.year == full
    assert first.times[1].astype("datetime64[Y]").astype(int) + 1970 == full


def test_numbers_written_into_each_other_are_taken_apart() -> None:
    (first, _) = (
        item.record
        for item in told(TDUMP.replace("  47.200   12.500", "  47.200-112.500"))
        if isinstance(item, Located)
    )
    assert first.longitudes[1] == -112.5


def test_a_file_cut_off_is_told() -> None:
    lines = TDUMP.splitlines(keepends=True)
    one_less = told("".join(lines[:-1]))
    assert [item.trap for item in one_less if isinstance(item, Remark)] == ["two-digit year", "truncated"]
    within = told(TDUMP[:-30])
    assert any(isinstance(item, Fault) and "within a line" in item.problem for item in within)
    assert sum(isinstance(item, Located) for item in within) == 2
    assert any(isinstance(item, Remark) and "does not end" in item.fault.problem for item in told(TDUMP.rstrip()))
    header = told("".join(lines[:5]))
    assert [type(item) for item in header] == [Fault]
    assert "header" in str(header[0])
    without = [item for item in told("".join(lines[:7])) if isinstance(item, Remark) and item.trap == "truncated"]
    assert len(without) == 2


def test_what_is_no_trajectory_file_is_told() -> None:
    (fault,) = told("time,value\n2014,3\n")
    assert isinstance(fault, Fault)
    assert "tdump" in fault.advice
    (fault,) = told(TDUMP.replace("47.050   12.960   500.0\n", "47.050\n", 1))
    assert "not the start" in str(fault)
    wrong = [item for item in told(TDUMP.replace("719.0", "*****")) if isinstance(item, Fault)]
    assert [one.row for one in wrong] == [10]
    assert told("")[0]


@settings(max_examples=30)
@given(st.integers(0, len(TDUMP)))
def test_wherever_a_file_is_cut_it_is_told_never_raised(end: int) -> None:
    items = list(told(TDUMP[:end]))
    # The last number may end where the line does, and a file that ends between two hours is whole, only shorter.
    if end < len(TDUMP.rstrip()) and not TDUMP[:end].endswith("\n"):
        assert any(isinstance(item, Fault) or (isinstance(item, Remark) and item.trap == "truncated") for item in items)
