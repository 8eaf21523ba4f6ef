"""Partners at the begin and at the end of a period, who leads, and the advisory group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from almaden.partnership.codes import categories
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.areas import LeadRecord
from almaden.partnership.records.meetings import DecisionRecord, MeetingRecord, MemberRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.period import Chosen, Period
from almaden.partnership.summary_partners import StatedCount


@dataclass(frozen=True)
class Counted:
    """Partners at a day.

    Attributes:
        on: the day that a document counts them at; empty where no document does.
        stated: what it states.
        day: first or last day of the period.
        counted: partners of the registry with a known day of joining, by category, at that day.
    """

    on: str
    stated: StatedCount | None
    day: date
    counted: Mapping[str, int]

    @property
    def total(self) -> int | None:
        """The stated total."""
        return self.stated.total if self.stated is not None else None

    def in_2020(self, category: str) -> int | None:
        """The stated number of a category of the classification of 2020."""
        found = self.stated.by_category if self.stated is not None else {}
        return found.get(category)

    def in_2012(self, words: str) -> int | None:
        """The stated number of a category of the classification of 2012, in which others are one."""
        found = self.stated.by_category if self.stated is not None else {}
        keys = [key for key, one in categories().items() if one.in_2012 == words and key in found]
        return sum(found[key] for key in keys) if keys else None


@dataclass(frozen=True)
class NewPartner:
    """A partner that joined or left."""

    name: str
    category: str
    country: str
    areas: Sequence[str]
    on: str


@dataclass(frozen=True)
class Lead:
    """Who leads an area."""

    partner: str
    role: str
    start: str
    end: str
    known_on: str
    note: str


@dataclass(frozen=True)
class Leads:
    """Who leads an area, and what changed.

    Attributes:
        area: its code.
        leads: who leads it at the end of the period.
        came: who came, with the day where it is stated.
        left: who left, with the day where it is stated.
        earlier_on: day at which the leads that these are compared with were known; empty without comparison.
    """

    area: str
    leads: Sequence[Lead]
    came: Sequence[tuple[str, str]]
    left: Sequence[tuple[str, str]]
    earlier_on: str


@dataclass(frozen=True)
class Decision:
    """What a meeting asked for, and what became of it."""

    text: str
    state: str
    follow_up: str
    responsible: Sequence[str]


@dataclass(frozen=True)
class Meeting:
    """A meeting of the advisory group or of an area."""

    title: str
    area: str
    start: str
    end: str
    place: str
    documents: Sequence[str]
    decisions: Sequence[Decision]


def counts(by_date: Mapping[str, StatedCount], registry: Registry, period: Period) -> tuple[Counted, Counted]:
    """Partners at the begin and at the end: as stated nearest to the day, and as counted at it.

    The begin takes the last count up to its day; the end takes the one nearest to its day that is later.
    """
    days = sorted(by_date, key=first_day)
    start = next((on for on in reversed(days) if first_day(on) <= period.start), "")
    later = [on for on in days if on != start and first_day(on) > (first_day(start) if start else date.min)]
    end = min(later, key=lambda on: abs((first_day(on) - period.end).days), default=start)
    return (
        Counted(start, by_date.get(start), period.start, _members(registry, period.start)),
        Counted(end, by_date.get(end), period.end, _members(registry, period.end)),
    )


def _members(registry: Registry, day: date) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in registry.all(PartnerRecord):
        there = one.joined and first_day(one.joined) <= day and not (one.left and first_day(one.left) <= day)
        if there:
            found[one.category or "other"] = found.get(one.category or "other", 0) + 1
    return found


def moved(registry: Registry, period: Period) -> tuple[tuple[NewPartner, ...], tuple[NewPartner, ...]]:
    """Partners that joined in the period, and those that left."""

    def those(day: Callable[[PartnerRecord], str]) -> tuple[NewPartner, ...]:
        found = [one for one in registry.all(PartnerRecord) if day(one) and period.touches(day(one), day(one))]
        found.sort(key=lambda one: (first_day(day(one)), one.name))
        return tuple(NewPartner(one.name, one.category, one.country, one.areas, day(one)) for one in found)

    return those(lambda one: one.joined), those(lambda one: one.left)


def leads_of(area: str, registry: Registry, chosen: Chosen, period: Period) -> Leads:
    """Who leads an area at the end of a period, and who came and left since it was known before."""
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    every = [one for one in registry.all(LeadRecord) if one.area == area]
    told = _told(every, chosen, period)
    now = [one for one in told if not (one.end and last_day(one.end) <= period.end)]
    came = {one.partner: one.start for one in told if one.start and period.start <= last_day(one.start)}
    left = {one.partner: one.end for one in told if one.end and period.touches(one.end, one.end)}
    known = [one.known_on for one in every if one.known_on and last_day(one.known_on) < period.start]
    earlier_on = max(known, key=last_day, default="")
    if earlier_on:
        before = {one.partner for one in every if one.known_on == earlier_on and not one.end}
        there = {one.partner for one in now}
        came = {**dict.fromkeys(sorted(there - before), ""), **came} if now else came
        left = {**dict.fromkeys(sorted(before - there), ""), **left} if now else left
    return Leads(
        area,
        tuple(
            Lead(names.get(one.partner, one.partner), one.role, one.start, one.end, one.known_on, one.note)
            for one in now
        ),
        tuple((names.get(key, key), day) for key, day in came.items()),
        tuple((names.get(key, key), day) for key, day in left.items()),
        earlier_on,
    )


def _told(every: Sequence[LeadRecord], chosen: Chosen, period: Period) -> list[LeadRecord]:
    """What the documents on the period say; without them what was known last, then what is known first."""
    for documents in (chosen.documents, chosen.near):
        if found := [one for one in every if one.source in documents]:
            return found
    dated = [one for one in every if one.known_on or one.start]
    before = [one for one in dated if first_day(one.known_on or one.start) <= period.end]
    if before:
        last = max(one.known_on for one in before)
        return [one for one in before if one.known_on == last]
    return [one for one in every if not one.source]


def members_of(registry: Registry, chosen: Chosen, period: Period) -> tuple[tuple[str, str], ...]:
    """Partners in the advisory group with their roles; no names of persons."""
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    return tuple(
        (names.get(one.partner, one.partner), one.role)
        for one in registry.all(MemberRecord)
        if (period.touches(one.start, one.end) if one.start or one.end else one.source in chosen.near)
    )


def meetings_of(registry: Registry, chosen: Chosen, period: Period) -> tuple[Meeting, ...]:
    """Meetings in the period and those that documents on it tell of, with what they asked for."""
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    decisions: dict[str, list[Decision]] = {}
    for one in registry.all(DecisionRecord):
        who = tuple(names.get(key, key) for key in one.responsible)
        decisions.setdefault(one.meeting, []).append(Decision(one.text, one.state, one.follow_up, who))
    found = [one for one in registry.all(MeetingRecord) if _belongs(one, chosen, period)]
    found.sort(key=lambda one: (one.start, one.id))
    return tuple(
        Meeting(one.title, one.area, one.start, one.end, one.place, one.documents, tuple(decisions.get(one.id, ())))
        for one in found
    )


def _belongs(one: MeetingRecord, chosen: Chosen, period: Period) -> bool:
    return period.touches(one.start, one.end) or one.source in chosen.documents
