"""When records of the registry were told, out of the journal: the news of what partners tell late."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from almaden.store.models import Change, RegistryRow

#: What a person approves. What a file brings at once is the past of the registry, and no news.
_APPROVED: Final = ("registry.publish", "registry.accept", "application.accept")
#: Fields of a record that are news when they change; a corrected title or address is none.
_NEWS: Final = ("status", "outputs", "obstacles", "start", "end", "year")
#: What is news of the activity that it belongs to.
_OF_ACTIVITY: Final = ("beneficiary", "result")
#: A newsletter shows far fewer.
_MOST: Final = 5_000


def told_on(start: date, end: date) -> dict[tuple[str, str], date]:
    """By kind and key the last day of a period on which a record was approved, or told something new.

    Args:
        start: first day.
        end: last day.

    Returns:
        The records that were published by somebody, or of which somebody approved a change that is news; without
        what was loaded from a file. Some of them may not be public.
    """
    days: dict[int, date] = {}
    for row, day in _changes(start, end):
        days.pop(row, None)
        days[row] = day
    latest = dict(list(days.items())[-_MOST:])
    found: dict[tuple[str, str], date] = {}
    for pk, kind, key, values in RegistryRow.objects.filter(pk__in=latest).values_list("pk", "kind", "key", "values"):
        of = ("activity", str(values.get("activity", ""))) if kind in _OF_ACTIVITY else (kind, key)
        found[of] = max(latest[pk], found.get(of, date.min))
    return found


def _changes(start: date, end: date) -> Iterator[tuple[int, date]]:
    until = (min(end, date.max - timedelta(days=1)) + timedelta(days=1)).isoformat()
    changes = Change.objects.filter(
        record_type="registry_row",
        entry__action__in=_APPROVED,
        entry__made_on__gte=start.isoformat(),
        entry__made_on__lt=until,
    ).order_by("id")
    for row, kind, content, moment in changes.values_list("record_id", "kind", "content", "entry__made_on").iterator():
        if _is_news(kind, json.loads(content)):
            yield row, date.fromisoformat(moment[:10])


def _is_news(kind: str, content: dict[str, dict[str, object]]) -> bool:
    if kind != "changed":
        return kind == "added" and str(content.get("state")) == "published"
    before, after = content["before"], content["after"]
    if after.get("state") == "published":
        return True
    was, now = before.get("values"), after.get("values")
    return isinstance(was, dict) and isinstance(now, dict) and any(was.get(name) != now.get(name) for name in _NEWS)
