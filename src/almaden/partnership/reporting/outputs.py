"""What came out in a period: publications, events, training, results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from almaden.partnership.figures import MERCURY, Figure, Why
from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.records.outputs import EventRecord, PublicationRecord, TrainingRecord
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.entries import Entry
from almaden.partnership.reporting.period import Chosen, Period
from almaden.partnership.results import GradeSum, by_grade, results

R = TypeVar("R", PublicationRecord, EventRecord)


@dataclass(frozen=True)
class Publication:
    """Something to read; ``area`` is the code of its area."""

    key: str
    area: str
    title: str
    kind: str
    year: int | None
    languages: Sequence[str]
    status: str


@dataclass(frozen=True)
class Event:
    """A meeting, a workshop, a webinar; ``area`` is the code of its area."""

    key: str
    area: str
    title: str
    type: str
    start: str
    end: str
    place: str
    country: str
    attendance: int | None
    status: str


@dataclass(frozen=True)
class Training:
    """Training that was given; ``area`` is the code of the area of its activity."""

    area: str
    title: str
    start: str
    end: str
    countries: Sequence[str]
    people: int | None
    women: int | None


@dataclass(frozen=True)
class Change:
    """A result of an activity, with the grade of its evidence, and why figures of it are in no sum."""

    area: str
    activity: str
    indicator: str
    unit: str
    baseline: float | None
    target: float | None
    actual: float | None
    grade: str
    mercury_kg_per_year: float | None
    left_out: Sequence[Why]


@dataclass(frozen=True)
class ChangeSum:
    """What results of one grade of evidence sum up to, in one area.

    Attributes:
        area: code of the area.
        thing: what is counted.
        unit: its unit.
        sum: the sum.
    """

    area: str
    thing: str
    unit: str
    sum: GradeSum


@dataclass(frozen=True)
class Outputs:
    """What came out in a period."""

    publications: Sequence[Publication]
    events: Sequence[Event]
    trainings: Sequence[Training]
    changes: Sequence[Change]
    sums: Sequence[ChangeSum]

    def of(self, area: str) -> Outputs:
        """What came out in one area."""
        return Outputs(
            tuple(one for one in self.publications if one.area == area),
            tuple(one for one in self.events if one.area == area),
            tuple(one for one in self.trainings if one.area == area),
            tuple(one for one in self.changes if one.area == area),
            tuple(one for one in self.sums if one.area == area),
        )


def outputs_of(registry: Registry, chosen: Chosen, entries: Sequence[Entry], period: Period) -> Outputs:
    """What came out: what belongs to an activity of the period, and what is dated within it.

    What belongs to another telling of an activity comes in with it, unless the first telling has its own.
    """
    whole = {key: one for one in entries for key in (one.key, *one.also)}
    first = {one.key for one in entries}
    published = [one for one in registry.all(PublicationRecord) if _published(one, chosen, period)]
    events = [one for one in registry.all(EventRecord) if _held(one, chosen, period)]
    return Outputs(
        tuple(
            Publication(one.id, one.area, one.title, one.kind, one.year, one.languages, one.status)
            for one in _once(published, first)
        ),
        tuple(
            Event(
                *(one.id, one.area, one.title, one.type, one.start, one.end),
                *(one.place, one.country, one.attendance, one.status),
            )
            for one in _once(events, first)
        ),
        tuple(
            Training(whole[one.activity].area, one.title, one.start, one.end, one.countries, one.people, one.women)
            for one in registry.all(TrainingRecord)
            if one.activity in whole
        ),
        *_changes(registry, whole),
    )


def _changes(registry: Registry, whole: Mapping[str, Entry]) -> tuple[tuple[Change, ...], tuple[ChangeSum, ...]]:
    """The results of the activities, and their sums by grade: each figure once, as everywhere."""
    told = [one for one in registry.all(ResultRecord) if one.activity in whole]
    activities = registry.all(ActivityRecord)
    found = results(Registry.made_of([*(("activity", one) for one in activities), *(("result", one) for one in told)]))
    figures = (*found.mercury, *found.indicators)
    counted = {one.result for one in figures}
    left: dict[str, list[Why]] = {}
    for out in found.left_out:
        left.setdefault(out.result, []).append(out.why)
    changes = tuple(
        Change(
            area=whole[one.activity].area,
            activity=whole[one.activity].title,
            indicator=one.indicator,
            unit=one.unit,
            baseline=one.baseline,
            target=one.target,
            actual=one.actual,
            grade=one.grade,
            mercury_kg_per_year=one.mercury_kg_per_year,
            # What states a target and no value yet is in no list of figures.
            left_out=tuple(dict.fromkeys(left.get(one.id, []))) or (() if one.id in counted else ("expected",)),
        )
        for one in told
    )
    return changes, tuple(_sums(figures, whole))


def _sums(figures: Iterable[Figure], whole: Mapping[str, Entry]) -> Iterator[ChangeSum]:
    grouped: dict[tuple[str, tuple[str, str]], list[Figure]] = {}
    for one in figures:
        grouped.setdefault((whole[one.told_by].area, one.thing), []).append(one)
    for area, thing in sorted(grouped, key=lambda key: (key[0], key[1] != MERCURY, key[1])):
        for one_grade in by_grade(grouped[area, thing]):
            yield ChangeSum(area, *thing, one_grade)


def _published(one: PublicationRecord, chosen: Chosen, period: Period) -> bool:
    if one.activity:
        return one.activity in chosen.keys
    return one.year is not None and period.touches(str(one.year), str(one.year))


def _held(one: EventRecord, chosen: Chosen, period: Period) -> bool:
    return one.activity in chosen.keys if one.activity else period.touches(one.start, one.end)


def _once(records: Sequence[R], first: set[str]) -> list[R]:
    """Records without those of a second telling that the first telling has too, by their titles."""
    told = {one.title.casefold() for one in records if one.activity in first}
    return [one for one in records if one.activity in first or one.title.casefold() not in told]
