"""What the journal tells of one record."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from almaden.store.journal import record_type
from almaden.store.models import Change, Entry
from almaden.store.models.recorded import Recorded
from almaden.web.api import schemas
from almaden.web.api.listing import Listing, Row
from almaden.web.names import Names

CHANGES: Final = Listing(
    "history",
    schemas.ChangeShown,
    {
        "entry": "entry_id",
        **{name: f"entry__{name}" for name in ("made_on", "actor_name", "action", "reason")},
    },
)


def changes_of(
    request: HttpRequest, record: Recorded, asked: Any, hidden: frozenset[str] = frozenset()
) -> HttpResponseBase:
    """A page of the changes of a record, the oldest first; of hidden fields only that they changed."""
    found = Change.objects.filter(record_type=record_type(type(record)), record_id=record.pk)

    names = Names(request.user)

    def read(row: Row) -> Row:
        row["content"] = _without(json.loads(row["content"]), row["kind"], hidden)
        if not request.user.is_authenticated:
            row["actor_name"] = names.of_entry(Entry.objects.get(pk=row["entry"]))
        return row

    return CHANGES.answer(request, found, asked, read)


def _without(content: dict[str, Any], kind: str, hidden: frozenset[str]) -> dict[str, Any]:
    """What a change did, without the values of hidden fields."""
    if kind == "changed":
        return {side: _without(values, "", hidden) for side, values in content.items()}
    return {name: None if name in hidden else value for name, value in content.items()}
