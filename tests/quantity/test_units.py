"""Units as people write them, in three languages.

Sizes: NIST Handbook 44 (2023), appendix C, for pound, ounces, tons and the petroleum barrel; 273.15 / 288.15 for gas
at 15 degrees C; conversions to kg of mercury by hand.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from almaden.quantity.units import (
    UnitError,
    convert,
    kg_per_unit,
    parse_factor_unit,
    parse_unit,
)

RATES = {
    "mass": {
        "t": 1e3, "t/y": 1e3, "t coal/y": 1e3, "t, dry": 1e3, "t (dry)": 1e3, "t per year": 1e3, "tonnes": 1e3,
        "metric tons": 1e3, "Metric tonne": 1e3, "Mg": 1e3, "MT": 1e3, "kt": 1e6, "Gg": 1e6, "kilotonnes": 1e6,
        "Mt": 1e9, "1000 t": 1e6, "thousand tonnes": 1e6, "million t": 1e9, "thousands of tonnes": 1e6,
        "kg": 1.0, "kilograms": 1.0, "g": 1e-3, "mg": 1e-6, "ug": 1e-9, "µg": 1e-9,
        "short ton": 907.18474, "short tons/y": 907.18474, "US tons": 907.18474, "long ton": 1016.0469088,
        "long tons": 1016.0469088, "lb": 0.45359237, "pounds": 0.45359237, "troy oz": 0.0311034768,
        "troy ounces": 0.0311034768, "cwt": 45.359237,
        "tonnes/an": 1e3, "milliers de tonnes": 1e6, "millions de t/an": 1e9, "milliers de tonnes par an": 1e6,
        "tonnes métriques": 1e3, "tonnes courtes": 907.18474, "tonne longue": 1016.0469088, "kilogrammes": 1.0,
        "toneladas/año": 1e3, "mil toneladas": 1e6, "toneladas métricas": 1e3, "toneladas cortas": 907.18474,
        "toneladas largas": 1016.0469088, "toneladas al año": 1e3, "kilos": 1.0, "onzas troy": 0.0311034768,
    },
    "mercury": {
        "kg Hg": 1.0, "kg Hg/y": 1.0, "t Hg": 1e3, "g Hg/y": 1e-3, "kg of mercury": 1.0, "kg de mercure": 1.0,
        "kg de mercurio/año": 1.0, "kg mercury produced": 1.0,
    },
    "normal volume": {
        "Nm3": 1.0, "Nm³": 1.0, "Nm^3": 1.0, "million Nm3/y": 1e6, "millions de Nm3": 1e6, "mil millones de Nm3": 1e9,
        "Sm3": 0.94794, "Sm³/y": 0.94794, "scm": 0.94794, "million Sm3": 0.94794e6, "standard m3": 0.94794,
    },
    "volume": {
        "m3": 1.0, "m³": 1.0, "m^3": 1.0, "cubic metres": 1.0, "mètres cubes": 1.0, "metros cúbicos": 1.0, "l": 1e-3,
        "litres": 1e-3, "barrels": 0.158987294928, "bbl": 0.158987294928, "barils": 0.158987294928,
        "million barrels/y": 158987.294928,
    },
    "energy": {"MWh": 1.0, "kWh": 1e-3, "GWh/yr": 1e3, "TWh": 1e6, "GJ": 1 / 3.6, "TJ": 1 / 3.6e-3, "ktoe": 11630.0},
    "items": {
        "items": 1.0, "items/y": 1.0, "units": 1.0, "pieces": 1.0, "lamps": 1.0, "thousand items": 1e3,
        "10^6 items": 1e6, "unités/an": 1.0, "milliers de pièces": 1e3, "lampes": 1.0, "thermomètres": 1.0,
        "unidades/año": 1.0, "piezas": 1.0, "lámparas": 1.0, "termómetros": 1.0,
    },
    "inhabitants": {
        "inhabitants": 1.0, "persons": 1.0, "million people": 1e6, "habitants": 1.0, "millones de habitantes": 1e6,
        "personas": 1.0,
    },
    "vehicles": {"vehicles/y": 1.0, "cars": 1.0, "véhicules": 1.0, "vehículos": 1.0},
    "corpses": {"corpses": 1.0, "deaths": 1.0, "décès": 1.0, "cadáveres": 1.0, "cremations/y": 1.0},
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "dimension", "scale"),
    [(text, dimension, scale) for dimension, units in RATES.items() for text, scale in units.items()],
)
def test_units_of_rates(text: str, dimension: str, scale: float) -> None:
    unit = parse_unit(text)
    assert unit.dimension == dimension
    assert float(unit.scale) == pytest.approx(scale, rel=5e-6)
    assert parse_unit(f"  {text} ") == unit


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no unit given"),
        ("   ", "no unit given"),
        ("/y", "no unit given"),
        ("ton", "metric, short or long ton"),
        ("tons/y", "metric, short or long ton"),
        ("Tons of coal", "metric, short or long ton"),
        ("oz", "troy ounce"),
        ("ounces of gold", "troy ounce"),
        ("onces", "troy ounce"),
        ("t/day", "time"),
        ("Nm3/h", "not a unit"),
        ("hectare", "length"),
        ("%", "not a unit|unit of"),
        ("$", "not a unit"),
        ("100 t", "not a unit"),
        ("thousand", "not a unit|unit of"),
        ("lots", "not a unit"),
        ("(t)", "no unit given"),
    ],
)
def test_units_that_are_refused_say_what_to_write(text: str, words: str) -> None:
    with pytest.raises(UnitError, match=words):
        parse_unit(text)


@given(st.text(max_size=12) | st.from_regex(r"[a-zA-Z0-9 /*^().%$\\-]{0,12}", fullmatch=True))
@example("$")
@example("1/0")
@example("((")
@example("'")
@example("1e999 t")
@example("9**9**9**9")
@example("m**9999999")
def test_any_text_is_read_or_refused_readably(text: str) -> None:
    for read in (parse_unit, parse_factor_unit):
        try:
            scale = read(text).scale
        except UnitError:
            continue
        assert scale > 0


#: kg of mercury for a rate of one unit and a factor of one, by hand.
FACTORS = [
    ("t", "g/t", 1e-3),
    ("t", "mg/t", 1e-6),
    ("t", "kg/t", 1.0),
    ("t", "ppm", 1e-3),
    ("t", "mg/kg", 1e-3),
    ("t", "g/kg", 1.0),
    ("kg", "kg/kg", 1.0),
    ("kt", "g Hg/t coal", 1.0),
    ("kg", "mg Hg/kg", 1e-6),
    ("short ton", "g/t", 0.90718474e-3),
    ("t", "g/short ton", 1e-3 / 0.90718474),
    ("million Nm3", "ug/Nm3", 1e-3),
    ("Nm3", "µg/Nm³", 1e-9),
    ("Sm3", "ug/Nm3", 0.94794e-9),
    ("Nm3", "ug/Sm3", 1e-9 / 0.94794),
    ("m3", "mg/m3", 1e-6),
    ("barrel", "mg/m3", 0.158987294928e-6),
    ("items", "g/item", 1e-3),
    ("thousand items", "mg/item", 1e-3),
    ("inhabitants", "g/inhabitant", 1e-3),
    ("inhabitants", "g Hg/(y*inhabitant)", 1e-3),
    ("habitants", "g/(an*habitant)", 1e-3),
    ("million people", "g/(y*inh)", 1e3),
    ("vehicles", "g/vehicle", 1e-3),
    ("corpses", "g/corpse", 1e-3),
    ("MWh", "g/MWh", 1e-3),
    ("GJ", "g/MWh", 1e-3 / 3.6),
    ("kg Hg", "kg/kg", 1.0),
]


@pytest.mark.parametrize(("rate", "factor", "kg"), FACTORS)
def test_kg_of_mercury_per_unit(rate: str, factor: str, kg: float) -> None:
    assert kg_per_unit(rate, factor) == pytest.approx(kg, rel=1e-5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("t", "not a mercury content"),
        ("", "not a mercury content"),
        ("%", "not a mercury content"),
        ("items/t", "mass of mercury"),
        ("m3/t", "mass of mercury"),
        ("g/ton", "metric, short or long ton"),
        ("g/", "no unit given"),
        ("/t", "no unit given"),
        ("g/parsnip", "not a unit"),
    ],
)
def test_factor_units_that_are_refused(text: str, words: str) -> None:
    with pytest.raises(UnitError, match=words):
        parse_factor_unit(text)


@pytest.mark.parametrize(
    ("rate", "factor"), [("items", "g/t"), ("t", "mg/item"), ("m3", "ug/Nm3"), ("Nm3", "mg/m3"), ("MWh", "g/t")]
)
def test_a_rate_and_a_factor_that_do_not_fit_are_refused(rate: str, factor: str) -> None:
    with pytest.raises(UnitError, match="cannot be multiplied"):
        kg_per_unit(rate, factor)


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (2.0, "kt", "t", 2000.0),
        (1.0, "t", "t coal/y", 1.0),
        (0.1, "t", "t", 0.1),
        (1000.0, "Sm3", "Nm3", 947.94),
        (5.0, "short ton", "t", 4.5359237),
        (3.0, "million t", "kt", 3000.0),
        (7.0, "GWh", "MWh", 7000.0),
        (0.0, "lb", "kg", 0.0),
    ],
)
def test_conversion(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to) == pytest.approx(expected, rel=1e-5)


def test_gas_without_its_temperature_is_not_converted() -> None:
    with pytest.raises(UnitError, match=r"Nm3 at 0 degrees C, Sm3 at 15 degrees C \(1 Sm3 = 0\.94794 Nm3\)"):
        convert(1.0, "m3", "Nm3")


@pytest.mark.parametrize(("unit", "to"), [("kg", "kg Hg"), ("items", "t"), ("inhabitants", "items"), ("GJ", "t")])
def test_units_of_different_kind_are_not_converted(unit: str, to: str) -> None:
    with pytest.raises(UnitError, match="is needed"):
        convert(1.0, unit, to)


MASSES = ("t", "kg", "g", "lb", "short ton", "long ton", "troy oz", "kt")


@given(st.floats(0.0, 1e12), st.sampled_from(MASSES), st.sampled_from(MASSES))
def test_a_round_trip_gives_the_number_back(value: float, unit: str, to: str) -> None:
    assert convert(convert(value, unit, to), to, unit) == pytest.approx(value, rel=1e-15, abs=1e-300)
