"""What the pages of the near field are asked: one stack with its wind, or a room in which amalgam is burnt."""

from __future__ import annotations

import math
from typing import Final

from django.http import QueryDict

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import limits
from almaden.fate.plume.emission import parse_emission, parse_numbers, parse_species
from almaden.fate.plume.local import LocalPlane
from almaden.fate.plume.one_source import one_source
from almaden.fate.plume.receptors import distances_to, rings
from almaden.fate.plume.result import PlumeResult
from almaden.fate.plume.rose import Rose, rose_of_directions
from almaden.fate.plume.shop import ShopAir, shop_air
from almaden.fate.plume.study import near_field
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.wording import Text, n_

USUAL: Final = {
    "species": "1,0,0", "setting": "rural", "reach": "10", "show": "mean", "lat": "", "lon": "", "emission": "",
}  # fmt: skip
#: An example that is made up, to try the page.
EXAMPLE: Final = {
    "lat": "0", "lon": "0", "height": "60", "diameter": "2", "speed": "15", "temperature": "400",
    "emission": "120 kg/yr", "species": "0.5,0.4,0.1", "wind": "5, 5, 10, 10, 10, 30, 20, 10",
}  # fmt: skip
SETTINGS: Final = {"rural": n_("open country"), "urban": n_("built over")}
#: Half the side of the map, km.
REACHES: Final = {"2": "2 km", "5": "5 km", "10": "10 km", "20": "20 km", "50": "50 km"}
#: Rings of a map, from where plumes are known to its edge, and points of each.
_RINGS: Final = 48
_BEARINGS: Final = 48
#: Directions of the wind, clockwise from the north, as a page asks for them.
DIRECTIONS: Final = (4, 8, 12, 16)
#: Fields of the form by how the calculation calls them.
FIELDS: Final = {
    "emission": "emission", "species": "species", "height": "height", "diameter": "diameter",
    "temperature": "temperature", "wind": "wind", "latitude": "lat", "longitude": "lon", "at": "lat",
    "height_m": "height", "diameter_m": "diameter", "exit_speed_m_per_s": "speed", "exit_temperature_k": "temperature",
    "building_height_m": "roof", "building_width_m": "width",
}  # fmt: skip
SHOP_USUAL: Final = {
    "emission": "2 g/h", "volume": "50", "changes": "3", "temperature": "25", "after": "0.5, 1, 2, 4", "surface": "0",
    "settling": "0",
}  # fmt: skip
SHOP_FIELDS: Final = {
    "emission": "emission", "volume_m3": "volume", "air_changes_per_h": "changes", "temperature_k": "temperature",
    "surface_m2": "surface", "deposition_m_per_s": "settling", "hours": "after",
}  # fmt: skip
#: Times at which the air of a room is told.
MOST_HOURS: Final = 12


def plume_of(query: QueryDict) -> tuple[Asked, PlumeResult | None]:
    """The form of a stack, and the air around it; None where nothing was asked yet, or something cannot be used."""
    asked = Asked(query, USUAL)
    if "emission" not in query:
        return asked, None
    latitude, longitude = asked.number("lat", -89.0, 89.0), asked.number("lon", -180.0, 360.0)
    height = asked.number("height", 0.0, 500.0)
    for name, value in (("lat", latitude), ("lon", longitude), ("height", height)):
        _needed(asked, name, value)
    diameter, speed = asked.number("diameter", 0.0, 50.0), asked.number("speed", 0.0, 100.0)
    temperature = asked.number("temperature", -300.0, limits()["gas_temperature"][1])
    roof, width = asked.number("roof", 0.0, 500.0), asked.number("width", 0.0, 1000.0)
    land, reach = asked.word("setting", SETTINGS), float(asked.word("reach", REACHES))
    try:
        wind, emission = wind_of(asked.text("wind")), parse_emission(asked.text("emission"))
        species = parse_species(asked.text("species"))
        if asked.problems or latitude is None or longitude is None or height is None:
            return asked, None
        source = one_source(
            (latitude, longitude), height, emission, species, diameter or 0.0, speed or 0.0, temperature, roof or 0.0,
            width or 0.0,
        )  # fmt: skip
        at = rings(LocalPlane(latitude, longitude), distances_to(1000.0 * reach, _RINGS), _BEARINGS)
        return asked, near_field([source], wind, at, setting="urban" if land == "urban" else "rural")
    except InputError as error:
        asked.tell_all(error, FIELDS)
        return asked, None


def shop_of(query: QueryDict) -> tuple[Asked, ShopAir | None]:
    """The form of a room, and its air; None where something cannot be used."""
    asked = Asked(query, SHOP_USUAL)
    volume, changes = asked.number("volume", 0.1, 1e6), asked.number("changes", 0.0, 1000.0)
    temperature = asked.number("temperature", -30.0, 60.0)
    for name, value in (("volume", volume), ("changes", changes), ("temperature", temperature)):
        _needed(asked, name, value)
    surface, settling = asked.number("surface", 0.0, 1e6), asked.number("settling", 0.0, 1.0)
    if asked.problems or volume is None or changes is None or temperature is None:
        return asked, None
    try:
        times = hours_of(asked.text("after"), steady=changes > 0.0 or bool(surface and settling))
        return asked, shop_air(
            asked.text("emission"), volume, changes, temperature, surface or 0.0, settling or 0.0, times
        )
    except InputError as error:
        asked.tell_all(error, SHOP_FIELDS)
        return asked, None


def _needed(asked: Asked, name: str, value: float | None) -> None:
    if value is None and name not in asked.problems:
        asked.problems[name] = translate(n_("a number is needed"))


def wind_of(text: str) -> Rose | None:
    """A rose of how often the wind blows from each direction; None of an empty text.

    Raises:
        InputError: they are no numbers, or there are too few or too many.
    """
    shares = parse_numbers(text, "wind")
    if not shares:
        return None
    if len(shares) not in DIRECTIONS:
        raise InputError(
            Fault(n_("there are too few or too many directions"), column="wind", value=str(len(shares)),
                  accepted=n_("4, 8, 12 or 16 numbers, clockwise from the north"))
        )  # fmt: skip
    return rose_of_directions(shares)


def hours_of(text: str, *, steady: bool) -> tuple[float, ...]:
    """Hours after the start, rising, and the steady state where there is one.

    Raises:
        InputError: they are no numbers, there are too many, or there is none and no steady state.
    """
    hours = sorted(parse_numbers(text, "hours"))
    if len(hours) > MOST_HOURS or not (hours or steady):
        accepted = Text("from 1 to {most} numbers", most=MOST_HOURS)
        raise InputError(Fault(n_("there are too few or too many hours"), column="hours", accepted=accepted))
    return (*hours, math.inf) if steady else tuple(hours)
