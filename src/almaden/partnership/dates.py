"""Dates as documents give them: a year, a month, a day, or nothing."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator

from almaden.wording import n_

_FORM: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date:
    """The first day that a date may mean: ``2019`` is the first of January 2019.

    Raises:
        ValueError: it is no date.
    """
    return _day(text, last=False)


def last_day(text: str) -> date:
    """The last day that a date may mean: ``2019-02`` is the 28th of February 2019.

    Raises:
        ValueError: it is no date.
    """
    return _day(text, last=True)


def _day(text: str, last: bool) -> date:
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(n_("write a year, a month or a day: 2019, 2019-11 or 2019-11-23"))
    year, month, day = int(found[1]), found[2], found[3]
    try:
        if month is None:
            return date(year, 12, 31) if last else date(year, 1, 1)
        if day is None:
            return date(year, int(month), monthrange(year, int(month))[1] if last else 1)
        return date(year, int(month), int(day))
    # monthrange refuses a thirteenth month in its own way.
    except ValueError as error:
        raise ValueError(n_("there is no such day")) from error


def _checked(text: str) -> str:
    if text:
        _day(text, last=False)
    return text


#: A date with the precision in which it is known; empty where it is not.
PartDate = Annotated[str, AfterValidator(_checked)]
