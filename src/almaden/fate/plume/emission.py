"""Emissions, species and places as people write them."""

from __future__ import annotations

import re
from typing import Final

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import limits, setting
from almaden.fate.plume.sources import SPECIES
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.mercury_units import kg_per
from almaden.wording import Text, n_

_G_PER_KG: Final = 1000.0
_S_PER_H: Final = 3600.0
#: 0 degrees Celsius, K.
_KELVIN: Final = 273.15
#: Shares that a user wrote may be off by rounding.
_ROUNDING: Final = 1e-3
_HOURS_OF: Final = {
    "s": 1.0 / 3600.0, "sec": 1.0 / 3600.0, "second": 1.0 / 3600.0, "min": 1.0 / 60.0, "minute": 1.0 / 60.0,
    "h": 1.0, "hr": 1.0, "hour": 1.0, "d": 24.0, "day": 24.0,
}  # fmt: skip
_YEARS: Final = frozenset({"y", "yr", "year", "a"})
_RATE: Final = re.compile(r"(?P<mass>[^/]+?)\s*(?:/|\bper\b)\s*(?P<time>[a-z]+?)\.?", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(?P<number>[-+]?[\d.,'\s]*\d(?:[eE][-+]?\d+)?)\s*(?P<unit>[^\d\s].*)")

#: Said where a unit is none of an emission.
RATES: Final = "kg/yr, t/yr, g/h, kg/h, g/s, mg/s"


def g_per_s(unit: str) -> float | None:
    """How many g/s one of a unit of emission is; None where it is no mass of mercury in a time."""
    hit = _RATE.fullmatch(unit.strip())
    mass = kg_per(hit["mass"]) if hit else None
    if hit is None or mass is None:
        return None
    time = hit["time"].casefold()
    hours = setting("hours_per_year") if time in _YEARS else _HOURS_OF.get(time.rstrip("s") or "s")
    return None if hours is None else mass * _G_PER_KG / (hours * _S_PER_H)


def parse_emission(text: str) -> float:
    """An emission with its unit, such as ``12 kg/yr``, as g/s.

    Raises:
        InputError: there is no number or no unit, or the number is negative or not finite.
    """
    hit = _AMOUNT.fullmatch(text.strip())
    try:
        value = parse_number(hit["number"], percent=False) if hit else None
    except NumberError as error:
        raise InputError(Fault(error.problem, column="emission", value=text, accepted=error.accepted,
                               advice=error.advice)) from None  # fmt: skip
    rate = g_per_s(hit["unit"]) if hit else None
    if value is None or rate is None:
        raise InputError(
            Fault(n_("this is no emission with its unit"), column="emission", value=text,
                  accepted=n_("a number and a unit, such as 12 kg/yr or 2 g/h"),
                  advice=n_("write the unit behind the number"))
        )  # fmt: skip
    if value < 0.0:
        raise InputError(
            Fault(n_("an emission cannot be negative"), column="emission", value=text, accepted=n_("0 or more"),
                  advice=n_("write what goes into the air; mercury that is caught is none"))
        )  # fmt: skip
    most = limits()["emission"][1]
    if value > most / rate:
        raise InputError(
            Fault(n_("the emission is more than can be"), column="emission", value=text,
                  accepted=Text("at most {most} g/s", most=most), advice=n_("check the number and its unit"))
        )  # fmt: skip
    return value * rate


def parse_species(text: str) -> dict[str, float]:
    """Shares of elemental, oxidised and particulate mercury, such as ``0.5,0.4,0.1``, by species.

    Raises:
        InputError: they are not three shares from 0 to 1 that add to 1.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",")]
    try:
        shares = [float(part) for part in parts]
    except ValueError:
        shares = []
    right = (
        len(shares) == len(SPECIES) and all(0.0 <= one <= 1.0 for one in shares) and abs(sum(shares) - 1.0) < _ROUNDING
    )
    if not right:
        raise InputError(
            Fault(n_("these are not the shares of three species"), column="species", value=text,
                  accepted=n_("shares of Hg0, Hg2+ and Hg on particles that add to 1, such as 0.5,0.4,0.1"),
                  advice=n_("write points as decimal marks and commas between"))
        )  # fmt: skip
    return dict(zip(SPECIES, shares, strict=True))


def parse_numbers(text: str, column: str) -> list[float]:
    """Numbers from 0 up between commas, semicolons or blanks, such as ``5, 5, 10, 10``.

    Args:
        text: the numbers, with points as decimal marks.
        column: what they are called in faults.

    Raises:
        InputError: a part is no number from 0 up.
    """
    found = []
    for part in text.replace(";", " ").replace(",", " ").split():
        try:
            value = float(part)
        except ValueError:
            value = float("nan")
        if not 0.0 <= value < float("inf"):
            raise InputError(
                Fault(n_("this is no number from 0 up"), column=column, value=part[:60],
                      accepted=n_("numbers such as 5, 5, 10, 10"),
                      advice=n_("write points as decimal marks and commas between"))
            )  # fmt: skip
        found.append(value)
    return found


def parse_place(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, such as ``40.1,-3.2``.

    Raises:
        InputError: they are not two numbers, or no place on the earth.
    """
    parts = text.replace(";", ",").split(",")
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError:
        latitude, longitude = float("nan"), float("nan")
    if not (-90.0 <= latitude <= 90.0 and -180.0 <= longitude <= 360.0):
        raise InputError(
            Fault(n_("this is no place on the earth"), column="at", value=text,
                  accepted=n_("latitude and longitude in degrees, such as 40.1,-3.2"),
                  advice=n_("write the latitude first, points as decimal marks and a comma between"))
        )  # fmt: skip
    return latitude, longitude


def kelvin(celsius: float) -> float:
    """A temperature in degrees Celsius as K."""
    return celsius + _KELVIN
