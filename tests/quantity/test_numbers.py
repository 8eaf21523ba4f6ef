"""Numbers as people write them: expected values are what the text says to a reader, worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.quantity.numbers import NumberError, decimal_marks, parse_number

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("26101000", 26101000.0),
        (" 7 ", 7.0),
        ("0.15", 0.15),
        ("0,15", 0.15),
        ("0,125", 0.125),
        (",5", 0.5),
        ("5.", 5.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1.234.567,89", 1234567.89),
        ("1234,567", 1234.567),
        ("26 101 000", 26101000.0),
        (f"26{NBSP}101{NBSP}000,5", 26101000.5),
        (f"26{NARROW}101", 26101.0),
        (f"26{THIN}101", 26101.0),
        ("1'000'000.5", 1000000.5),
        ("1\u2019000", 1000.0),
        ("2,84,81,947", 28481947.0),
        ("+3", 3.0),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("(123)", -123.0),
        ("30 %", 0.3),
        ("30%", 0.3),
        ("12,5 %", 0.125),
        ("1,234 %", 0.01234),
        ("1.5e6", 1.5e6),
        ("1,5E+6", 1.5e6),
        ("1.234e5", 123400.0),
        ("1,5 x 10^6", 1.5e6),
        ("1.5\u00d710\u2076", 1.5e6),
        ("3 \u00b7 10^-3", 0.003),
        ("2\u00d710\u207b\u00b3", 0.002),
        ("\u0661\u0662\u0663\u0664\u066b\u0665", 1234.5),
        ("\u0661\u066c\u0662\u0663\u0664", 1234.0),
        ("\u0967\u0968\u0969", 123.0),
        ("\uff11\uff12", 12.0),
    ],
)
def test_a_number_is_read_as_written(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1,234", "1.234", "100,000", "-12.345", "999,999"])
def test_a_number_that_could_be_two_is_refused_with_both_readings(text: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_number(text)
    bare = text.lstrip("-")
    assert bare.replace(",", "").replace(".", "") in error.value.problem
    assert bare.replace(",", ".") in error.value.problem
    assert "without thousands marks" in error.value.accepted


@pytest.mark.parametrize("text", ["12 %", "%12", "1.5%"])
def test_a_percent_sign_is_refused_where_no_share_is_read(text: str) -> None:
    with pytest.raises(NumberError, match="percent sign"):
        parse_number(text, percent=False)


def test_following_the_advice_for_an_ambiguous_number_makes_it_readable() -> None:
    assert parse_number("1.2340") == 1.234
    assert parse_number("1234") == 1234.0


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [("1,234", ",", 1.234), ("1,234", ".", 1234.0), ("1.234", ".", 1.234), ("1.234", ",", 1234.0)],
)
def test_the_mark_of_the_table_decides_an_ambiguous_number(text: str, decimal: str, value: float) -> None:
    assert parse_number(text, decimal) == value  # type: ignore[arg-type]


def test_the_mark_of_the_table_does_not_override_a_number_that_is_clear() -> None:
    assert parse_number("0.15", ",") == 0.15
    assert parse_number("1.234,5", ".") == 1234.5


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1,234", "0,5"], ","),
        (["1,234", "0.5"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1 234,567"], ","),
        (["1.234", "1,234", "12"], ""),
        (["0,5", "0.5"], ",."),
        (["coal, all ranks", "v1.5a", "?"], ""),
        ([], ""),
    ],
)
def test_the_mark_of_a_table_is_read_from_its_clear_numbers(texts: list[str], mark: str) -> None:
    assert decimal_marks(texts) == frozenset(mark)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nan", "not finite"),
        ("-Infinity", "not finite"),
        ("1e999", "too large"),
        ("5 t", "unit"),
        ("10-20", "low and high"),
        ("10 - 20", "low and high"),
        ("~5", "note"),
        ("<0.5", "note"),
        ("1,23,4", "thousands"),
        ("12 34", "thousands"),
        ("1.2.3", "thousands"),
        ("1_000", "alone"),
        ("", "not a number"),
        ("-", "not a number"),
        ("--5", "not a number"),
        ("(-5)", "not a number"),
        ("%", "not a number"),
        ("many", "not a number"),
        ("about ten", "not a number"),
        ("about 10", "a sign stands before"),
        ("ca. 10", "a sign stands before"),
        ("1" * 81, "not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_advice(text: str, said: str) -> None:
    with pytest.raises(NumberError) as error:
        parse_number(text)
    assert said in f"{error.value.problem} {error.value.accepted} {error.value.advice}"
    assert error.value.advice


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_back_exactly_given_the_point(value: float) -> None:
    assert parse_number(repr(value), ".") == value


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from([" ", "'", NBSP, NARROW]))
def test_grouping_by_spaces_and_apostrophes_changes_nothing(value: int, mark: str) -> None:
    assert parse_number(f"{value:,}".replace(",", mark)) == value


@given(st.text(max_size=30))
def test_any_text_gives_a_finite_number_or_a_readable_refusal(text: str) -> None:
    said = "no refusal"
    value = 0.0
    try:
        value = parse_number(text)
    except NumberError as error:
        said = error.problem
    assert said
    assert math.isfinite(value)
