"""What the journal tells of one record."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from almaden.store.journal import record_type
from almaden.store.models import Change, Entry
from almaden.store.models.recorded import Recorded
from almaden.store.rights import Person
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


def changes_of(request: HttpRequest, record: Recorded, asked: Any) -> HttpResponseBase:
    """A page of the changes of a record, the oldest first."""
    found = Change.objects.filter(record_type=record_type(type(record)), record_id=record.pk)
    return CHANGES.answer(request, found, asked, partial(_read, request.user, Names(request.user)))


def _read(reader: Person, names: Names, row: Row) -> Row:
    row["content"] = json.loads(row["content"])
    if not (reader and reader.is_authenticated):
        row["actor_name"] = names.of_entry(Entry.objects.get(pk=row["entry"]))
    return row
