"""The rows of the registry as they stood at a moment, out of the journal."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

from almaden.store.models import Change, Entry

#: Changes that are read at once.
_AT_ONCE: Final = 2000


def rows_at(moment: datetime) -> dict[int, dict[str, Any]]:
    """The columns of every row as they were kept at a moment, by the number of the row.

    Every change up to then is done again, so the answer for a past moment stays the same for ever. What tells of
    persons is not in the journal, and so not in the answer.

    Args:
        moment: a moment; one without a zone is in UTC.
    """
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    until = moment.isoformat(timespec="microseconds")
    # A clock that was set back does not tear the journal: what counts is the last entry up to the moment.
    last = Entry.objects.filter(made_on__lte=until).order_by("-number").values_list("number", flat=True).first()
    changes = Change.objects.filter(record_type="registry_row", entry__lte=last or 0).order_by("id")
    rows: dict[int, dict[str, Any]] = {}
    for number, kind, content in changes.values_list("record_id", "kind", "content").iterator(_AT_ONCE):
        if kind == "removed":
            rows.pop(number, None)
        elif kind == "added":
            rows[number] = json.loads(content)
        else:
            rows[number] |= json.loads(content)["after"]
    return rows
