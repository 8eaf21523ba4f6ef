"""The parameter ``datetime``: an instant or an interval (RFC 3339), as the years that it touches."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from almaden.errors import Fault, InputError
from almaden.wording import n_

#: First and last year, None where the interval is open.
Years = tuple[int | None, int | None]

_SHAPE: Final = re.compile(r"\d{4}-\d{2}-\d{2}([Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2}))?", re.ASCII)


def years_of(text: str) -> Years:
    """The years that an instant or interval touches.

    Raises:
        InputError: it is neither, or ends before it begins.
    """
    first, slash, last = text.partition("/")
    if not slash:
        moment = _moment(first, text)
        return moment.year, moment.year
    open_first, open_last = first in ("", ".."), last in ("", "..")
    begin = None if open_first else _moment(first, text)
    end = None if open_last else _moment(last, text)
    if (begin is None and end is None) or (begin and end and end < begin):
        raise _refused(text)
    return begin.year if begin else None, end.year if end else None


def _moment(part: str, text: str) -> datetime:
    if not _SHAPE.fullmatch(part):
        raise _refused(text)
    # A date alone is its midnight in UTC; fractions beyond microseconds do not matter here.
    whole = re.sub(r"\.\d+", "", part.upper()) if len(part) > 10 else f"{part}T00:00:00Z"
    try:
        return datetime.fromisoformat(whole)
    except ValueError:
        raise _refused(text) from None


def _refused(text: str) -> InputError:
    return InputError(
        Fault(
            n_("this is neither a time nor an interval"),
            column="datetime",
            value=text,
            accepted="2018-02-12T23:20:50Z, 2018-02-12T00:00:00Z/2018-03-18T12:31:12Z, ../2018-03-18T12:31:12Z",
        )
    )
