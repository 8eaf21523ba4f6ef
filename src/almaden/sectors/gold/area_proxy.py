"""Mercury from newly mined land: a proxy, by a factor that the user sets."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.inventory.result import Amount
from almaden.quantity.spread import Range, spread_of
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.areas import AreaSum
from almaden.sectors.gold.satellite import setting, settings
from almaden.sectors.numbers import Number
from almaden.wording import Text, n_

#: The owner of the factor's draws: one factor for all places and dates, so that their errors rise and fall together.
_OWNER: Final = "mercury from mined land"
_GRAMS: Final = 1000.0

WARNING: Final = n_(
    "Mercury from mined land is a proxy: it takes every new hectare for the same amount of mercury. It does not see "
    "mining in rivers, underground or on land that was mined before, nor who uses mercury. Use it to compare and to "
    "decide where to look; do not use it in place of a field survey."
)


@dataclass(frozen=True)
class Factor:
    """Mercury for a hectare that is newly mined, in kg.

    Attributes:
        numbers: the numbers whose product it is, in kg/ha where there is one, otherwise gold in kg/ha and mercury in
            kg per kg of gold.
        told: how it was understood.
    """

    numbers: tuple[Number, ...]
    told: tuple[Text, ...]

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The numbers behind it."""
        return tuple(number.origin for number in self.numbers)


def factor_of_area(kg_per_ha: float, ends: tuple[float, float] | None = None) -> Factor:
    """A factor in kg of mercury for a hectare.

    Args:
        kg_per_ha: the factor, which is the median of its range.
        ends: 95 % range; without one it is as wide as the program's table says.

    Raises:
        InputError: the factor or its range is none.
    """
    return _factor((n_("mercury for a newly mined hectare"), kg_per_ha, "kg/ha", ends, 1.0))


def factor_of_gold(
    gold_g_per_ha: float,
    ratio: float,
    gold_ends: tuple[float, float] | None = None,
    ratio_ends: tuple[float, float] | None = None,
) -> Factor:
    """A factor from the gold of a hectare and the mercury used for it.

    Args:
        gold_g_per_ha: gold won from a hectare, in grams.
        ratio: mercury for gold, kg/kg.
        gold_ends: 95 % range of the gold; see :func:`factor_of_area`.
        ratio_ends: the same of the ratio.

    Raises:
        InputError: a number or its range is none.
    """
    return _factor(
        (n_("gold of a newly mined hectare"), gold_g_per_ha, "g/ha", gold_ends, 1.0 / _GRAMS),
        (n_("mercury for gold"), ratio, "kg/kg", ratio_ends, 1.0),
    )


_Given = tuple[str, float, str, tuple[float, float] | None, float]


def _factor(*given: _Given) -> Factor:
    faults = [fault for one in given if (fault := _fault(*one[:4]))]
    if faults:
        raise InputError(faults)
    numbers, told = zip(*(_number(*one) for one in given), strict=True)
    return Factor(numbers, told)


def _fault(name: str, value: float, unit: str, ends: tuple[float, float] | None) -> Fault | None:
    if not 0.0 < value < math.inf:
        return Fault(
            Text("{name}: this is no factor", name=Text(name)),
            value=f"{value:g} {unit}",
            accepted=n_("a number above zero"),
            advice=n_("the program has no factor of its own: take one from a survey of the region"),
        )
    if ends is not None and not 0.0 < ends[0] <= value <= ends[1] < math.inf:
        return Fault(
            Text("{name}: the range does not hold the factor", name=Text(name)),
            value=f"{ends[0]:g} - {value:g} - {ends[1]:g} {unit}",
            accepted=n_("a low end above zero, the factor, a high end, in this order"),
            advice=n_("check the ends, and that all are in the same unit"),
        )
    return None


def _number(name: str, value: float, unit: str, ends: tuple[float, float] | None, scale: float) -> tuple[Number, Text]:
    ratio = setting("factor_range")
    low, high = ends or (value / ratio, value * ratio)
    origin = Origin(name, value, unit, low, high, "user", "", "", "user")
    spread = spread_of(value, Range(low, high), "lognormal", ratio)
    template = n_("{name}: {value} {unit}, 95 % range {low} to {high}")
    if ends is None:
        template = n_("{name}: {value} {unit}; no range was given, so {low} to {high} is taken")
    told = Text(template, name=Text(name), value=value, unit=unit, low=low, high=high)
    return Number(name, value * scale, spread, origin), told


@dataclass(frozen=True)
class ProxySum:
    """Mercury for the land of a place that is new at a date, kg.

    Attributes:
        country, admin, name, date: the place and date, as in :class:`~almaden.sectors.gold.areas.AreaSum`.
        area_ha: newly mined land.
        mercury_kg: mercury for it.
    """

    country: str
    admin: str
    name: str
    date: int
    area_ha: float
    mercury_kg: Amount


@dataclass(frozen=True)
class AreaProxy:
    """Mercury by newly mined land.

    Attributes:
        warning: what it cannot tell; to be shown with it.
        told: how the factor was understood.
        mercury_kg: of all places and dates.
        sums: by place and date; land of the stock has none, as nobody knows when it was mined.
        origins: the numbers behind it.
    """

    warning: str
    told: tuple[Text, ...]
    mercury_kg: Amount
    sums: tuple[ProxySum, ...]
    origins: tuple[Origin, ...]


def area_proxy(places: Iterable[AreaSum], total: Sequence[AreaSum], factor: Factor, draws: FleetDraws) -> AreaProxy:
    """Mercury for newly mined land.

    The range is that of the factor. The error of the areas themselves is not in it: it is small beside.

    Args:
        places: mined land of places.
        total: mined land of all places.
        factor: mercury for a hectare.
        draws: the draws.

    Raises:
        InputError: no land is newly mined, so that there is nothing to multiply.
    """
    new = [one for one in total if one.kind == "new"]
    if not new:
        raise InputError(
            Fault(
                n_("there is no newly mined land: all of it stood there at the first date"),
                accepted=n_("land that is dated after the stock"),
                advice=n_("give later dates too, or the last year of the stock by --stock"),
            )
        )
    drawn = np.array(math.prod(np.atleast_1d(draws.of(_OWNER)(number)) for number in factor.numbers))
    found = tuple(
        ProxySum(one.country, one.admin, one.name, one.date, one.area_ha, amount(drawn * one.area_ha))
        for one in places
        if one.kind == "new"
    )
    whole = amount(drawn * math.fsum(one.area_ha for one in new))
    return AreaProxy(WARNING, factor.told, whole, found, (*factor.origins, settings()["factor_range"]))
