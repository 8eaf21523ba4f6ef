"""What the keys of the registry are called in reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from almaden.errors import InputError
from almaden.partnership.codes import area_names
from almaden.reference.countries import country_name
from almaden.reference.languages import n_
from almaden.reference.numerals import exact
from almaden.reports.document import Cell
from almaden.reports.words import Words, isolated

STATUSES: Final[Mapping[str, str]] = {
    "pipeline": n_("in preparation"),
    "planned": n_("planned"),
    "ongoing": n_("ongoing"),
    "completed": n_("completed"),
    "postponed": n_("postponed"),
    "cancelled": n_("cancelled"),
    "in force": n_("in force"),
    "unknown": n_("not known"),
}
GROUPS: Final[Mapping[str, str]] = {
    "project": n_("Projects"),
    "publication": n_("Publications, guidance and tools"),
    "research": n_("Research"),
    "communication": n_("Communication"),
    "event": n_("Meetings and events"),
    "training": n_("Training"),
    "coordination": n_("Coordination"),
    "finance": n_("Finance"),
}
ROLES: Final[Mapping[str, str]] = {
    "lead": n_("lead"),
    "co-lead": n_("co-lead"),
    "co-chair": n_("co-chair"),
    "member": n_("member"),
    "observer": n_("observer"),
}
BASES: Final[Mapping[str, str]] = {
    "stated": n_("stated"),
    "partly stated": n_("partly stated"),
    "group": n_("a group without names"),
    "area lead": n_("filled in from the lead of the area"),
    "": n_("not told"),
}
CERTAINTIES: Final[Mapping[str, str]] = {
    "stated": n_("stated"),
    "approximate": n_("approximate"),
    "estimated": n_("estimated"),
    "": n_("no sum stated"),
}
OUTCOMES: Final[Mapping[str, str]] = {
    "done": n_("done"),
    "under way": n_("under way"),
    "changed": n_("changed"),
    "planned": n_("planned"),
    "unknown": n_("planned, outcome unknown"),
}
DECISIONS: Final[Mapping[str, str]] = {
    "open": n_("open"),
    "in progress": n_("in progress"),
    "done": n_("done"),
    "dropped": n_("dropped"),
    "unknown": n_("not known"),
}
REACHED: Final[Mapping[str, str]] = {
    "direct": n_("reached"),
    "indirect": n_("reached indirectly"),
    "target": n_("to be reached"),
    "result": n_("result"),
    "reach": n_("audience"),
}
LEVELS: Final[Mapping[str, str]] = {
    "programme": n_("Sums of the Partnership"),
    "share": n_("Shares of expenditure"),
    "project": n_("Sums of projects"),
    "named": n_("Named without a sum"),
}
WAYS: Final[Mapping[str, str]] = {
    "dated": n_("a date of it lies in the period"),
    "told": n_("it has no date, and a report on the period tells of it"),
    "told, dated elsewhere": n_("its dates lie before or after, and a report on the period tells of it"),
    "whole": n_("a part of it belongs to the period"),
    "told again": n_("a report on the period tells of it once more"),
}
VERDICTS: Final[Mapping[str, str]] = {
    "reached": n_("reached"),
    "probably reached": n_("probably reached"),
    "under way": n_("under way"),
    "probably missed": n_("probably missed"),
    "missed": n_("missed"),
    "cannot be judged": n_("cannot be judged"),
}
LEFT_OUT: Final[Mapping[str, str]] = {
    "expected": n_("still to come"),
    "replaced": n_("another value stands for it"),
    "told once more": n_("told once more"),
    "inside its whole": n_("inside the activity that it is a part of"),
    "no figure": n_("no figure"),
}
FIELDS: Final[Mapping[str, str]] = {
    "communication": n_("Communication"),
    "efficiency": n_("Efficiency: use of meetings that take place anyway"),
    "information": n_("Information for decisions and negotiations"),
    "leadership": n_("Leadership of areas"),
    "fundraising": n_("Fundraising"),
}


def area(code: str, words: Words) -> str:
    """The name of an area; all areas for an empty code."""
    return words.known(area_names(), code) if code else words._("All areas")


def countries(codes: Iterable[str], words: Words) -> str:
    """The names of countries, one after the other."""
    return ", ".join(_country(code, words) for code in codes)


def _country(code: str, words: Words) -> str:
    try:
        return country_name(code, words.lang)
    except InputError:
        return code


def days(start: str, end: str) -> str:
    """From when to when, as far as it is known."""
    if not start or start == end:
        return f"–{end}" if end and not start else start
    return f"{start} – {end}"


def day(text: str, words: Words) -> str:
    """A day in words; a year or a month as it is."""
    from babel.dates import format_date

    if len(text) < len("2020-12-14"):
        return text
    return str(format_date(date.fromisoformat(text), format="medium", locale=words.lang))


def month(day: date, words: Words) -> str:
    """A month with its year, in words."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=words.lang))


def period(start: date, end: date, words: Words) -> str:
    """A period: months where it is of whole months, otherwise days."""
    from calendar import monthrange

    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return f"{month(start, words)} – {month(end, words)}"
    return f"{start.isoformat()} – {end.isoformat()}"


def people(names: Iterable[str], words: Words) -> str:
    """Names of partners, one after the other."""
    return words.listed(isolated(name) for name in names)


def count(value: float | None, words: Words) -> Cell:
    """A number as it was given; ``?`` where it is not known."""
    return words.given(value)


def money(amount: float, currency: str, words: Words) -> str:
    """A sum with its currency."""
    return f"{currency}\N{NO-BREAK SPACE}{exact(amount, words.lang)}"


def money_cell(amount: float | None, currency: str, words: Words) -> Cell:
    """A sum with its currency; empty where there is none."""
    return Cell("") if amount is None else Cell(money(amount, currency, words), amount, "#,##0.##")


def percent(value: float, words: Words) -> str:
    """A percentage as it was given."""
    return words._("{number} %").format(number=exact(value, words.lang))
