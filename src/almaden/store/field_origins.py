"""Where the fields of a record come from: who set them last, when, why and from which file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from almaden.store.journal import record_type
from almaden.store.models import Change, Entry
from almaden.store.models.recorded import Recorded


@dataclass(frozen=True)
class Step:
    """One change of a record: by field what was there before (None at the beginning) and what came."""

    entry: Entry
    version: int
    before: dict[str, Any]
    after: dict[str, Any]


def steps_of(record: Recorded) -> tuple[Step, ...]:
    """The changes of a record, the latest first."""
    changes = Change.objects.filter(record_type=record_type(type(record)), record_id=record.pk).select_related("entry")
    return tuple(_step(change) for change in changes.order_by("-id"))


def origins_of(steps: tuple[Step, ...]) -> dict[str, Entry]:
    """By field the entry of the journal that set it last."""
    origins: dict[str, Entry] = {}
    for step in steps:
        for name in step.after:
            origins.setdefault(name, step.entry)
    return origins


def _step(change: Change) -> Step:
    content = json.loads(change.content)
    if change.kind == "changed":
        return Step(change.entry, change.version, content["before"], content["after"])
    return Step(change.entry, change.version, {}, {name: value for name, value in content.items() if value})
