"""Cells of tables of measurements: numbers, codes, dates."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.readers.cells import date_order, far_off, is_ambiguous, is_missing_code, moment, noted, number


@settings(max_examples=50)
@given(st.floats(-1e30, 1e30))
def test_a_number_with_a_fortran_exponent_is_the_number(value: float) -> None:
    assert number(f"{value:.17e}".replace("e", "D")) == value


@pytest.mark.parametrize("text", ["nan", "inf", "1,5", "", "1D", "D5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(text)


def test_codes_of_missing_values_are_nines_with_a_sign() -> None:
    assert all(map(is_missing_code, ("-99", "-999", "-9999", "-99999.0", "-9999.00")))
    assert not any(map(is_missing_code, ("-9", "9999", "-9998", "-99.9", "")))


@settings(max_examples=50)
@given(st.lists(st.dates(date(1970, 1, 1), date(2060, 1, 1)), min_size=1, max_size=20))
def test_dates_read_back_as_they_were_written_or_not_at_all(days: list[date]) -> None:
    texts = [f"{one:%d/%m/%Y}" for one in days]
    order = date_order(texts)
    assert order in ("", "day")
    for one, text in zip(days, texts, strict=True):
        found = moment(text, order)
        assert found == datetime(one.year, one.month, one.day, tzinfo=UTC) or (found is None and not order)


def test_moments_are_in_utc() -> None:
    assert moment("2024-01-01T02:00:00+02:00") == datetime(2024, 1, 1, tzinfo=UTC)
    assert moment("20060816") == datetime(2006, 8, 16, tzinfo=UTC)
    assert moment("8/16/06 13:05") == datetime(2006, 8, 16, 13, 5, tzinfo=UTC)
    assert [moment(one) for one in ("aug-sep", "9", "2024-13-01", "31/02/2024", "")] == [None] * 5


def test_an_ambiguous_date_is_two_different_days() -> None:
    assert is_ambiguous("02-10-1984")
    assert not is_ambiguous("02-02-1984")
    assert not is_ambiguous("13-02-1984")
    assert date_order(["13-02-1984", "02-13-1984"]) == "both"


def test_coordinates_that_cannot_be() -> None:
    assert "exchanged" in far_off(-120.0, 45.0)
    assert "national grid" in far_off(512_000.0, 4_100_000.0)
    assert not far_off(45.0, 350.0)
    assert not far_off(None, 5.0)


def test_diagnostics_leave_out_what_is_empty() -> None:
    assert noted(a=1.5, b="", c=None, d=0) == "a=1.5; d=0"
