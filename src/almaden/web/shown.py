"""Numbers, days and countries as the reader of a page wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from almaden.errors import InputError
from almaden.reference.areas import areas
from almaden.reference.countries import country_name
from almaden.reference.numerals import decimal, spoken
from almaden.reports.numbers import Rounded, rounded
from almaden.store.models.inventories import Standing
from almaden.web.language import language, translate


def number(value: float | None, places: int | None = None) -> str:
    """A number in the marks of the language: with four figures and all before the point, or with fixed places."""
    if value is None:
        return "–"
    if isinstance(value, int):
        places = places or 0
    told = spoken(value, language()) if places is None else decimal(value, places, language())
    return told.replace("-", "\N{MINUS SIGN}")


def rounded_to_range(value: float, low: float | None = None, high: float | None = None) -> Rounded:
    """A value rounded to what its 95 % range supports; to four figures where it has none."""
    if low is None or high is None:
        return Rounded(number(value), "", "", False, 0)
    return rounded(value, low, high, language())


def day(value: date | datetime | str) -> str:
    """A day, such as ``21 Nov 2026``; a moment is told as its day in UTC."""
    from babel.dates import format_date

    moment_or_day = datetime.fromisoformat(value) if isinstance(value, str) else value
    if isinstance(moment_or_day, datetime):
        moment_or_day = moment_or_day.astimezone(UTC).date()
    return format_date(moment_or_day, format="medium", locale=language())


def moment(value: datetime | str) -> str:
    """A moment to the minute, in UTC."""
    when = (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)
    return f"{day(when)} {when:%H:%M} UTC"


def area_name(code: str) -> str:
    """Name of an area of work in the language of the page; a code that is none stays as it is."""
    return translate(areas().get(code, code))


def area_choices() -> list[tuple[str, str]]:
    """Areas of work with their names in the language of the page."""
    return [(code, translate(name)) for code, name in areas().items()]


def standing_choices() -> list[tuple[str, str]]:
    """Whose figures an inventory may hold, in the language of the page."""
    return [(str(one.value), translate(str(one.label))) for one in Standing]


def country(iso3: str) -> str:
    """Name of a country in the language of the page; a code that ISO does not know stays as it is."""
    try:
        return country_name(iso3, language())
    except InputError:
        return iso3
