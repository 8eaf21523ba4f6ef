"""Columns and rows of worksheets, measured with the widths of a face that every machine of the tests has."""

from __future__ import annotations

import pytest

from almaden.reports.cells import column_units, lines


def _points(text: str, size: float = 10.0) -> float:
    """Width with DejaVu Sans, narrowed to Arial: 0.556 em for a figure instead of 0.636 em."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    face = FontProperties(family="DejaVu Sans", size=100)
    width: float = TextToPath().get_text_width_height_descent(text, face, False)[0]
    return width / 100 * size * 0.556 / 0.636


@pytest.mark.parametrize("number", ["120,000", "3,875,958,916", "70,000–250,000", "0.0001"])
def test_a_column_holds_its_number(number: str) -> None:
    # A figure is counted with 0.49 em; a unit is seven pixels of 0.75 points, and the edges take five pixels.
    assert column_units(0.49 * len(number)) * 5.25 - 3.75 >= _points(number)


@pytest.mark.parametrize(
    "text",
    [
        "Mercury oxide batteries (button cells and other sizes; also called mercury-zinc cells)",
        "Combustion/use of diesel, gasoil, petroleum, kerosene, LPG and other light to medium distillates",
        "word " * 60,
        "W" * 90,
        "https://example.org/a/very/long/address/that/has/no/place/to/break",
    ],
)
@pytest.mark.parametrize("units", [12.0, 24.0, 60.0])
def test_a_row_is_as_high_as_its_text_and_not_much_higher(text: str, units: float) -> None:
    least = _points(text) / (units * 5.25 - 3.75)
    assert least <= lines(text, units) <= 1.6 * least + 2


def test_short_texts_take_one_line() -> None:
    assert lines("", 12) == 1
    assert lines("Paints", 12) == 1
