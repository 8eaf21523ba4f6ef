"""What is probably wrong in the registry, and worth a look: nothing is refused for it."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.errors import Fault
from almaden.partnership.codes import activity_types
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.wording import Text, n_


def doubts(registry: Registry) -> tuple[Fault, ...]:
    """What people should look at: parts that last longer than the whole, states that dates do not bear out."""
    return tuple(fault for one in registry.all(ActivityRecord) for fault in _of(one, registry))


def _of(one: ActivityRecord, registry: Registry) -> Iterator[Fault]:
    whole = registry.get(ActivityRecord, one.parent) if one.parent else None
    if whole is not None:
        if one.start and whole.start and last_day(one.start) < first_day(whole.start):
            yield _fault(one, "start", Text("it begins before {whole}, of which it is a part", whole=whole.id))
        if one.end and whole.end and first_day(one.end) > last_day(whole.end):
            yield _fault(one, "end", Text("it ends after {whole}, of which it is a part", whole=whole.id))
    if one.status == "completed" and one.end and one.reported_to and first_day(one.end) > last_day(one.reported_to):
        yield _fault(one, "status", n_("it is called completed, and ends after the period of its report"))
    if one.type not in activity_types():
        accepted = ", ".join(activity_types())
        yield _fault(one, "type", n_("the list of types does not have this one"), accepted)


def _fault(one: ActivityRecord, column: str, problem: str, accepted: str = "") -> Fault:
    value = str(getattr(one, column))
    return Fault(problem, f"activity {one.id}", "", None, column, value, accepted, n_("look at it once more"))
