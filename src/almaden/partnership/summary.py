"""The registry in numbers: activities, countries, partners, money, targets, and what does not fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from almaden.partnership.contradictions import Contradiction, contradictions
from almaden.partnership.dates import last_day
from almaden.partnership.moments import at, begin_of
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import IndicatorValueRecord
from almaden.partnership.registry import Registry
from almaden.partnership.summary_funding import FundingSummary, funding_summary
from almaden.partnership.summary_partners import PartnerSummary, partner_summary
from almaden.partnership.targets import TargetProgress, progress
from almaden.wording import n_

#: What the numbers of a day mean.
OF_A_DAY: Final = (
    n_("States stay as they were stated: an activity that ended after the day may be called completed."),
    n_("A sum counts whole from the first day of its period."),
    n_("Targets without a date, and all else without one, are there on every day."),
    n_("A report on a period that ends on the day also tells sums that begin later, if its documents do."),
)


@dataclass(frozen=True)
class ActivitySummary:
    """Activities, each once.

    Attributes:
        told: tellings, so that what two documents tell counts twice.
        canonical: activities, each once; what follows counts these unless it says otherwise.
        told_again: tellings of what was told before.
        without_parent: those that are no part of another.
        undated: those that no date, and no period of a report, places in time; they count at every day.
        by_area: number by code of the area; further areas are not counted.
        by_seed: number by the document that tells of it first.
        by_area_and_seed: number by area, then by document.
        told_by_seed: tellings by document.
        by_status: number by state, as it was stated.
        by_type: number by type.
        by_basis: tellings by how their partners are known; ``area lead`` is filled in.
    """

    told: int
    canonical: int
    told_again: int
    without_parent: int
    undated: int
    by_area: Mapping[str, int]
    by_seed: Mapping[str, int]
    by_area_and_seed: Mapping[str, Mapping[str, int]]
    told_by_seed: Mapping[str, int]
    by_status: Mapping[str, int]
    by_type: Mapping[str, int]
    by_basis: Mapping[str, int]


@dataclass(frozen=True)
class Countries:
    """Countries of a group of activities; an activity with several counts once for each.

    Attributes:
        distinct: number of countries.
        mentions: number of activities and countries.
        by_country: number of activities by country, the most first.
    """

    distinct: int
    mentions: int
    by_country: Mapping[str, int]


@dataclass(frozen=True)
class CountrySummary(Countries):
    """Countries of all activities, each activity once.

    Attributes:
        with_country: activities with at least one country.
        without_country: activities of which no document says where they are.
        without_parent: the same of those that are no part of another.
        by_seed: the same by document.
    """

    with_country: int
    without_country: int
    without_parent: Countries
    by_seed: Mapping[str, Countries]


@dataclass(frozen=True)
class TargetLine:
    """A target as it was stated, and how far it is.

    Attributes:
        key: key of the target.
        area: code of its area.
        statement: what is to be reached.
        direction: whether the value is to fall, to rise, or to be reached as it stands.
        value: what is to be reached, in ``unit``.
        unit: unit of the value; % for a share of the baseline.
        due: by when.
        stated: what its document says of it.
        verdict: whether it is reached; ``cannot be judged`` where something is missing.
        needed: what is missing, so that it cannot be judged.
        indicator_unit: unit of the numbers that follow.
        baseline: value that it started from, which was so at ``baseline_on``.
        goal: value that is to be reached.
        latest: the last value, of ``latest_on``, with its range from ``low`` to ``high``.
        way: share of the way from the baseline to the goal, with its range from ``way_low`` to ``way_high``.
    """

    key: str
    area: str
    statement: str
    direction: str
    value: float | None
    unit: str
    due: str
    stated: str
    verdict: str
    needed: Sequence[str]
    indicator_unit: str
    baseline: float | None
    baseline_on: str
    goal: float | None
    latest: float | None
    latest_on: str
    low: float | None
    high: float | None
    way: float | None
    way_low: float | None
    way_high: float | None


@dataclass(frozen=True)
class Summary:
    """The registry in numbers.

    Attributes:
        as_of: the day in the world, empty for everything.
        activities: the activities.
        countries: where they are.
        partners: who takes part.
        funding: money as it was stated.
        targets: what is to be reached.
        records: number of records by kind; kinds without records are left out.
        contradictions: what documents say that does not fit together; it is kept as it was stated.
        remarks: what the numbers of a day mean, and do not; none for everything.
    """

    as_of: str
    activities: ActivitySummary
    countries: CountrySummary
    partners: PartnerSummary
    funding: FundingSummary
    targets: Sequence[TargetLine]
    records: Mapping[str, int]
    contradictions: Sequence[Contradiction]
    remarks: Sequence[str]

    def to_json(self) -> dict[str, Any]:
        """The numbers as plain values."""
        return asdict(self)


def summary(registry: Registry, as_of: date | None = None) -> Summary:
    """Count a registry.

    Args:
        registry: the registry.
        as_of: the day in the world at which it is counted (see :func:`almaden.partnership.moments.at`).
    """
    if as_of is not None:
        registry = at(registry, as_of)
    told = registry.all(ActivityRecord)
    canonical = canonical_activities(registry)
    return Summary(
        as_of.isoformat() if as_of is not None else "",
        _activities(told, canonical),
        _countries(canonical),
        partner_summary(registry, canonical),
        funding_summary(registry),
        _targets(registry, as_of),
        {kind: len(records) for kind, records in sorted(registry.tables.items()) if records},
        contradictions(registry),
        list(OF_A_DAY) if as_of is not None else [],
    )


def canonical_activities(registry: Registry) -> tuple[ActivityRecord, ...]:
    """The activities, each once: without those that tell another once more."""
    return tuple(one for one in registry.all(ActivityRecord) if not one.same_as)


def _targets(registry: Registry, as_of: date | None) -> list[TargetLine]:
    """The targets; without a day they are judged at the latest value that the registry holds."""
    on = as_of or max((last_day(one.on) for one in registry.all(IndicatorValueRecord)), default=date.min)
    return [_target(one) for one in sorted(progress(registry, on), key=lambda one: one.key)]


def _target(one: TargetProgress) -> TargetLine:
    return TargetLine(
        *(one.key, one.area, one.statement, one.direction, one.asked, one.asked_unit, one.due, one.stated),
        one.verdict,
        one.needed,
        one.unit,
        one.baseline,
        one.baseline_on,
        one.goal,
        one.value,
        one.value_on,
        *(one.low, one.high, one.way, one.way_low, one.way_high),
    )


def counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value is there, the most frequent first, then in the order of the alphabet."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _activities(told: Sequence[ActivityRecord], canonical: Sequence[ActivityRecord]) -> ActivitySummary:
    by_area: dict[str, Counter[str]] = {}
    for one in canonical:
        by_area.setdefault(one.area, Counter())[one.source] += 1
    return ActivitySummary(
        told=len(told),
        canonical=len(canonical),
        told_again=len(told) - len(canonical),
        without_parent=sum(not one.parent for one in canonical),
        undated=sum(begin_of(one) is None for one in canonical),
        by_area=counted(one.area for one in canonical),
        by_seed=dict(sorted(counted(one.source for one in canonical).items())),
        by_area_and_seed={area: dict(sorted(seeds.items())) for area, seeds in sorted(by_area.items())},
        told_by_seed=dict(sorted(counted(one.source for one in told).items())),
        by_status=counted(one.status for one in canonical),
        by_type=counted(one.type for one in canonical),
        by_basis=counted(one.partners_basis for one in told),
    )


def countries_in(activities: Iterable[ActivityRecord]) -> Countries:
    """The countries of a group of activities."""
    found = counted(country for one in activities for country in dict.fromkeys(one.countries))
    return Countries(len(found), sum(found.values()), found)


def _countries(canonical: Sequence[ActivityRecord]) -> CountrySummary:
    every = countries_in(canonical)
    seeds = sorted({one.source for one in canonical})
    with_country = sum(bool(one.countries) for one in canonical)
    return CountrySummary(
        every.distinct,
        every.mentions,
        every.by_country,
        with_country,
        len(canonical) - with_country,
        countries_in(one for one in canonical if not one.parent),
        {seed: countries_in(one for one in canonical if one.source == seed) for seed in seeds},
    )
