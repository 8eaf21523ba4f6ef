"""Units of amounts of mercury."""

from __future__ import annotations

import pytest

from almaden.reference.mercury_units import MERCURY_UNITS, flask_kg, kg_per


@pytest.mark.parametrize(
    ("unit", "kg"),
    [
        ("kg", 1.0),
        ("t", 1000.0),
        ("g", 1e-3),
        ("lb", 0.45359237),  # the international pound
        ("Flasks", 34.5),  # text of CN 2805 40 10
        ("frascos", 34.5),
        ("litres", 13.534),  # CRC Handbook, 25 degrees Celsius
        ("items", None),
        ("%", None),
        ("ton", None),  # of three kinds
        ("", None),
    ],
)
def test_kg_of_a_unit(unit: str, kg: float | None) -> None:
    assert kg_per(unit) == kg


def test_every_unit_that_people_are_told_of_is_known() -> None:
    assert all(kg_per(unit) for unit in MERCURY_UNITS)
    assert flask_kg() == 34.5
