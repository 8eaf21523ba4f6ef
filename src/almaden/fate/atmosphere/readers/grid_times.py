"""Which steps of a file of emissions belong to a year, and how much each counts."""

from __future__ import annotations

import calendar
from typing import Any

from almaden.errors import Fault, InputError
from almaden.wording import Text, n_


def steps_of_year(axis: Any, year: int | None, name: str) -> dict[int, float]:
    """Places of the steps of a year on an axis of times, with their weights, which add to one.

    One step stands for the whole year; twelve are its months, each by its days.

    Args:
        axis: the variable of the times: moments by CF, or plain years.
        year: the year wanted; None where the file holds one year only.
        name: name of the file, for messages.

    Raises:
        InputError: the year is not there, several are and none was chosen, or some of its months are missing or twice.
    """
    moments = _moments(axis, name)
    years = sorted({one for one, _ in moments})
    if year is None:
        if len(years) > 1:
            raise InputError(
                Fault(n_("the file holds several years"), name, column=axis.name, accepted=_said(years),
                      advice=n_("choose one year"))
            )  # fmt: skip
        year = years[0]
    chosen = {place: month for place, (one, month) in enumerate(moments) if one == year}
    if not chosen:
        raise InputError(
            Fault(Text("the file has no year {year}", year=str(year)), name, column=axis.name, accepted=_said(years))
        )
    if len(chosen) == 1:
        return dict.fromkeys(chosen, 1.0)
    if sorted(chosen.values()) != list(range(1, 13)):
        raise InputError(
            Fault(
                Text("the year {year} has {count} steps", year=str(year), count=len(chosen)), name, column=axis.name,
                accepted=n_("one step a year, or the twelve months, each once"),
                advice=n_("look for months that are missing or stand twice"),
            )
        )  # fmt: skip
    days = {place: calendar.monthrange(year, month)[1] for place, month in chosen.items()}
    return {place: count / sum(days.values()) for place, count in days.items()}


def _moments(axis: Any, name: str) -> list[tuple[int, int]]:
    """Year and month of each step; plain years have the month 0."""
    import netCDF4
    import numpy as np

    units = str(getattr(axis, "units", ""))
    numbers = np.ma.filled(np.ma.asarray(axis[:], dtype=np.float64), np.nan)
    if not np.all(np.isfinite(numbers)):
        raise InputError(Fault(n_("times are missing or not numbers"), name, column=axis.name))
    if " since " not in units:
        if np.all((numbers == np.round(numbers)) & (numbers > 1000) & (numbers < 3000)):
            return [(int(one), 0) for one in numbers]
        raise InputError(
            Fault(n_("the times of the file are not understood"), name, column=axis.name, value=units,
                  accepted=n_("years, or units such as 'days since 2000-01-01'"))
        )  # fmt: skip
    dates = netCDF4.num2date(numbers, units, str(getattr(axis, "calendar", "standard")))
    return [(one.year, one.month) for one in np.atleast_1d(np.asarray(dates))]


def _said(years: list[int]) -> str:
    return ", ".join(map(str, years))
