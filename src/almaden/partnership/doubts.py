"""What is probably wrong in the registry, and worth a look: nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from almaden.errors import Fault
from almaden.partnership.codes import activity_types
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.wording import Text, n_

#: States of what has not ended.
_NOT_ENDED: Final = frozenset({"pipeline", "planned", "ongoing"})


def doubts(registry: Registry, on: date | None = None) -> tuple[Fault, ...]:
    """What people should look at: parts longer than the whole, states and sums that do not bear each other out.

    Args:
        registry: the registry.
        on: the day at which the states hold where no report tells of them; without it these are not looked at.
    """
    return tuple(fault for one in registry.all(ActivityRecord) for fault in (*_of(one, registry), *_state(one, on)))


def _of(one: ActivityRecord, registry: Registry) -> Iterator[Fault]:
    whole = registry.get(ActivityRecord, one.parent) if one.parent else None
    if whole is not None:
        if one.start and whole.start and last_day(one.start) < first_day(whole.start):
            yield _fault(one, "start", Text("it begins before {whole}, of which it is a part", whole=whole.id))
        if one.end and whole.end and first_day(one.end) > last_day(whole.end):
            yield _fault(one, "end", Text("it ends after {whole}, of which it is a part", whole=whole.id))
    if one.cost is not None and one.secured is not None and one.secured > one.cost:
        yield _fault(one, "secured", n_("more is secured than it costs, so it stands on no wish list"))
    if one.type not in activity_types():
        accepted = ", ".join(activity_types())
        yield _fault(one, "type", n_("the list of types does not have this one"), accepted)


def _state(one: ActivityRecord, on: date | None) -> Iterator[Fault]:
    """States that the end does not bear out: they hold at the period of the report, without one on the day."""
    last = last_day(one.reported_to) if one.reported_to else on
    first = first_day(one.reported_from or one.reported_to) if one.reported_to else on
    if not one.end or last is None or first is None:
        return
    if one.status == "completed" and first_day(one.end) > last:
        yield _fault(
            one,
            "status",
            n_("it is called completed, and ends after the period of its report")
            if one.reported_to
            else n_("it is called completed, and its end is still to come"),
        )
    if one.status in _NOT_ENDED and last_day(one.end) < first:
        yield _fault(one, "status", Text("its end has passed, and it is called {status}", status=one.status))


def _fault(one: ActivityRecord, column: str, problem: str, accepted: str = "") -> Fault:
    value = str(getattr(one, column))
    return Fault(problem, f"activity {one.id}", "", None, column, value, accepted, n_("look at it once more"))
