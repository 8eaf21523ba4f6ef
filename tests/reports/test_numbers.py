"""Rounding to what the range supports. Expected texts were written by hand from the rule in the docstring."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.reference.numerals import decimal, exact
from almaden.reports.numbers import figures, percent, rounded


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (411, 350, 520, "410 (350–520)"),
        (1.4, 1, 2, "1.4 (1.0–2.0)"),
        (100, 10, 1000, "100 (10–1,000)"),
        (9.96, 9.5, 10.4, "10.0 (9.5–10.4)"),
        (118652.9, 60000, 250000, "120,000 (60,000–250,000)"),
        (0.05, 0.001, 3, "0.05 (0.001–3.0)"),
        (1593.811, 1593.811, 1593.811, "1,594"),
        (-12.5, -30, 4, "−12 (−30 … 4)"),
        (0, 0, 0, "0"),
        (0, 0, 3, "0 (0–3)"),
        (0.00003, 0.00001, 0.0002, "< 0.001"),
    ],
)
def test_figures_follow_the_range(value: float, low: float, high: float, expected: str) -> None:
    assert rounded(value, low, high, "en").text == expected


def test_a_factor_of_two_gives_two_figures() -> None:
    shown = rounded(1234.5, 870.0, 1740.0, "en")
    assert (shown.value, shown.low, shown.high) == ("1,200", "900", "1,700")


def test_marks_of_the_language() -> None:
    assert rounded(1234.5, 1190.0, 1300.0, "fr").value == "1\N{NO-BREAK SPACE}230"
    assert rounded(0.4, 0.35, 0.52, "es").text == "0,40 (0,35–0,52)"
    assert decimal(1593, 0, "es") == "1593"
    assert decimal(15930, 0, "es") == "15.930"
    assert exact(26101000, "en") == "26,101,000"
    assert exact(0.15, "fr") == "0,15"
    assert exact(1e-9, "en") == "0.000000001"


def test_percentages() -> None:
    assert percent(0.123, "en") == "12\N{NO-BREAK SPACE}%"
    assert percent(0.0123, "fr") == "1,2\N{NO-BREAK SPACE}%"
    assert percent(0.0001, "en") == "< 0.1\N{NO-BREAK SPACE}%"
    assert percent(0, "en") == "0\N{NO-BREAK SPACE}%"


def test_significant_figures_of_a_given_number() -> None:
    assert figures(265500, 2, "en") == "270,000"
    assert figures(0.012345, 3, "en") == "0.0123"


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        rounded(bad, 0, 1, "en")
    with pytest.raises(ValueError, match="not a number"):
        exact(bad, "en")


_POSITIVE = st.floats(min_value=0.01, max_value=1e9)


def _read(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-").replace("< ", ""))


@given(value=_POSITIVE, down=st.floats(1.0, 1000.0), up=st.floats(1.0, 1000.0))
def test_rounding_keeps_the_order_and_never_makes_zero(value: float, down: float, up: float) -> None:
    shown = rounded(value, value / down, value * up, "en")
    low, middle, high = _read(shown.low), _read(shown.value), _read(shown.high)
    assert low > 0
    # The high end has at most one figure more than the value, so it may round to just below it.
    assert low <= middle * 1.000001
    assert middle <= high * 1.06


@given(value=_POSITIVE, down=st.floats(1.2, 50.0), up=st.floats(1.2, 50.0))
def test_rounding_moves_the_value_less_than_its_range(value: float, down: float, up: float) -> None:
    shown = _read(rounded(value, value / down, value * up, "en").value)
    assert value / down <= shown <= value * up
