"""Times as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from almaden.monitoring.readers.moments import day_order, moment
from almaden.reference.readers.cells import CellError


@pytest.mark.parametrize(
    ("cell", "year", "month", "day", "hour"),
    [
        ("2015-03", 2015, 3, 1, 0),
        ("2015/3/7", 2015, 3, 7, 0),
        ("201503", 2015, 3, 1, 0),
        ("20150307", 2015, 3, 7, 0),
        ("03/2015", 2015, 3, 1, 0),
        ("07.03.2015", 2015, 3, 7, 0),
        ("07.03.2015 12:00", 2015, 3, 7, 12),
        ("2015-03-07 12:00:00", 2015, 3, 7, 12),
        ("2015-03-07T12:00:00+02:00", 2015, 3, 7, 10),
        ("2015-03-07T12:00Z", 2015, 3, 7, 12),
        ("7/7/2015", 2015, 7, 7, 0),
    ],
)
def test_dates(cell: str, year: int, month: int, day: int, hour: int) -> None:
    assert moment(cell) == datetime(year, month, day, hour, tzinfo=UTC)


def test_years() -> None:
    assert [moment(cell) for cell in ("2015", "2015.5", "2015,25", 2015.0, "1850", "")] == [
        2015, 2015.5, 2015.25, 2015, 1850, None,
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["soon", "2015-02-30", "42005", "15", "9999", True, "2015-03-07T25:00"])
def test_what_is_no_time(cell: str | bool) -> None:
    with pytest.raises(CellError):
        moment(cell)


def test_day_and_month_by_what_the_column_proves() -> None:
    assert day_order(["1/2/2015", "13/2/2015"]) == "day"
    assert day_order(["1/2/2015", "2/13/2015"]) == "month"
    assert day_order(["13/2/2015", "2/13/2015"]) == "both"
    assert day_order(["1.2.2015", 2015.0]) == ""
    assert moment("1/2/2015", "day") == datetime(2015, 2, 1, tzinfo=UTC)
    assert moment("1/2/2015", "month") == datetime(2015, 1, 2, tzinfo=UTC)
    # Of a column that was put together from two, only what is clear is read.
    assert moment("13/2/2015", "both") == datetime(2015, 2, 13, tzinfo=UTC)
    with pytest.raises(CellError):
        moment("1/2/2015", "both")
