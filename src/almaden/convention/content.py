"""Contents and sizes as people write them, ``4mg``, ``5 ppm``, ``2 %``, in the units that the annexes use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.convention.rules import Rule
from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.wording import Exact, Text, n_

#: mg of mercury in one of a unit.
_MG: Final[Mapping[str, float]] = MappingProxyType({"mg": 1.0, "g": 1e3, "µg": 1e-3, "μg": 1e-3, "ug": 1e-3})
#: ppm by weight in one of a unit.
_PPM: Final[Mapping[str, float]] = MappingProxyType(
    {"ppm": 1.0, "mg/kg": 1.0, "µg/g": 1.0, "μg/g": 1.0, "ug/g": 1.0, "g/t": 1.0, "%": 1e4, "percent": 1e4,
     "‰": 1e3, "g/kg": 1e3, "ppb": 1e-3, "µg/kg": 1e-3, "μg/kg": 1e-3, "ug/kg": 1e-3}
)  # fmt: skip
_WATTS: Final[Mapping[str, float]] = MappingProxyType({"": 1.0, "w": 1.0, "watt": 1.0, "watts": 1.0, "kw": 1e3})
_MM: Final[Mapping[str, float]] = MappingProxyType({"": 1.0, "mm": 1.0, "cm": 10.0, "m": 1e3})
_PARTS: Final = re.compile(
    r"\s*(?P<number>[-+]?[0-9][0-9.,'\s]*(?:[eE][-+]?[0-9]+)?)\s*(?P<unit>[^\d\s].*)?", re.DOTALL
)
_WHOLE_PPM: Final = 1e6
#: A number within this factor of a limit in the other unit was probably meant in that unit.
_NEAR: Final = 10.0


@dataclass(frozen=True)
class Content:
    """A content of mercury: in an item (mg) or by weight (ppm); the other is None."""

    mg: float | None = None
    ppm: float | None = None


def parse_content(text: str) -> Content:
    """Read a content of mercury with its unit.

    Args:
        text: a number with mg, g or µg for an item; ppm, mg/kg or % by weight.

    Raises:
        InputError: no number, no unit or one that is not known, more than the whole weight.
    """
    number, unit = _split(text, "--mercury")
    if unit in _MG:
        return Content(mg=number * _MG[unit])
    if unit not in _PPM:
        raise InputError(
            Fault(
                n_("a content of mercury needs its unit") if not unit else n_("this unit of a content is not known"),
                column="--mercury",
                value=text,
                accepted=n_("mg or g for an item; ppm, mg/kg or % by weight"),
                advice=n_("write it as 4mg, 5ppm or 2%; 1 % is 10 000 ppm"),
            )
        )
    ppm = number * _PPM[unit]
    if ppm > _WHOLE_PPM:
        raise InputError(
            Fault(
                n_("this is more mercury than the whole weighs"),
                column="--mercury",
                value=text,
                accepted=n_("at most 100 %, which is 1 000 000 ppm"),
                advice=n_("was ppm meant where % stands?"),
            )
        )
    return Content(ppm=ppm)


def parse_quantity(text: str) -> tuple[float, str]:
    """Read a quantity of goods: the number, and its unit as it is written.

    Args:
        text: a number with its unit: ``345 kg``, ``10 flasks``; ``200 items`` of products.

    Raises:
        InputError: no number, one that is not above zero, or no unit.
    """
    number, unit = _split(text, "--quantity")
    if unit and number > 0:
        return number, unit
    raise InputError(
        Fault(
            n_("the quantity must be above zero") if unit else n_("a quantity needs its unit"),
            column="--quantity",
            value=text,
            accepted=n_("a number and its unit, such as 345 kg"),
            advice=n_("give the mass of the mercury, in kg; a flask holds 34.5 kg"),
        )
    )


def percent_of(ppm: float) -> float:
    """A content by weight in percent."""
    return ppm / _PPM["%"]


def parse_watts(text: str) -> float:
    """Read the power of a lamp in W.

    Raises:
        InputError: no number, or a unit that is not one of power.
    """
    return _measured(text, "--watts", _WATTS, n_("a number of watts, such as 20"))


def parse_length(text: str) -> float:
    """Read the length of a lamp in mm.

    Raises:
        InputError: no number, or a unit that is not one of length.
    """
    return _measured(text, "--length", _MM, n_("a length in mm, cm or m, such as 1200mm"))


def _measured(text: str, option: str, units: Mapping[str, float], accepted: str) -> float:
    number, unit = _split(text, option)
    if unit not in units:
        raise InputError(
            Fault(
                n_("this unit is not known here"),
                column=option,
                value=text,
                accepted=accepted,
                advice=n_("write the number in one of these units"),
            )
        )
    return number * units[unit]


def _split(text: str, option: str) -> tuple[float, str]:
    match = _PARTS.fullmatch(text)
    try:
        if match is None:
            raise NumberError(n_("there is no number"), "", "")
        return parse_number(match["number"], percent=False), (match["unit"] or "").strip().casefold()
    except NumberError as error:
        raise InputError(
            Fault(
                error.args[0],
                column=option,
                value=text,
                accepted=n_("a number and its unit, such as 4mg"),
                advice=n_("write the number with a decimal point, and its unit behind it"),
            )
        ) from None


def doubts(stated: Mapping[str, float], ruled: Iterable[Rule]) -> Iterator[Text | str]:
    """What is odd about stated values: not used by any limit, or near a limit in another unit.

    Args:
        stated: values by parameter.
        ruled: the rules of the product.
    """
    limits = [limit for rule in ruled for limit in rule.limits]
    used = {limit.parameter for limit in limits}
    if "mercury_mg" in stated and "mercury_ppm" in used:
        yield n_("The limits of this product are by weight (ppm, %); a content in mg cannot be held against them.")
    if "mercury_ppm" in stated and "mercury_mg" in used:
        yield n_("The limits of this product are in mg for each item; ppm cannot be held against them.")
    ppm = stated.get("mercury_ppm")
    for value in sorted({limit.value for limit in limits if limit.parameter == "mercury_ppm"}) if ppm else ():
        percent = value / _PPM["%"]
        if ppm and ppm < value and percent >= 1 and percent / _NEAR <= ppm <= percent * _NEAR:
            yield Text(
                "{ppm} ppm is far below the limit of {percent} %: if {ppm} % was meant, write it so.",
                ppm=Exact(ppm), percent=Exact(percent),
            )  # fmt: skip
        if ppm and ppm > value and percent < 1 and value / _NEAR <= ppm / _PPM["%"] <= value * _NEAR:
            yield Text(
                "{ppm} ppm is {percent} %: if {percent} ppm was meant, write it so; the limit is {limit} ppm.",
                ppm=Exact(ppm), percent=Exact(ppm / _PPM["%"]), limit=Exact(value),
            )  # fmt: skip
