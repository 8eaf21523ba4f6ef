"""Hours and roses that a user wrote, as the weather of a plume; what was left out or assumed is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.fate.plume.defaults import setting
from almaden.fate.plume.emission import g_per_s, kelvin
from almaden.fate.plume.records import RoseRecord, StackRecord, WeatherRecord
from almaden.fate.plume.rose import Rose
from almaden.fate.plume.sources import Source, Weather, weather
from almaden.fate.plume.stability import CLASSES, pasquill
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def weather_of(hours: Sequence[WeatherRecord], gaps: int = 0) -> tuple[Weather, tuple[Text, ...]]:
    """Hours as weather.

    Args:
        hours: as a reader gives them.
        gaps: hours that the file does not have at all.

    Returns:
        The hours with wind, and what must be told of them.

    Raises:
        InputError: no hour has wind.
    """
    import numpy as np

    blown = [one for one in hours if one.wind_speed is not None and one.wind_direction is not None]
    if not blown:
        raise InputError(
            Fault(n_("no hour has wind speed and direction"), accepted=n_("hours with both"),
                  advice=n_("fill in the columns wind_speed and wind_direction"))
        )  # fmt: skip
    notes = []
    missing = len(hours) - len(blown) + gaps
    if missing:
        notes.append(
            Text("hours that are missing and left out: {count} of {all}", count=missing, all=len(hours) + gaps)
        )
    cold = sum(one.temperature is None for one in blown)
    if cold:
        notes.append(
            Text("hours without a temperature, taken as {temperature} °C: {count}", count=cold,
                 temperature=setting("air_temperature_c"))
        )  # fmt: skip
    found = sum(not one.stability.strip() for one in blown)
    if found:
        notes.append(Text("hours whose stability class was found from wind, sun and cloud: {count}", count=found))
    if len(hours) + gaps < setting("hours_per_year"):
        notes.append(Text("the weather is shorter than a year; hours: {count}", count=len(hours) + gaps))
    made = weather(
        np.array([one.wind_speed for one in blown], dtype=np.float64),
        np.array([one.wind_direction for one in blown], dtype=np.float64),
        _classes(blown),
        np.array([kelvin(_or(one.temperature, setting("air_temperature_c"))) for one in blown]),
        np.array([_or(one.mixing_height, np.inf) for one in blown], dtype=np.float64),
        np.array([_or(one.rain, 0.0) for one in blown]),
    )
    return made, tuple(notes)


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _classes(hours: Sequence[WeatherRecord]) -> NDArray[np.intp]:
    import numpy as np

    skies = np.array([_sky(one) for one in hours])
    found = pasquill(np.array([one.wind_speed for one in hours], dtype=np.float64), skies)
    told = [one.stability.strip().upper() for one in hours]
    return np.array([CLASSES.index(one) if one else code for one, code in zip(told, found, strict=True)], dtype=np.intp)


def _sky(hour: WeatherRecord) -> str:
    cloud, sun = hour.cloud or 0.0, hour.insolation.strip().casefold()
    if cloud >= 8.0 or not sun:
        return "overcast"
    if sun != "night":
        return sun
    return "night cloudy" if cloud > setting("cloudy_eighths") else "night clear"


def rose_of(cells: Sequence[RoseRecord]) -> Rose:
    """Cells as a wind rose; the shares are made to add to 1 exactly.

    Raises:
        InputError: a cell cannot be.
    """
    import numpy as np

    directions = np.array([one.wind_direction for one in cells]) % 360.0
    different = np.unique(directions)
    steps = np.diff(np.append(different, different[0] + 360.0))
    made = weather(
        np.array([one.wind_speed for one in cells]), directions,
        np.array([one.stability.strip().upper() for one in cells]), kelvin(setting("air_temperature_c")),
    )  # fmt: skip
    share = np.array([one.share for one in cells])
    return Rose(made, share / share.sum(), round(360.0 / float(steps.min())))


def source_of(record: StackRecord) -> Source:
    """A stack as a source.

    Raises:
        InputError: something of it cannot be, or its unit is none of an emission.
    """
    factor = g_per_s(record.unit)
    if factor is None:
        raise InputError(Fault(n_("this is no unit of an emission"), column="unit", value=record.unit))
    rate = record.emission * factor
    shares = {"hg0": record.hg0_share, "hg2": record.hg2_share, "hgp": record.hgp_share}
    wide = record.building_width is not None and record.roof is not None
    return Source(
        record.name,
        {name: rate * share for name, share in shares.items()},
        record.height,
        record.latitude,
        record.longitude,
        record.diameter or 0.0,
        record.gas_speed or 0.0,
        _or(record.gas_temperature, kelvin(setting("air_temperature_c"))),
        building_height_m=_or(record.roof, 0.0) if wide else 0.0,
        building_width_m=_or(record.building_width, 0.0) if wide else 0.0,
    )
