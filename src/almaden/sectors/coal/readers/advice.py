"""What to say of a number that has probably another unit than its column: what it would be in the right one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from almaden.sectors.readers.advice import as_share
from almaden.wording import Exact, Text

#: Electric capacity of one unit above which a table that people fill in is taken to mean kW, in MW.
LARGEST_UNIT_MW: Final = 5_000.0
#: Exact by definition: British thermal unit and kilocalorie of the international table, in MJ.
_MJ_PER_BTU: Final = 1.05505585262e-3
_MJ_PER_KCAL: Final = 4.1868e-3
#: Heat rates and heating values from here on are in Btu, kJ or kcal, not in MJ, and contents not in percent.
_THOUSANDS: Final = 1_000.0


def advice(field: str, value: float) -> Text | None:
    """What to do with a number that its column does not take, None where nothing is known.

    Args:
        field: field of one of the coal records.
        value: the number that stood there, in the unit of the column as the reader took it.
    """
    tell = _ADVICE.get(field)
    return tell(value) if tell else None


def _kilowatts(value: float) -> Text | None:
    if value <= LARGEST_UNIT_MW:
        return None
    return Text("it is probably in kW: {value} kW are {mw} MW", value=Exact(value), mw=Exact(round(value / 1000, 6)))


def _percent(value: float) -> Text | None:
    if 0 < value <= 1:
        return Text("it is probably a share: {value} is {percent} %", value=Exact(value),
                    percent=Exact(round(value * 100, 6)))  # fmt: skip
    return None


def _content_percent(value: float) -> Text | None:
    if value < _THOUSANDS:
        return None
    return Text("it is probably in mg/kg: {value} mg/kg are {percent} %", value=Exact(value),
                percent=Exact(round(value / 10_000, 6)))  # fmt: skip


def _heat_rate(value: float) -> Text | None:
    if value < _THOUSANDS:
        return None
    return Text(
        "in Btu/kWh it would be {of_btu} MJ/kWh, in kJ/kWh {of_kj} MJ/kWh",
        of_btu=round(value * _MJ_PER_BTU, 3),
        of_kj=round(value / 1000, 3),
    )


def _heating_value(value: float) -> Text | None:
    if value < _THOUSANDS:
        return None
    return Text(
        "in kJ/kg it would be {of_kj} MJ/kg, in kcal/kg {of_kcal} MJ/kg",
        of_kj=round(value / 1000, 3),
        of_kcal=round(value * _MJ_PER_KCAL, 3),
    )


_ADVICE: Final[Mapping[str, Callable[[float], Text | None]]] = MappingProxyType(
    {
        "capacity_mw": _kilowatts,
        "thermal_mw": _kilowatts,
        "capacity_factor": as_share,
        "share": as_share,
        "washed_share": as_share,
        "washing_removal": as_share,
        "ash_sold_share": as_share,
        "efficiency_percent": _percent,
        "ash_percent": _content_percent,
        "moisture_percent": _content_percent,
        "sulphur_percent": _content_percent,
        "heat_rate_mj_per_kwh": _heat_rate,
        "hhv_mj_per_kg": _heating_value,
    }
)
