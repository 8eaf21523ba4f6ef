"""The contents of the two reports: on activities, and on overall progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final, Literal

from almaden.partnership.codes import area_names
from almaden.partnership.contradictions import Contradiction
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.documents import Named, documents
from almaden.partnership.moments import PLANS
from almaden.partnership.plans import PlanLine, plan_to_result
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import AreaRecord, PlanItemRecord, PlanRecord, TargetRecord
from almaden.partnership.records.base import OVERARCHING
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.effectiveness import Effectiveness, effectiveness_of
from almaden.partnership.reporting.entries import Entry, Group, Grouping, entries_of, grouped
from almaden.partnership.reporting.money import Money, money_of
from almaden.partnership.reporting.outputs import Outputs, outputs_of
from almaden.partnership.reporting.people import (
    Counted,
    Leads,
    Meeting,
    NewPartner,
    counts,
    leads_of,
    meetings_of,
    members_of,
    moved,
)
from almaden.partnership.reporting.period import Chosen, Period, chosen
from almaden.partnership.summary import Summary, summary
from almaden.partnership.summary_partners import Growth
from almaden.partnership.targets import TargetProgress, progress

Kind = Literal["activity", "progress"]
#: States of an activity that was to be and did not come as it was planned.
HINDERED: Final = frozenset({"postponed", "cancelled"})
#: The order of the areas in the reports of 2013 and 2021.
_ORDER: Final = ("ASGM", "CHLOR", "FATE", "PROD", "COAL", "WASTE", "SUPPLY", "CEMENT")
#: An area of which nothing was told for so many days is stale.
_FRESH: Final = 731


@dataclass(frozen=True)
class Freshness:
    """When an area was last told of.

    Attributes:
        last: last day that is told of up to the end of the period; None where there is none.
        stale: whether nothing was told for two years, or nothing in the period.
        ask: who leads it, and is to be asked.
    """

    last: date | None
    stale: bool
    ask: Sequence[str]


@dataclass(frozen=True)
class PlanHead:
    """A business plan of an area."""

    edition: str
    start: str
    end: str
    approved_on: str


@dataclass(frozen=True)
class AreaContents:
    """What is told of one area.

    Attributes:
        code: its code; ``CROSS`` overarches them.
        objectives: what it is there for, as the documents on the period say.
        groups: activities of the period by topic or by partner, without those that are planned.
        planned: activities that were planned in the period.
        hindered: activities that were postponed or cancelled, or that something stood in the way of.
        challenges: what business plans in force name as a challenge, with what is done about it.
        outputs: publications, events, training, results.
        countries: countries of its activities, each with their number, the most first.
        plans: business plans in force in the period.
        freshness: when it was last told of, and whom to ask.
        leads: who leads it.
    """

    code: str
    objectives: Sequence[str]
    groups: Sequence[Group]
    planned: Sequence[Entry]
    hindered: Sequence[Entry]
    challenges: Sequence[tuple[str, str]]
    outputs: Outputs
    countries: Sequence[tuple[str, int]]
    plans: Sequence[PlanHead]
    freshness: Freshness
    leads: Leads

    @property
    def activities(self) -> int:
        """Number of activities of the period, planned ones among them."""
        return sum(len(group.entries) for group in self.groups) + len(self.planned)


@dataclass(frozen=True)
class Told:
    """An activity that is told once more, with the key of its first telling."""

    key: str
    title: str
    source: str
    same_as: str


@dataclass(frozen=True)
class Contents:
    """Everything that a report says, before it is worded.

    Attributes:
        kind: ``activity`` or ``progress``.
        period: first and last day.
        grouping: how activities are grouped.
        documents: documents that tell of this period.
        named: every document that the registry names, with title and date.
        counts: partners at the begin and at the end.
        growth: from one stated total to the next, all of them.
        joined: partners that joined.
        left: partners that left.
        members: partners in the advisory group with their roles.
        meetings: meetings of the advisory group and of areas.
        areas: what overarches the areas, then each area.
        money: funding.
        plans: plans that were told in the period, with what became of them.
        earlier_plans: plans that were told before.
        targets: how far targets are at the end of the period.
        effectiveness: only in the report on progress.
        entries: all activities of the period.
        again: what is told once more.
        told: numbers of what the documents on the period tell.
        all_in_period: numbers of all activities of the period, whatever document tells of them.
        registry: numbers of the whole registry.
        contradictions: what documents say that does not fit together.
    """

    kind: Kind
    period: Period
    grouping: Grouping
    documents: Sequence[str]
    named: Sequence[Named]
    counts: tuple[Counted, Counted]
    growth: Sequence[Growth]
    joined: Sequence[NewPartner]
    left: Sequence[NewPartner]
    members: Sequence[tuple[str, str]]
    meetings: Sequence[Meeting]
    areas: Sequence[AreaContents]
    money: Money
    plans: Sequence[PlanLine]
    earlier_plans: Sequence[PlanLine]
    targets: Sequence[TargetProgress]
    effectiveness: Effectiveness | None
    entries: Sequence[Entry]
    again: Sequence[Told]
    told: Summary
    all_in_period: Summary
    registry: Summary
    contradictions: Sequence[Contradiction]

    @property
    def overarching(self) -> AreaContents:
        """What overarches the areas."""
        return next(one for one in self.areas if one.code == OVERARCHING)

    def to_json(self) -> dict[str, Any]:
        """The contents as plain values."""
        return asdict(self)


def activity_contents(registry: Registry, start: date, end: date, grouping: Grouping = "topic") -> Contents:
    """What the report on activities says of a period.

    Args:
        registry: the registry.
        start: first day of the period.
        end: last day of it.
        grouping: activities of an area by topic or by partner.

    Raises:
        InputError: the period ends before it begins.
    """
    return _contents("activity", registry, Period(start, end), grouping)


def progress_contents(registry: Registry, start: date, end: date, grouping: Grouping = "topic") -> Contents:
    """What the report on overall progress says of a period.

    Args:
        registry: the registry.
        start: first day of the period.
        end: last day of it.
        grouping: activities of an area by topic or by partner.

    Raises:
        InputError: the period ends before it begins.
    """
    return _contents("progress", registry, Period(start, end), grouping)


def _contents(kind: Kind, registry: Registry, period: Period, grouping: Grouping) -> Contents:
    found = chosen(registry, period)
    entries = entries_of(registry, found)
    outputs = outputs_of(registry, found, entries, period)
    whole = summary(registry)
    leads = {code: leads_of(code, registry, found, period) for code in _codes()}
    joined, left = moved(registry, period)
    plans, earlier = _plans(registry, found, period)
    return Contents(
        kind=kind,
        period=period,
        grouping=grouping,
        documents=sorted(found.documents),
        named=tuple(documents(registry).values()),
        counts=counts(whole.partners.by_date, registry, period),
        growth=whole.partners.growth,
        joined=joined,
        left=left,
        members=members_of(registry, found, period),
        meetings=meetings_of(registry, found, period),
        areas=tuple(_area(code, registry, found, period, entries, outputs, grouping, leads[code]) for code in _codes()),
        money=money_of(registry, found, period),
        plans=plans,
        earlier_plans=earlier,
        targets=_targets(registry, found, period),
        effectiveness=effectiveness_of(entries, list(leads.values())) if kind == "progress" else None,
        entries=entries,
        again=tuple(Told(one.id, one.title, one.source, one.same_as) for one in found.again),
        told=_numbers(
            registry, [one for one in registry.all(ActivityRecord) if period.holds(one.reported_from, one.reported_to)]
        ),
        all_in_period=_numbers(registry, [*(one for one, _ in found.canonical), *found.again]),
        registry=whole,
        contradictions=whole.contradictions,
    )


def _codes() -> tuple[str, ...]:
    """What overarches the areas, then the areas."""
    return (OVERARCHING, *sorted(set(area_names()) - {OVERARCHING}, key=lambda code: (_place(code), code)))


def _place(code: str) -> int:
    return _ORDER.index(code) if code in _ORDER else len(_ORDER)


def _told(registry: Registry, period: Period) -> list[ActivityRecord]:
    """What reports tell whose own period lies within this one."""
    return [one for one in registry.all(ActivityRecord) if period.holds(one.reported_from, one.reported_to)]


def _area(
    code: str,
    registry: Registry,
    found: Chosen,
    period: Period,
    entries: Sequence[Entry],
    outputs: Outputs,
    grouping: Grouping,
    leads: Leads,
) -> AreaContents:
    own = [one for one in entries if one.area == code]
    plans = [
        one
        for one in registry.all(PlanRecord)
        if one.area == code and period.touches(one.start or one.approved_on, one.end)
    ]
    keys = {one.id for one in plans}
    planned = tuple(one for one in own if one.status in PLANS - HINDERED)
    shown = {one.key for one in planned}
    return AreaContents(
        code=code,
        objectives=_objectives(code, registry, found, period),
        groups=grouped([one for one in own if one.key not in shown], grouping),
        planned=planned,
        hindered=tuple(one for one in own if one.status in HINDERED or one.obstacles),
        challenges=tuple(
            (one.text, one.response)
            for one in registry.all(PlanItemRecord)
            if one.plan in keys and one.part == "challenge"
        ),
        outputs=outputs.of(code),
        countries=_countries(own),
        plans=tuple(PlanHead(one.edition, one.start, one.end, one.approved_on) for one in plans),
        freshness=_freshness(registry, code, bool(own), period, leads),
        leads=leads,
    )


def _countries(entries: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for one in entries:
        for country in dict.fromkeys(one.countries):
            found[country] = found.get(country, 0) + 1
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _objectives(code: str, registry: Registry, found: Chosen, period: Period) -> tuple[str, ...]:
    """What the documents on the period say; without them what was said last before its end."""
    every = [one for one in registry.all(AreaRecord) if one.area == code]
    told = [one.objective for one in every if one.source in found.documents]
    if told:
        return tuple(dict.fromkeys(told))
    dated = [one for one in every if one.stated_on]
    before = [one for one in dated if first_day(one.stated_on) <= period.end]
    if before:
        return (max(before, key=lambda one: first_day(one.stated_on)).objective,)
    return tuple(dict.fromkeys(one.objective for one in every if not one.stated_on))


def _freshness(registry: Registry, code: str, told: bool, period: Period, leads: Leads) -> Freshness:
    days = [
        last_day(day)
        for one in registry.all(ActivityRecord)
        if one.area == code and (day := one.reported_to or one.end or one.start)
    ]
    last = max((day for day in days if day <= period.end), default=None)
    stale = not told or last is None or (period.end - last).days > _FRESH
    return Freshness(last, stale, tuple(dict.fromkeys(lead.partner for lead in leads.leads)))


def _plans(registry: Registry, found: Chosen, period: Period) -> tuple[tuple[PlanLine, ...], tuple[PlanLine, ...]]:
    """Plans told in the period, and those that were told before it."""
    told = {one.id: one.reported_to for one in registry.all(ActivityRecord)}
    again = {one.id for one in registry.all(ActivityRecord) if one.same_as}
    now, before = [], []
    for line in plan_to_result(registry).lines:
        if line.kind == "activity" and line.key in again:
            continue
        if line.key in found.keys or (line.kind == "plan_item" and period.touches(line.start, line.end)):
            now.append(line)
        elif (day := told.get(line.key) or line.end or line.start) and last_day(day) < period.start:
            before.append(line)
    return tuple(now), tuple(before)


def _targets(registry: Registry, found: Chosen, period: Period) -> tuple[TargetProgress, ...]:
    """Targets that a document on the period tells of, and those that were told before its end."""
    later = {
        one.source
        for one in registry.all(ActivityRecord)
        if one.source not in found.near and one.reported_to and first_day(one.reported_to) > period.end
    }
    sources = {one.id: one.source for one in registry.all(TargetRecord)}
    return tuple(one for one in progress(registry, period.end) if sources[one.key] not in later)


def _numbers(registry: Registry, activities: Sequence[ActivityRecord]) -> Summary:
    partners = (("partner", one) for one in registry.tables["partner"])
    return summary(Registry.made_of([*(("activity", one) for one in activities), *partners]))
