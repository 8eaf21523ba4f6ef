"""What is worth a look in an activity that somebody has kept: it is told, and nothing is refused for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from almaden.partnership.doubts import doubts
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.registry import Registry
from almaden.store.models import RegistryRow
from almaden.store.registry.reading import record_of, visible_rows
from almaden.web.access import person_of
from almaden.web.language import translate
from almaden.web.pages.partnership.shared import today
from almaden.wording import Text


def warn_of_doubts(request: HttpRequest, row: RegistryRow) -> None:
    """Tell what is worth a look in an activity, beside the activity that it is a part of."""
    record = record_of(row, personal=False)
    if not isinstance(record, ActivityRecord):
        return
    beside: list[tuple[str, RegistryRecord]] = [("activity", record)]
    whole = visible_rows(person_of(request), "activity").filter(key=record.parent).first() if record.parent else None
    if whole is not None:
        beside.append(("activity", record_of(whole, personal=False)))
    for fault in doubts(Registry.made_of(beside), today()):
        if fault.file == f"activity {record.id}":
            messages.warning(request, translate(Text("Worth a look: {problem}", problem=translate(fault.problem))))
