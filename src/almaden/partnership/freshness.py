"""How alive the registry is: who told something lately, how much is stated, which areas are silent and whom to ask."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord, BudgetRecord, ResultRecord
from almaden.partnership.records.areas import LeadRecord
from almaden.partnership.records.base import OVERARCHING
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.reference.areas import areas
from almaden.wording import n_

#: A partner is active, and an area not silent, with an update in so many months.
MONTHS: Final = 24
#: An activity that was told of names these partners itself.
_NAMED: Final = ("stated", "partly stated")
_PLANNED: Final = ("pipeline", "planned")


@dataclass(frozen=True)
class LeadLine:
    """An office in an area, as one or more documents tell it.

    Attributes:
        partner: key of the partner.
        role: lead, co-lead or co-chair.
        start: from when, as far as it is told.
        end: until when.
        known_on: days at which the partner was certainly in office.
        documents: where that was read.
        now: whether it is in office on the day that was asked for.
    """

    partner: str
    role: str
    start: str
    end: str
    known_on: tuple[str, ...]
    documents: tuple[str, ...]
    now: bool


@dataclass(frozen=True)
class Share:
    """A part of a whole, by number."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, None where there is nothing to take one of."""
        return self.part / self.whole if self.whole else None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"part": self.part, "whole": self.whole, "share": self.value}


@dataclass(frozen=True)
class AreaFreshness:
    """How an area stands.

    Attributes:
        area: its code.
        activities: how many canonical activities it has.
        last: day of the latest update, None where none is dated.
        days: days since then.
        silent: whether there was none in 24 months.
        ask: keys of the partners that lead it now.
    """

    area: str
    activities: int
    last: date | None
    days: int | None
    silent: bool
    ask: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**vars(self), "last": self.last and self.last.isoformat(), "ask": list(self.ask)}


@dataclass(frozen=True)
class Freshness:
    """How alive the registry is on a day.

    Attributes:
        on: the day.
        active_partners: partners that an activity updated in 24 months names, of all that are there.
        with_country: canonical activities that name a country.
        with_budget: that state a cost, a budget or a sum received.
        with_result: that state a result.
        overdue: keys of activities that should have ended and are still planned.
        median_days: median of the days since the last update of canonical activities, None where none is dated.
        undated: how many canonical activities have no date at all.
        areas: every area, and what overarches them.
    """

    on: date
    active_partners: Share
    with_country: Share
    with_budget: Share
    with_result: Share
    overdue: tuple[str, ...]
    median_days: float | None
    undated: int
    areas: tuple[AreaFreshness, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        shares = ("active_partners", "with_country", "with_budget", "with_result")
        return {
            **vars(self),
            **{name: getattr(self, name).to_json() for name in shares},
            "on": self.on.isoformat(),
            "overdue": list(self.overdue),
            "areas": [one.to_json() for one in self.areas],
        }


@dataclass(frozen=True)
class Response:
    """How many of those who were asked have answered, in an area."""

    area: str
    answers: Share

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"area": self.area, **self.answers.to_json()}


def freshness(registry: Registry, on: date, updated: Mapping[str, date] | None = None) -> Freshness:
    """How alive a registry is.

    Args:
        registry: what is known.
        on: the day that is asked about.
        updated: when activities were last changed, by key, where a store knows it. Without it an activity was last
            heard of at the end of the period of its report, or else at its own last date, never after the day.
    """
    canonical = [record for record in registry.all(ActivityRecord) if not record.same_as]
    told = _told(registry.all(ActivityRecord), on, updated or {})
    days = [(on - told[record.id]).days for record in canonical if record.id in told]
    keys = {record.id for record in canonical}
    return Freshness(
        on,
        Share(*_active(registry, told, on)),
        Share(sum(bool(record.countries) for record in canonical), len(canonical)),
        Share(len(_with_money(registry) & keys), len(canonical)),
        Share(len({record.activity for record in registry.all(ResultRecord)} & keys), len(canonical)),
        tuple(sorted(record.id for record in canonical if _overdue(record, on))),
        statistics.median(days) if days else None,
        len(canonical) - len(days),
        tuple(_area(code, canonical, told, registry, on) for code in (*areas(), OVERARCHING)),
    )


def current_leads(registry: Registry, area: str, on: date) -> tuple[str, ...]:
    """Keys of the partners that lead an area on a day.

    Of leads without begin and end only those count that the latest document names: an earlier one may have been
    followed by another without a word.
    """
    return tuple(dict.fromkeys(lead.partner for lead in _current(registry, area, on)))


