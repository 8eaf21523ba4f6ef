"""The period of a report, and which activities belong to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from almaden.errors import Fault, InputError
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.wording import n_

#: Why an activity stands in a report: a date lies in the period; it has no date, and a report on the period
#: tells of it; its dates lie before or after, and a report on the period tells of it; it is a part of one that
#: stands there, or the whole of one; it is told once more by one that does.
Way = Literal["dated", "told", "told, dated elsewhere", "whole", "told again"]

#: Documents that come out so long after a period still tell who leads and who sits in the advisory group.
_SOON: Final = timedelta(days=92)


@dataclass(frozen=True)
class Period:
    """From one day to another, both within.

    Attributes:
        start: first day.
        end: last day.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            problem = n_("the period ends before it begins")
            raise InputError(Fault(problem, column="to", value=self.end.isoformat(), accepted=self.start.isoformat()))

    def touches(self, first: str, last: str) -> bool:
        """Whether a stretch of days, known as far as it is, may share a day; an empty end is the other one."""
        first, last = first or last, last or first
        return bool(first) and first_day(first) <= self.end and last_day(last) >= self.start

    def holds(self, first: str, last: str) -> bool:
        """Whether a stretch of days lies within."""
        return bool(first and last) and self.start <= first_day(first) and last_day(last) <= self.end


@dataclass(frozen=True)
class Chosen:
    """The activities of a report.

    Attributes:
        canonical: each once, in the order of the registry, with the way by which it came in.
        again: tellings of one of them once more, with the key of the first telling.
        documents: documents that tell of this period.
        near: those, and the documents that came out soon after it.
    """

    canonical: Sequence[tuple[ActivityRecord, Way]]
    again: Sequence[ActivityRecord]
    documents: frozenset[str]
    near: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the activities, and of what tells them once more."""
        return frozenset(one.id for one, _ in self.canonical) | frozenset(one.id for one in self.again)


def chosen(registry: Registry, period: Period) -> Chosen:
    """Choose the activities of a period by their dates, otherwise by the report that tells of them."""
    records = registry.all(ActivityRecord)
    by_key = {one.id: one for one in records}
    ways: dict[str, Way] = {one.id: way for one in records if (way := _way(one, period)) is not None}
    found: dict[str, Way] = {key: way for key, way in ways.items() if not by_key[key].same_as}
    for key in ways:
        first = _first_telling(by_key[key], by_key)
        found.setdefault(first.id, "told again")
    for key in list(found):
        for above in _above(by_key[key], by_key):
            found.setdefault(above, "whole")
    told = [one for one in records if period.holds(one.reported_from, one.reported_to)]
    soon = Period(period.start, period.end + _SOON)
    return Chosen(
        tuple((one, found[one.id]) for one in records if one.id in found),
        tuple(one for one in records if one.same_as and _first_telling(one, by_key).id in found),
        frozenset(one.source for one in told if one.source),
        frozenset(one.source for one in records if one.source and soon.holds(one.reported_from, one.reported_to)),
    )


def _way(one: ActivityRecord, period: Period) -> Way | None:
    if one.start or one.end:
        if period.touches(*_span(one)):
            return "dated"
        return "told, dated elsewhere" if period.holds(one.reported_from, one.reported_to) else None
    return "told" if period.touches(one.reported_from, one.reported_to) else None


def _span(one: ActivityRecord) -> tuple[str, str]:
    """Begin and end. What goes on without an end is known to do so until the last day that is told of."""
    if one.end or one.status != "ongoing" or not one.reported_to:
        return one.start, one.end
    return one.start, max(one.start, one.reported_to, key=last_day)


def _first_telling(one: ActivityRecord, by_key: dict[str, ActivityRecord]) -> ActivityRecord:
    seen: set[str] = set()
    while one.same_as in by_key and one.id not in seen:
        seen.add(one.id)
        one = by_key[one.same_as]
    return one


def _above(one: ActivityRecord, by_key: dict[str, ActivityRecord]) -> Iterable[str]:
    seen: set[str] = set()
    while one.parent in by_key and one.parent not in seen:
        seen.add(one.parent)
        one = _first_telling(by_key[one.parent], by_key)
        yield one.id