def lead_lines(registry: Registry, area: str, on: date) -> tuple[LeadLine, ...]:
    """Who leads and led an area, what several documents say of one office in one line, in the order of time."""
    current = {lead.id for lead in _current(registry, area, on)}
    told: dict[tuple[str, str, str, str], list[LeadRecord]] = {}
    own = (lead for lead in registry.all(LeadRecord) if lead.area == area)
    for lead in sorted(own, key=lambda lead: (lead.known_on or lead.start, lead.id)):
        told.setdefault((lead.partner, lead.role, lead.start, lead.end), []).append(lead)
    return tuple(
        LeadLine(
            *(partner, role, start, end),
            tuple(dict.fromkeys(lead.known_on for lead in same if lead.known_on)),
            tuple(f"{lead.source} {lead.locator}".strip() for lead in same),
            any(lead.id in current for lead in same),
        )
        for (partner, role, start, end), same in told.items()
    )


def _current(registry: Registry, area: str, on: date) -> list[LeadRecord]:
    own = [lead for lead in registry.all(LeadRecord) if lead.area == area and _in_office(lead, on)]
    named = [first_day(lead.known_on) for lead in own if lead.known_on and first_day(lead.known_on) <= on]
    latest = max(named, default=date.min)
    return [lead for lead in own if _last_known(lead, on) >= latest]


def response_rates(asked: Mapping[str, int], answered: Mapping[str, int]) -> tuple[Response, ...]:
    """How many of those who were asked have answered, by area.

    Raises:
        InputError: more answered than were asked, or a number is below zero.
    """
    faults = [
        Fault(n_("more answered than were asked"), column=area, value=str(answered.get(area, 0)))
        for area in sorted({*asked, *answered})
        if not 0 <= answered.get(area, 0) <= asked.get(area, 0)
    ]
    if faults:
        raise InputError(faults)
    return tuple(Response(area, Share(answered.get(area, 0), asked[area])) for area in sorted(asked))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return min(date(year, month + 1, 1) + timedelta(day.day - 1), last_day(f"{year:04}-{month + 1:02}"))


def _told(records: Iterable[ActivityRecord], on: date, updated: Mapping[str, date]) -> dict[str, date]:
    """The last day at which each activity was heard of; a second telling is news of the first."""
    found: dict[str, date] = {}
    for record in records:
        day = updated.get(record.id) or _last_told(record, on)
        if day is not None and day <= on:
            for key in {record.id, record.same_as or record.id}:
                found[key] = max(day, found.get(key, day))
    return found


def _last_told(record: ActivityRecord, on: date) -> date | None:
    if record.reported_to:
        return last_day(record.reported_to)
    known = [last_day(text) for text in (record.start, record.end) if text]
    past = [day for day in known if day <= on]
    return max(past, default=None)


def _active(registry: Registry, told: Mapping[str, date], on: date) -> tuple[int, int]:
    """How many partners are active, and how many there are; those named only where nobody has joined."""
    everybody = registry.all(PartnerRecord)
    joined = {record.id for record in everybody if record.standing == "partner"}
    known = joined or {record.id for record in everybody if record.standing != "former"}
    since = months_before(on, MONTHS)
    active = {
        partner
        for record in registry.all(ActivityRecord)
        if record.partners_basis in _NAMED and record.id in told and told[record.id] >= since
        for partner in record.partners
    }
    return len(active & known), len(known)


def _with_money(registry: Registry) -> set[str]:
    return {
        *(record.id for record in registry.all(ActivityRecord) if record.cost is not None),
        *(record.activity for record in registry.all(BudgetRecord)),
        *(record.activity for record in registry.all(FundingRecord) if record.amount is not None),
    }


def _overdue(record: ActivityRecord, on: date) -> bool:
    return record.status in _PLANNED and bool(record.end) and last_day(record.end) < on


def _area(
    code: str, canonical: list[ActivityRecord], told: Mapping[str, date], registry: Registry, on: date
) -> AreaFreshness:
    own = [record for record in canonical if record.area == code]
    last = max((told[record.id] for record in own if record.id in told), default=None)
    silent = last is None or last < months_before(on, MONTHS)
    return AreaFreshness(
        code, len(own), last, None if last is None else (on - last).days, silent, current_leads(registry, code, on)
    )


def _in_office(lead: LeadRecord, on: date) -> bool:
    return not (lead.start and first_day(lead.start) > on) and not (lead.end and last_day(lead.end) < on)


def _last_known(lead: LeadRecord, on: date) -> date:
    """The last day at which somebody was certainly in office: a lead with an end is until then."""
    if lead.end:
        return on
    known = [first_day(text) for text in (lead.start, lead.known_on) if text and first_day(text) <= on]
    return max(known, default=date.min)
